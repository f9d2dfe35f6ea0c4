import type { Changed, LiveRoom } from './contract.ts';

/** What is to be read again: for each room all of it, or the things with these public ids. */
export type Stale = Map<LiveRoom, 'all' | Set<string>>;

/** Adds a hint; without ids it means all of the room. */
export function addHint(stale: Stale, { room, ids }: Pick<Changed, 'room' | 'ids'>): void {
	const known = stale.get(room);
	if (ids.length === 0 || known === 'all') stale.set(room, 'all');
	else stale.set(room, new Set([...(known ?? []), ...ids]));
}

export interface Collapse {
	add(hint: Pick<Changed, 'room' | 'ids'>): void;
	/** Goes on after `add`s that were held back while nobody looked. */
	wake(): void;
	close(): void;
}

export interface CollapseInput {
	/** Reads again; the next reading waits until it is done. */
	run: (stale: Stale) => Promise<unknown>;
	/** Milliseconds from the first hint to the reading. */
	wait?: number;
	/** And up to so many more, by chance: a thousand screens must not ask in the same instant. */
	jitter?: number;
	chance?: () => number;
	/** Whether anybody looks, and reading disturbs nothing; else hints are kept until {@link Collapse.wake}. */
	looked?: () => boolean;
}

/** Makes one reading of a burst of hints: the first starts the wait, and the last is never lost. */
export function collapse(input: CollapseInput): Collapse {
	const { run, wait = 400, jitter = 400, chance = Math.random, looked = () => true } = input;
	let stale: Stale = new Map();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running = false;
	let closed = false;

	function plan(): void {
		if (closed || running || timer !== undefined || stale.size === 0 || !looked()) return;
		timer = setTimeout(() => void go(), wait + chance() * jitter);
	}
	async function go(): Promise<void> {
		timer = undefined;
		// What has come between since the wait began: kept, and read at the next wake.
		if (!looked()) return;
		const now = stale;
		stale = new Map();
		running = true;
		try {
			await run(now);
		} catch {
			// The page keeps what it shows, aged; what was to be read stays to be read.
			for (const [room, ids] of now) addHint(stale, { room, ids: ids === 'all' ? [] : [...ids] });
		} finally {
			running = false;
			plan();
		}
	}

	return {
		add: (hint) => {
			addHint(stale, hint);
			plan();
		},
		wake: plan,
		close: () => {
			closed = true;
			clearTimeout(timer);
		}
	};
}
