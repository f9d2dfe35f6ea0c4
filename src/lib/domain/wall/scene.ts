import { z } from 'zod';

/**
 * What a wall shows one after the other; each answers one question.
 *
 * - `today` (Hôm nay): is today fine?
 * - `departments` (Sở, ngành): which accountable departments are behind, and which are good?
 * - `communes` (Xã, phường): where in the 135 communes is something wrong?
 * - `due_today` (Đến hạn trong ngày): what falls due before the office closes?
 * - `tasks` (Nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh giao); not shown until tasks exist
 * - `fields` (Lĩnh vực): in which fields does it happen?
 * - `trend` (Xu hướng): is it getting better, over 13 weeks?
 */
export const SCENES = [
	'today',
	'departments',
	'communes',
	'due_today',
	'tasks',
	'fields',
	'trend'
] as const;
export type Scene = (typeof SCENES)[number];

/** What the office has chosen for one wall. */
export const wallPlanSchema = z.strictObject({
	/** In the order in which they are shown; each once. */
	scenes: z
		.array(z.enum(SCENES))
		.min(1)
		.refine((scenes) => new Set(scenes).size === scenes.length),
	/** How long each stays. */
	seconds: z.number().int().min(8).max(600)
});
export type WallPlan = z.infer<typeof wallPlanSchema>;

/** What a wall shows for which nothing was chosen. */
export const DEFAULT_PLAN: WallPlan = {
	scenes: ['today', 'departments', 'communes', 'due_today', 'tasks', 'fields', 'trend'],
	seconds: 20
};

/** Whether two plans show the same, in the same order, for as long. */
export function samePlan(one: WallPlan, other: WallPlan): boolean {
	return one.seconds === other.seconds && one.scenes.join() === other.scenes.join();
}

/** The same list with one scene a place earlier (-1) or later (1); at the ends it stays. */
export function moveScene<Item>(list: readonly Item[], item: Item, by: -1 | 1): Item[] {
	const from = list.indexOf(item);
	const other = list[from + by];
	if (from < 0 || other === undefined) return [...list];
	return list.map((one, n) => (n === from ? other : n === from + by ? item : one));
}

/**
 * The scenes of a plan that there is anything to say in.
 * @param has scenes that have no data yet are left out; what remains is never empty
 */
export function shownScenes(plan: WallPlan, has: (scene: Scene) => boolean): Scene[] {
	const shown = plan.scenes.filter(has);
	return shown.length === 0 ? ['today'] : shown;
}
