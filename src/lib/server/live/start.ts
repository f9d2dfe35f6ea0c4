import { existsSync, readFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { LIVE_PATH, resumeSchema, type ByeReason } from '#lib/live/contract.ts';
import { openReaders } from '../accounts/readers.ts';
import { sessionSettings } from '../accounts/session.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../store/database.ts';
import { agencyOfDossiers } from '../store/dossier-agencies.ts';
import { ensureEpoch } from '../store/epoch.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import { openRulebook } from '../store/rulebook.ts';
import { AGGREGATES, openHint, subtreeHints, touches, type SubtreeRoom } from './audience.ts';
import { openBoard } from './board.ts';
import { openFigures, type CurrentFigures } from './figures.ts';
import {
	behaves,
	CAPS,
	isOwnOrigin,
	letIn,
	sayBye,
	strike,
	type Caps,
	type LiveServer,
	type LiveSocket
} from './handshake.ts';
import { openHints } from './hints.ts';
import { openListener } from './listener.ts';
import { startRecheck } from './recheck.ts';
import { missedSince } from './resume.ts';
import { cutOff, isSlow } from './slow.ts';

export interface LiveInput {
	/** As owner: it begins a new epoch after a restore. */
	database: Database;
	clock: Clock;
	settings: Pick<Settings, 'authSecret' | 'origin' | 'origins'>;
	log: Log;
	/** Which build answers; by default that of `build/`. */
	build?: string;
	caps?: Caps;
}

export interface Live {
	/** 'ok', or what is wrong, for `/readyz`. */
	health(): { listener: string; clockSweep: string };
	/** Tells every client why and cuts it, then lets the ledger and the database go. */
	close(reason?: ByeReason): Promise<void>;
}

/** A message with the province alone, so that a screen can tell a quiet province from a dead wire. */
const HEARTBEAT_MS = 5_000;

/**
 * Attaches the live server (contract section 5) to an HTTP server. It shares nothing in memory with
 * the pages: what it tells, it reads from the database, so any number of processes may run it.
 */
export async function startLive(server: HttpServer, input: LiveInput): Promise<Live> {
	const { database, clock, settings, log, build = buildOf() } = input;
	const { sql } = database;
	const rulebook = openRulebook(sql);
	const listener = openListener({ sql, log, onConnect: async () => ensureEpoch(sql) });
	const figures = openFigures({ database, rulebook, clock, log, listener });
	const readers = openReaders({
		sql,
		directory: async () => (await rulebook.current()).directory,
		clock,
		session: sessionSettings(settings)
	});
	let closing = false;
	const caps = input.caps ?? CAPS;
	const io: LiveServer = new Server(server, {
		path: LIVE_PATH,
		transports: ['websocket'],
		serveClient: false,
		allowUpgrades: false,
		perMessageDeflate: false,
		httpCompression: false,
		maxHttpBufferSize: 16 * 1024,
		connectTimeout: 5_000,
		pingInterval: 10_000,
		pingTimeout: 10_000,
		allowRequest: (request, decide) => {
			const unknown = io.engine.clientsCount - io.sockets.sockets.size;
			decide(null, !closing && unknown < caps.unknown && isOwnOrigin(request, settings.origins));
		}
	});
	letIn(io, { readers, caps, log });

	const recheck = startRecheck(io, log);
	const hints = openHints((to, message) => {
		io.to(to).emit('changed', message);
	});
	const subtrees = openSubtrees(io);
	let board = openBoard();
	let largest = 0;
	let lastTold = 0;
	let stopWatching: (() => void) | null = null;

	function tell({ value }: CurrentFigures): void {
		lastTold = performance.now();
		dropSlow();
		io.to(AGGREGATES).emit('tallies', board.changes(value));
	}
	function dropSlow(): void {
		for (const socket of io.sockets.sockets.values()) {
			if (!isSlow(socket, largest)) continue;
			log.warn('a live client that does not read was dropped');
			cutOff(socket);
		}
	}
	async function beat(): Promise<void> {
		dropSlow();
		if (stopWatching === null || performance.now() - lastTold < HEARTBEAT_MS / 2) return;
		const { value, old } = await figures.latest();
		if (!old) io.to(AGGREGATES).emit('tallies', board.heartbeat(value));
	}
	const beating = setInterval(() => {
		beat().catch(() => undefined);
	}, HEARTBEAT_MS).unref();

	let ordered = Promise.resolve();
	function announce(entries: LedgerEntry[]): void {
		const epoch = listener.position()?.epoch ?? '';
		const present = subtrees();
		for (const entry of entries) {
			hints.say(openHint(entry), epoch, entry.seq);
			if (entry.kind === 'accounts') recheck.accountsChanged(entry);
			if (entry.kind === 'agencies') recheck.everybody();
			const concerned = present.filter(({ agencies }) => touches(entry, agencies));
			if (concerned.length === 0) continue;
			// Looked up one after the other, so that a room hears in order.
			ordered = ordered.then(async () => {
				const agencyOf = await agencyOfDossiers(sql, entry.ids).catch(() => new Map());
				for (const hint of subtreeHints(entry, concerned, agencyOf)) {
					hints.say(hint, epoch, entry.seq);
				}
			});
		}
	}

	async function welcome(socket: LiveSocket): Promise<void> {
		const { names } = socket.data.rooms;
		const now = names.includes(AGGREGATES) ? await figures.latest() : null;
		if (!socket.connected) return;
		const { epoch, seq } = listener.position() ?? { epoch: '', seq: 0 };
		const asOf = now?.value.asOf ?? isoOf(clock.now());
		socket.emit('welcome', { epoch, seq, asOf, build });
		if (now !== null) {
			if (io.sockets.adapter.rooms.get(AGGREGATES) === undefined) board.changes(now.value);
			const text = board.full(now.value);
			largest = text.length;
			// What `emit` would write, without writing it anew for everybody.
			socket.conn.write(`2["tallies",${text}]`);
		}
		// In the same breath as the greeting: what follows it in the ledger is heard.
		void socket.join(names);
		if (now !== null) stopWatching ??= figures.watch(tell);
	}

	io.on('connection', (socket) => {
		socket.use(([event], next) => {
			if (behaves(socket, String(event))) next();
		});
		socket.on('resume', (from, answer) => {
			const asked = resumeSchema.safeParse(from);
			if (!asked.success || typeof answer !== 'function') {
				strike(socket);
				return;
			}
			missedSince({ sql, listener }, asked.data, socket.data.rooms).then(answer, () => undefined);
		});
		socket.on('disconnect', () => {
			if (io.sockets.adapter.rooms.get(AGGREGATES) !== undefined) return;
			stopWatching?.();
			stopWatching = null;
		});
		welcome(socket).catch((error: unknown) => {
			// No figures yet: it comes back by itself.
			log.warn({ err: error }, 'a live client could not be greeted');
			socket.conn.close();
		});
	});

	listener.hear({
		entries: announce,
		restored: ({ epoch, seq }) => {
			board = openBoard();
			io.emit('welcome', { epoch, seq, asOf: isoOf(clock.now()), build });
		}
	});
	await figures.latest().catch(() => undefined);

	return {
		health: () => ({
			listener: listener.health().ok ? 'ok' : 'the database is not being listened to',
			clockSweep: figures.health().ok ? 'ok' : 'the figures of now cannot be computed'
		}),
		close: async (reason = 'stopping') => {
			closing = true;
			clearInterval(beating);
			recheck.close();
			hints.close();
			for (const socket of io.sockets.sockets.values()) sayBye(socket, reason);
			for (let n = 0; n < 50 && io.engine.clientsCount > 0; n += 1) await wait(10);
			io.engine.close();
			await figures.close();
			await listener.close();
		}
	};
}

/** The subtree rooms that somebody is in. */
function openSubtrees(io: LiveServer): () => SubtreeRoom[] {
	return () => {
		const found = new Map<string, SubtreeRoom>();
		for (const { data } of io.sockets.sockets.values()) {
			if (data.rooms.subtree !== null) found.set(data.rooms.subtree.name, data.rooms.subtree);
		}
		return [...found.values()];
	};
}

/** SvelteKit's name of the build that is served; another than the page's own means: reload. */
function buildOf(): string {
	const path = resolve(import.meta.dirname, '../../../../build/client/_app/version.json');
	if (!existsSync(path)) return 'dev';
	const { version }: { version?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
	return typeof version === 'string' ? version : 'dev';
}
