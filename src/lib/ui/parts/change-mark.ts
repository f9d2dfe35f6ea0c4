import type { Action } from 'svelte/action';

interface Watched {
	value: number | null;
	/** Another question (period, filter) is not a change of the answer to the same one. */
	scope: unknown;
}

/** Marks a number for a moment where it has just changed under the reader's eyes. */
export const changeMark: Action<HTMLElement, Watched> = (element, watched) => {
	let last = watched;
	let running: Animation | null = null;
	return {
		update(next) {
			const changed = next.value !== last.value && next.scope === last.scope;
			last = next;
			if (!changed || document.hidden) return;
			const ground = 'var(--changed)';
			const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
			running?.cancel();
			running = element.animate(
				[
					{ backgroundColor: ground },
					{ backgroundColor: ground, offset: 0.6 },
					{ backgroundColor: still ? ground : 'transparent' }
				],
				{ duration: 2400 }
			);
		},
		/** A browser keeps what is being animated, also when it has left the page. */
		destroy() {
			running?.cancel();
		}
	};
};
