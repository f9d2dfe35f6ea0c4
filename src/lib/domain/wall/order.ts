import { z } from 'zod';
import { MINUTE, type Instant } from '../calendar/time.ts';
import { SCENES } from './scene.ts';

/** An order that no wall has taken this long after it was given is not carried out any more. */
export const ORDER_LAPSES_MS = 10 * MINUTE;
/** The longest that one scene is held on a wall by an order; afterwards the wall goes on by itself. */
export const HELD_AT_MOST_SECONDS = 4 * 3600;

/** What the office may tell a wall to do, once; its plan is another thing and stays. */
export const wallDirectionSchema = z.discriminatedUnion('do', [
	/** This scene now, for so long. */
	z.strictObject({
		do: z.literal('show'),
		scene: z.enum(SCENES),
		seconds: z.int().min(10).max(HELD_AT_MOST_SECONDS)
	}),
	/** Back to the rotation by its plan. */
	z.strictObject({ do: z.literal('rotate') }),
	/** Load the page anew. */
	z.strictObject({ do: z.literal('refresh') })
]);
export type WallDirection = z.infer<typeof wallDirectionSchema>;

/** An order as a wall is told it, at most once carried out for each `id`. */
export const wallOrderSchema = z.strictObject({
	id: z.string().max(60),
	/** This scene now; null: back to the rotation, unless `refresh`. */
	show: z.enum(SCENES).nullable(),
	/** How long `show` stays before the wall goes on by itself. */
	seconds: z.int().min(0),
	/** Load the page anew. */
	refresh: z.boolean()
});
export type WallOrder = z.infer<typeof wallOrderSchema>;

/** An order with when it was given and, if a wall has said so, taken; real time. */
export interface GivenOrder extends WallOrder {
	givenAt: Instant;
	takenAt: Instant | null;
}

/** The order that a direction becomes. */
export function orderOf(direction: WallDirection, id: string, now: Instant): GivenOrder {
	const show = direction.do === 'show' ? direction.scene : null;
	const seconds = direction.do === 'show' ? direction.seconds : 0;
	return { id, show, seconds, refresh: direction.do === 'refresh', givenAt: now, takenAt: null };
}

/**
 * Where an order stands.
 *
 * - `waiting`: the wall is told it until it says that it has taken it
 * - `taken`: the wall has said so
 * - `lapsed`: no wall took it in time, and none is told it any more
 */
export function orderState(order: GivenOrder, now: Instant): 'waiting' | 'taken' | 'lapsed' {
	if (order.takenAt !== null) return 'taken';
	return now - order.givenAt < ORDER_LAPSES_MS ? 'waiting' : 'lapsed';
}

/** What a wall is to be told now, null when there is nothing. */
export function orderFor(order: GivenOrder | null, now: Instant): WallOrder | null {
	if (order === null || orderState(order, now) !== 'waiting') return null;
	const { id, show, seconds, refresh } = order;
	return { id, show, seconds, refresh };
}

/** The order after a wall has said which one it took; the same one when it speaks of another. */
export function takenBy(order: GivenOrder | null, id: string, now: Instant): GivenOrder | null {
	if (order?.id !== id || order.takenAt !== null) return order;
	return { ...order, takenAt: now };
}

/** The scene that a wall still holds because it was told to, and for how many seconds more. */
export function heldScene(
	order: GivenOrder | null,
	now: Instant
): { show: NonNullable<WallOrder['show']>; seconds: number } | null {
	if (order === null || order.show === null || order.takenAt === null) return null;
	const seconds = Math.round((order.takenAt - now) / 1000) + order.seconds;
	return seconds > 0 ? { show: order.show, seconds } : null;
}
