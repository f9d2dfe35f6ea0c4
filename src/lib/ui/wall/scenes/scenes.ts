import type { Component } from 'svelte';
import type { WallGroup } from '#lib/domain/wall/board.ts';
import type { Scene } from '#lib/domain/wall/scene.ts';
import type { LiveBoard } from '../wall-board.svelte.ts';
import Communes from './Communes.svelte';
import Departments from './Departments.svelte';
import DueToday from './DueToday.svelte';
import Fields from './Fields.svelte';
import Today from './Today.svelte';
import Trend from './Trend.svelte';

interface SceneOnWall {
	/** What is drawn; fills the room below the head, scrolls never, holds nothing that can be pressed. */
	part: Component<{ board: LiveBoard }>;
	/** Whether there is anything to say in it. */
	has(board: LiveBoard): boolean;
}

const some = (board: LiveBoard, ...groups: WallGroup[]) =>
	board.agencies.some(({ group }) => groups.includes(group));

/** What is drawn for each scene; those without a part yet are not shown. */
export const SCENES_ON_WALL: Partial<Record<Scene, SceneOnWall>> = {
	today: { part: Today, has: () => true },
	departments: { part: Departments, has: (board) => some(board, 'department', 'below') },
	communes: { part: Communes, has: (board) => some(board, 'commune') },
	due_today: { part: DueToday, has: ({ read }) => read.dueToday.known },
	fields: { part: Fields, has: ({ read }) => read.fields.length > 0 },
	trend: { part: Trend, has: ({ read }) => read.weeks.some(({ known }) => known) }
};
