import { z } from 'zod';
import { wallOrderSchema } from './order.ts';
import { wallPlanSchema } from './scene.ts';
import { telemetrySchema } from './telemetry.ts';

/** What a wall says of itself every minute, and at once when it is called (`POST /wall/beat`). */
export const wallBeat = z.strictObject({
	build: z.string().regex(/^[\w.-]{1,60}$/),
	scene: z.string().regex(/^[a-z][a-z_-]{0,39}$/),
	...telemetrySchema.shape,
	/** The `id` of the order that it has just taken; it is told no more. */
	tookOrder: z.string().min(1).max(60).optional()
});
export type WallBeat = z.infer<typeof wallBeat>;

/**
 * What a wall is answered. The order is told again until the wall has said that it took it, so a wall
 * remembers the last `id` that it has carried out, also over the reload that a refresh is.
 */
export const wallBeatAnswer = z.strictObject({
	plan: wallPlanSchema,
	order: wallOrderSchema.nullable()
});
export type WallBeatAnswer = z.infer<typeof wallBeatAnswer>;
