import { fork } from 'node:child_process';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { VoidRun } from './result.ts';

/** What a crowd in a process of its own is asked to do; each is answered once, in order. */
export type Ask =
	| { do: 'open'; sockets: number; url: string; hello: string | null }
	| { do: 'listen'; upTo: number }
	| { do: 'count'; bytes: number };

/** Milliseconds of the machine's monotonic clock: the same in all of its processes. */
export function monotonic(): number {
	return Number(process.hrtime.bigint()) / 1e6;
}

/** Binds to a free port of loopback; @returns which */
export async function bound(server: Server): Promise<number> {
	await new Promise<void>((listening) => {
		server.listen(0, '127.0.0.1', listening);
	});
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('not bound');
	return address.port;
}

/** Many clients in a process of their own. */
export interface Crowd {
	/**
	 * Opens sockets.
	 * @param hello what to say after the Engine.IO greeting; null: a bare WebSocket server
	 */
	open(sockets: number, url: string, hello: string | null): Promise<void>;
	/**
	 * `crowd-listen.ts`: waits until every socket has heard of `upTo`.
	 * @returns since the last time, of every receipt: socket (-1: the figures, of the first), number, instant
	 */
	listen(upTo: number): Promise<Float64Array>;
	/** `crowd-count.ts`: resolves when every socket has received exactly so many bytes since the last time. */
	count(bytes: number): Promise<void>;
	close(): Promise<void>;
}

/** Longer than this and the run is void: something was lost. */
const PATIENCE_MS = 30_000;

export function startCrowd(main: 'crowd-listen.ts' | 'crowd-count.ts'): Crowd {
	const child = fork(join(import.meta.dirname, main), [], { serialization: 'advanced' });
	const ended = new Promise<void>((done) => child.once('exit', done));
	const end = () => {
		child.kill('SIGKILL');
	};
	process.once('exit', end);
	async function ask(what: Ask): Promise<unknown> {
		return new Promise((answered, failed) => {
			const stop = () => {
				clearTimeout(timer);
				child.off('message', hear);
				child.off('exit', left);
			};
			const timer = setTimeout(() => {
				stop();
				failed(new VoidRun(`the crowd did not get everything: ${JSON.stringify(what)}`));
			}, PATIENCE_MS);
			const hear = (answer: unknown) => {
				stop();
				if (answer instanceof Error) failed(new VoidRun(answer.message));
				else answered(answer);
			};
			const left = () => {
				stop();
				failed(new VoidRun('the crowd has ended'));
			};
			child.on('message', hear);
			child.on('exit', left);
			child.send(what);
		});
	}
	return {
		open: async (sockets, url, hello) => {
			await ask({ do: 'open', sockets, url, hello });
		},
		listen: async (upTo) => {
			const heard = await ask({ do: 'listen', upTo });
			if (!(heard instanceof Float64Array)) throw new VoidRun('the crowd heard nothing');
			return heard;
		},
		count: async (bytes) => {
			await ask({ do: 'count', bytes });
		},
		close: async () => {
			process.off('exit', end);
			end();
			await ended;
		}
	};
}
