import { wallDirectionSchema, type WallDirection } from '#lib/domain/wall/order.ts';
import { moveScene, wallPlanSchema, type WallPlan } from '#lib/domain/wall/scene.ts';

/**
 * The plan that a form says: its ticked scenes in the order in which they stand, and `move` (`up:today`,
 * `down:today`) when one of the arrows sent it, which is how scenes are ordered without a script.
 * @returns null for what is no plan
 */
export function planOfForm(form: FormData): WallPlan | null {
	const given = wallPlanSchema.safeParse({
		scenes: form.getAll('scene'),
		seconds: Number(form.get('seconds'))
	});
	if (!given.success) return null;
	const plan = given.data;
	const move = form.get('move');
	const [, way, name] = /^(up|down):(.+)$/.exec(typeof move === 'string' ? move : '') ?? [];
	const scene = plan.scenes.find((one) => one === name);
	if (scene === undefined) return plan;
	return { ...plan, scenes: moveScene(plan.scenes, scene, way === 'up' ? -1 : 1) };
}

/** The scene that a form wants shown now, for so many `minutes`; null for what is none. */
export function showOfForm(form: FormData): WallDirection | null {
	const seconds = Number(form.get('minutes')) * 60;
	const given = wallDirectionSchema.safeParse({ do: 'show', scene: form.get('scene'), seconds });
	return given.success ? given.data : null;
}
