import { createContext, untrack } from 'svelte';
import { navigating } from '$app/state';
import type { LiveConnection } from '#lib/live/connection.svelte.ts';

/** The desk's one connection, and how often it said that dossiers have changed. */
export class DeskLive {
	readonly connection: LiveConnection;
	/** Hints about dossiers since the page came. */
	dossierHints = $state(0);

	constructor(connection: LiveConnection) {
		this.connection = connection;
	}
}

export const [deskLive, provideDeskLive] = createContext<DeskLive>();

/**
 * Reads again what is too dear to be read at every hint, at most every `ms` and only while somebody
 * looks. For `$effect`.
 */
export function followChanges(live: DeskLive, read: () => unknown, ms: number): () => void {
	// Not followed: an effect that began anew with every hint would never come to read.
	let seen = untrack(() => live.dossierHints);
	const timer = setInterval(() => {
		// Reading again would call off a click that is on its way to another page.
		const busy = document.visibilityState !== 'visible' || navigating.to !== null;
		if (live.dossierHints === seen || busy) return;
		seen = live.dossierHints;
		read();
	}, ms);
	return () => clearInterval(timer);
}
