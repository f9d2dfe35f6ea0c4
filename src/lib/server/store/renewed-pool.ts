import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';

/** What one pool is opened with beside what all pools of a database share. */
export interface OwnOptions {
	socket: (options: Address) => Socket;
	onclose: () => void;
	onnotify?: (channel: string, payload: string) => void;
	max?: number;
}

/** Where the server is, as postgres.js has read it. */
interface Address {
	host: string[];
	port: number[];
	path?: string | false | undefined;
}

/**
 * A pool of postgres.js that is left as soon as one of its connections is lost; whatever is asked next
 * goes to a new one. postgres.js connects again by itself, but with what the lost connection left
 * behind: half of a result, whose rows the next answer follows (a key that exists is then not found);
 * the error it died of, told to whoever asks next; statements that were given to it in its last
 * moment, which nobody answers (porsager/postgres#1208); and a write that never starts, after which it
 * times out for ever (#1154).
 *
 * Statements on the other connections end undisturbed. Those that still wait for a connection fail as
 * with a database that is away.
 *
 * @param open makes one pool; called again whenever one is needed
 * @returns the pool as it is used, whichever it is just then; `listen` goes on through losses
 */
export function renewedPool(open: (own: OwnOptions) => postgres.Sql): postgres.Sql {
	let current: postgres.Sql | null = null;
	let closed = false;
	/** Which of several hosts is next: one that is away is not asked twice in a row. */
	const turns = { next: 0 };
	const followed = new Set<() => Promise<void>>();

	function usable(): postgres.Sql {
		if (current !== null) return current;
		const onLost = () => {
			if (closed || made !== current) return;
			current = null;
			leave(made);
		};
		const made = open({ socket: connector(onLost, turns), onclose: onLost });
		current = made;
		return made;
	}

	async function listen(channel: string, hear: (payload: string) => void, onListen?: () => void) {
		const follower = follow(open, channel, hear, onListen);
		followed.add(follower.stop);
		await follower.listens;
		const unlisten = async () => {
			followed.delete(follower.stop);
			await follower.stop();
		};
		return { unlisten };
	}

	async function end(given?: { timeout?: number }) {
		const last = usable();
		closed = true;
		await Promise.all([last.end(given), ...[...followed].map(async (stop) => stop())]);
	}

	const own = {
		listen,
		end,
		begin: async (...given: unknown[]): Promise<unknown> =>
			Reflect.apply(usable().begin, undefined, given),
		// Drizzle writes its own types here; each pool has had ours decided when it was opened.
		options: { parsers: {}, serializers: {} }
	};
	const target = Object.assign(() => undefined, own) as unknown as postgres.Sql;
	return new Proxy(target, {
		apply: (_, self, given) => Reflect.apply(usable(), self, given),
		get: (_, key): unknown => Reflect.get(key in own ? target : usable(), key)
	});
}

/** Lets what runs come to its end, and turns away what waits for a connection. */
function leave(pool: postgres.Sql): void {
	// Before it closes a connection for good, postgres.js hands it the next statement that waits.
	Reflect.set(pool.options, 'socket', deadSocket);
	pool.end().catch(() => undefined);
}

function deadSocket(): Duplex {
	const socket = new Duplex({
		read: () => undefined,
		write: (_chunk, _encoding, done) => {
			done();
		}
	});
	const lost = Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' });
	// Not at once: nobody listens to it yet.
	setImmediate(() => socket.destroy(lost));
	return socket;
}

/**
 * Connects as postgres.js does, and hears of an error before it: by the time that a statement is told
 * of the loss, the next one must not go to the same connection. (Over TLS postgres.js takes our ear
 * off, and the loss is heard when the connection has closed.)
 */
function connector(onLost: () => void, turns: { next: number }): OwnOptions['socket'] {
	return ({ host, port, path }) => {
		const socket = new Socket();
		socket.once('error', () => {
			turns.next++;
			onLost();
		});
		if (typeof path === 'string') return socket.connect(path);
		const at = turns.next % host.length;
		// By its name it asks for the right certificate.
		Object.assign(socket, { host: host[at] });
		return socket.connect(port[at] ?? 5432, host[at] ?? 'localhost');
	};
}

/** Listens on a connection of its own, and on another one when that is lost, until it is stopped. */
function follow(
	open: (own: OwnOptions) => postgres.Sql,
	channel: string,
	hear: (payload: string) => void,
	onListen: (() => void) | undefined
): { listens: Promise<void>; stop(): Promise<void> } {
	const stopped = new AbortController();
	const first = Promise.withResolvers<void>();
	const turns = { next: 0 };
	let line: postgres.Sql | null = null;

	async function listenOnce(): Promise<void> {
		const lost = Promise.withResolvers<void>();
		const mine = open({
			max: 1,
			socket: connector(lost.resolve, turns),
			onclose: lost.resolve,
			onnotify: (_, payload) => {
				hear(payload);
			}
		});
		line = mine;
		try {
			await mine.unsafe(`listen "${channel.replaceAll('"', '""')}"`);
			first.resolve();
			onListen?.();
			await lost.promise;
		} finally {
			line = null;
			leave(mine);
		}
	}

	async function goOn(): Promise<void> {
		for (let pause = 50; !stopped.signal.aborted; pause = Math.min(2 * pause, 1000)) {
			const began = performance.now();
			await listenOnce().catch(first.reject);
			if (performance.now() - began > 5000) pause = 50;
			await wait(pause, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined);
		}
	}
	const over = goOn();

	return {
		listens: first.promise,
		stop: async () => {
			stopped.abort();
			await line?.end({ timeout: 0 });
			await over;
		}
	};
}
