import type { Scene } from '#lib/domain/wall/scene.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the office calls a wall's scenes. */
export const SCENE_WORDS: Readonly<Record<Scene, () => string>> = {
	today: m.screens_scene_today,
	departments: m.screens_scene_departments,
	communes: m.screens_scene_communes,
	due_today: m.screens_scene_due_today,
	tasks: m.screens_scene_tasks,
	fields: m.screens_scene_fields,
	trend: m.screens_scene_trend
};

/** A scene as a wall told it; one that this build does not know shows its own name. */
export function sceneWord(scene: string): string {
	return Object.entries(SCENE_WORDS).find(([name]) => name === scene)?.[1]() ?? scene;
}
