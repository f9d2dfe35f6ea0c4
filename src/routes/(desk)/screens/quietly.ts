import type { SubmitFunction } from '@sveltejs/kit';
import { invalidateAll } from '$app/navigation';

/**
 * Sends a form and reads the page again where it is: who directs a wall from a phone stays at the card,
 * which says itself what became of it.
 * @param sent afterwards, unless it was refused
 */
export function quietly(sent: () => void = () => undefined): SubmitFunction {
	return () =>
		async ({ result, update }) => {
			if (result.type !== 'redirect') {
				await update({ reset: false });
				return;
			}
			await invalidateAll();
			sent();
		};
}
