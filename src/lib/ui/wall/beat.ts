import { version } from '$app/environment';

const EVERY_MS = 60_000;

/**
 * Says every minute that this wall is there, which build it runs and which scene it shows; the answer
 * renews what opens it.
 *
 * @param ended the wall is not let in any more
 * @returns how to stop
 */
export function keepBeating(scene: () => string, ended: () => void): () => void {
	const beat = async () => {
		const answer = await fetch('/wall/beat', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ build: version, scene: scene() })
		});
		// Whom the guard does not know it sends to the door.
		if (answer.redirected || answer.status === 401) ended();
	};
	const run = () => {
		// Without an answer the connection says so already; the next minute is another try.
		beat().catch(() => undefined);
	};
	run();
	const timer = setInterval(run, EVERY_MS);
	return () => clearInterval(timer);
}
