import { invalidate } from '$app/navigation';
import { collapse, type Collapse, type Stale } from './collapse.ts';

/** What a page's `load` calls `depends` with to be read again: a room, or one thing of it. */
export function dependency(room: string, id?: string): `live:${string}` {
	return id === undefined ? `live:${room}` : `live:${room}/${encodeURIComponent(id)}`;
}

/**
 * Reads again what hints say is out of date, in bursts made one: `live:dossiers` for every hint of the
 * room, `live:dossiers/CODE` only for hints that name it or name nothing.
 *
 * @param moving whether the reader is on the way to another page: reading again would call that off, and
 *   their click would be lost without a word; wake it when they have arrived
 */
export function refresher({ moving }: { moving: () => boolean }): Collapse {
	return collapse({
		run: async (stale) => invalidate((url) => isStale(url.href, stale)),
		looked: () => document.visibilityState === 'visible' && !moving()
	});
}

function isStale(href: string, stale: Stale): boolean {
	const [, room = '', id] = /^live:([a-z]+)(?:\/(.+))?$/.exec(href) ?? [];
	for (const [name, ids] of stale) {
		if (name !== room) continue;
		return id === undefined || ids === 'all' || ids.has(decodeURIComponent(id));
	}
	return false;
}
