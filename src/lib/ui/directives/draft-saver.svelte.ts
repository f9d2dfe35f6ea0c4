import { deserialize } from '$app/forms';
import type { Draft } from '#lib/domain/directives/draft.ts';

const WAIT_MS = 700;
const AGAIN_MS = 5000;

/**
 * Keeps a draft on the server a moment after each change, one request at a time. What cannot be sent
 * stays on the page and is sent again; what somebody else has saved meanwhile is never overwritten.
 */
export class DraftSaver {
	/** `refused`: the server said no, see `refusal`; nothing more is sent then. */
	state: 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' = $state('saved');
	refusal: string | null = $state(null);
	savedAt: string;
	version: number;
	#current: () => Draft;
	#after: () => void;
	#dirty = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#under: Promise<void> | null = null;

	constructor(given: {
		version: number;
		savedAt: string;
		current: () => Draft;
		/** Called after each saving. */
		after: () => void;
	}) {
		this.version = $state(given.version);
		this.savedAt = $state(given.savedAt);
		this.#current = given.current;
		this.#after = given.after;
	}

	/** Something was changed. */
	changed(): void {
		this.#dirty = true;
		if (this.state === 'refused') return;
		if (this.state !== 'offline') this.state = 'waiting';
		this.#soon(WAIT_MS);
	}

	/** Sends what has not been sent. @returns whether everything is on the server now */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		await this.#under;
		if (this.#dirty && this.state !== 'refused') {
			this.#under = this.#send();
			await this.#under;
			this.#under = null;
		}
		return !this.#dirty;
	}

	#soon(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), ms);
	}

	async #send(): Promise<void> {
		this.#dirty = false;
		this.state = 'saving';
		const body = new FormData();
		body.set('draft', JSON.stringify(this.#current()));
		body.set('version', String(this.version));
		try {
			const answer = await fetch('?/save', {
				method: 'POST',
				body,
				headers: { accept: 'application/json', 'x-sveltekit-action': 'true' }
			});
			const result = deserialize<{ version: number; savedAt: string }, { refusal: string }>(
				await answer.text()
			);
			if (result.type === 'success' && result.data !== undefined) {
				this.version = result.data.version;
				this.savedAt = result.data.savedAt;
				// Something may have been changed while it was under way.
				this.state = this.#dirty ? 'waiting' : 'saved';
				this.#after();
				return;
			}
			this.#dirty = true;
			if (result.type === 'failure') {
				this.refusal = result.data?.refusal ?? null;
				this.state = 'refused';
				return;
			}
		} catch {
			this.#dirty = true;
		}
		this.state = 'offline';
		this.#soon(AGAIN_MS);
	}
}
