import { isoOf } from '#lib/domain/calendar/time.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { AGGREGATES } from './audience.ts';
import { openBoard } from './board.ts';
import { fanOut, packetOf } from './fan-out.ts';
import type { CurrentFigures, Figures } from './figures.ts';
import type { LiveServer, LiveSocket } from './handshake.ts';
import type { Listener, Position } from './listener.ts';
import { cutOff, isSlow } from './slow.ts';

/** Keeps the figures on all screens what they are. */
export interface Screens {
	/** Greets a socket, tells it all it may see, and lets it into its rooms. */
	greet(socket: LiveSocket): Promise<void>;
	/** A socket has gone. */
	gone(): void;
	/** The database was restored: everybody is greeted anew, and all figures follow. */
	restored(place: Position): void;
	close(): void;
}

export interface ScreensInput {
	io: LiveServer;
	figures: Figures;
	listener: Listener;
	clock: Clock;
	log: Log;
	build: string;
}

/**
 * A message with the province alone, so that a screen can tell a quiet province from a dead wire. One that
 * follows other news is left out: between two messages lie at most six seconds.
 */
const HEARTBEAT_MS = 4_000;

export function openScreens(input: ScreensInput): Screens {
	const { io, figures, listener, clock, log, build } = input;
	let board = openBoard();
	let largest = 0;
	let toldAt = 0;
	let stopWatching: (() => void) | null = null;
	const isEmpty = () => io.sockets.adapter.rooms.get(AGGREGATES) === undefined;

	function tell({ value }: CurrentFigures): void {
		toldAt = performance.now();
		dropSlow();
		fanOut(io, [AGGREGATES], 'tallies', board.changes(value));
	}

	async function beat(): Promise<void> {
		dropSlow();
		if (isEmpty() || performance.now() - toldAt < HEARTBEAT_MS / 2) return;
		const { value, old } = await figures.latest();
		// Silence is how a screen learns that its figures are old.
		if (!old) fanOut(io, [AGGREGATES], 'tallies', board.heartbeat(value));
	}
	const beating = setInterval(() => {
		beat().catch(() => undefined);
	}, HEARTBEAT_MS).unref();

	function dropSlow(): void {
		for (const socket of io.sockets.sockets.values()) {
			if (!isSlow(socket, largest)) continue;
			log.warn('a live client that does not read was dropped');
			cutOff(socket);
		}
	}

	return {
		greet: async (socket) => {
			const { names } = socket.data.rooms;
			const now = names.includes(AGGREGATES) ? await figures.latest() : null;
			if (!socket.connected) return;
			const { epoch, seq } = listener.position() ?? { epoch: '', seq: 0 };
			const asOf = now?.value.asOf ?? isoOf(clock.now());
			socket.emit('welcome', { epoch, seq, asOf, build });
			if (now !== null) {
				// What the first is told is what later changes are measured from.
				if (isEmpty()) board.changes(now.value);
				const text = board.full(now.value);
				largest = text.length;
				socket.conn.write(packetOf('tallies', text));
			}
			// In the same breath as the greeting: what follows it in the ledger is heard.
			void socket.join(names);
			if (now !== null) stopWatching ??= figures.watch(tell);
		},
		gone: () => {
			if (!isEmpty()) return;
			stopWatching?.();
			stopWatching = null;
		},
		restored: ({ epoch, seq }) => {
			board = openBoard();
			io.emit('welcome', { epoch, seq, asOf: isoOf(clock.now()), build });
		},
		close: () => {
			clearInterval(beating);
			stopWatching?.();
		}
	};
}
