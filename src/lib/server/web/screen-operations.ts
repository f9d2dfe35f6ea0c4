import { z } from 'zod';
import { wallDirectionSchema } from '#lib/domain/wall/order.ts';
import { SCENES, wallPlanSchema } from '#lib/domain/wall/scene.ts';
import type { Operation } from './operation.ts';
import * as shapes from './screen-shapes.ts';

const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });

/** A wall as `GET /api/v1/screens` lists it. */
export const screenItem = z
	.strictObject({
		id: n,
		name: z.string(),
		/** `province`, or the code of the agency that it shows with all below it. */
		scope: z.string(),
		lastSeenAt: instant.nullable(),
		address: z.string().nullable(),
		build: z.string().nullable(),
		scene: z.string().nullable(),
		pairedAt: instant,
		pairedBy: z.string(),
		endsAt: instant,
		revokedAt: instant.nullable(),
		/** Which scenes it shows, in this order, each for so many seconds. */
		plan: wallPlanSchema,
		/** What it showed before its plan was last set. */
		formerPlan: wallPlanSchema.nullable(),
		/** How it fares, by itself; null before it has said anything. */
		telemetry: z
			.strictObject({
				/** Since its page was loaded. */
				reconnects: n,
				/** The last of them, the newest first. */
				reconnectedAt: z.array(instant),
				heapMb: n.nullable(),
				/** Frames a second. */
				fps: n.nullable(),
				uptimeMinutes: n.nullable()
			})
			.nullable(),
		/** What it was last told to do. */
		order: z
			.strictObject({
				id: z.string(),
				show: z.enum(SCENES).nullable(),
				seconds: n,
				refresh: z.boolean(),
				givenAt: instant,
				takenAt: instant.nullable(),
				/** One that no wall takes within ten minutes lapses. */
				state: z.enum(['waiting', 'taken', 'lapsed'])
			})
			.nullable()
	})
	.meta({ id: 'Screen' });

const screenList = z.strictObject({ screens: z.array(screenItem) });

/** What a command on a wall answers. */
const screenAnswer = z.strictObject({ id: n, name: z.string(), endsAt: instant });

const planAnswer = z.strictObject({
	id: n,
	plan: wallPlanSchema,
	formerPlan: wallPlanSchema.nullable()
});

const orderAnswer = z.strictObject({ id: n, order: z.string() });

/** Wall displays, under `/api/v1/screens`. */
export const SCREEN_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/screens',
		method: 'get',
		summary: 'Paired wall displays: when each was last heard, how it fares, what it shows',
		keys: ACT,
		answer: screenList,
		refusals: []
	},
	{
		path: '/api/v1/screens',
		method: 'post',
		summary: 'Approves the wall that shows a code, for ninety days',
		keys: ACT,
		body: shapes.screenApproval,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409, 429]
	},
	{
		path: '/api/v1/screens/{id}/name',
		method: 'post',
		summary: 'Gives a wall another name',
		keys: ACT,
		body: shapes.screenNaming,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/screens/{id}/renewal',
		method: 'post',
		summary: 'Approves a wall that still opens for another ninety days',
		keys: ACT,
		body: shapes.nothingMore,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/screens/{id}/revocation',
		method: 'post',
		summary: 'Ends a wall: within five seconds it opens nothing',
		keys: ACT,
		body: shapes.nothingMore,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/screens/{id}/plan',
		method: 'post',
		summary: 'Sets which scenes a wall shows, in which order, each for how many seconds',
		keys: ACT,
		body: wallPlanSchema,
		command: true,
		answer: planAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/screens/{id}/orders',
		method: 'post',
		summary:
			'Tells a wall to show a scene for a while, to go back to its rotation, or to load anew',
		keys: ACT,
		body: wallDirectionSchema,
		command: true,
		answer: orderAnswer,
		refusals: [400, 404, 409]
	}
];
