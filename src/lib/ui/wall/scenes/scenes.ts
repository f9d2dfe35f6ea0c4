import type { Component } from 'svelte';
import type { Scene } from '#lib/domain/wall/scene.ts';
import type { LiveBoard } from '../wall-board.svelte.ts';
import Today from './Today.svelte';

interface SceneOnWall {
	/** What is drawn; fills the room below the head, scrolls never, holds nothing that can be pressed. */
	part: Component<{ board: LiveBoard }>;
	/** Whether there is anything to say in it. */
	has(board: LiveBoard): boolean;
}

/** What is drawn for each scene; those without a part yet are not shown. */
export const SCENES_ON_WALL: Partial<Record<Scene, SceneOnWall>> = {
	today: { part: Today, has: () => true }
};
