import type { Component } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { WallAgency, WallBoard, WallGroup } from '#lib/domain/wall/board.ts';
import type { Scene } from '#lib/domain/wall/scene.ts';
import type { LiveBoard } from '../wall-board.svelte.ts';

/** What is drawn; fills the room below the head, scrolls never, holds nothing that can be pressed. */
export type ScenePart = Component<{ board: LiveBoard }>;

interface Shown {
	read: WallBoard;
	agencies: readonly Pick<WallAgency, 'group'>[];
}

interface SceneOnWall {
	/** Its script, which comes apart: the first number on a wall does not wait for six other scenes. */
	fetch: () => Promise<{ default: ScenePart }>;
	/** Whether there is anything to say in it. */
	has: (board: Shown) => boolean;
}

const some = (board: Shown, ...groups: WallGroup[]) =>
	board.agencies.some(({ group }) => groups.includes(group));

const SCENES_ON_WALL: Record<Scene, SceneOnWall> = {
	today: { fetch: async () => import('./Today.svelte'), has: () => true },
	departments: {
		fetch: async () => import('./Departments.svelte'),
		has: (board) => some(board, 'department', 'below')
	},
	communes: {
		fetch: async () => import('./Communes.svelte'),
		has: (board) => some(board, 'commune')
	},
	due_today: {
		fetch: async () => import('./DueToday.svelte'),
		has: ({ read }) => read.dueToday.known
	},
	// A board of the build before has no word of tasks.
	tasks: {
		fetch: async () => import('./Tasks.svelte'),
		has: ({ read }) => read.tasks?.open !== undefined
	},
	fields: {
		fetch: async () => import('./Fields.svelte'),
		has: ({ read }) => read.fields.length > 0
	},
	trend: {
		fetch: async () => import('./Trend.svelte'),
		has: ({ read }) => read.weeks.some(({ known }) => known)
	}
};

/** Programs only, so the server shares them among all requests. */
const parts = new SvelteMap<Scene, ScenePart>();

/** Whether there is anything to say in a scene, by what a wall has read. */
export function hasData(scene: Scene, board: Shown): boolean {
	return SCENES_ON_WALL[scene].has(board);
}

/** The scene as it is drawn; undefined until its script is there: such a scene is not shown yet. */
export function partOf(scene: Scene): ScenePart | undefined {
	return parts.get(scene);
}

/** Fetches a scene's script. Asked again it is there at once, or is fetched again after it failed. */
export async function bringPart(scene: Scene): Promise<void> {
	if (parts.has(scene)) return;
	const { default: part } = await SCENES_ON_WALL[scene].fetch();
	parts.set(scene, part);
}

/**
 * Fetches what is not there yet, one script after the other.
 * @returns whether all are there now
 */
export async function bringAll(): Promise<boolean> {
	let whole = true;
	for (const scene of Object.keys(SCENES_ON_WALL) as Scene[]) {
		await bringPart(scene).catch(() => {
			whole = false;
		});
	}
	return whole;
}
