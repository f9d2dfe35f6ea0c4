import { existsSync, readFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { LIVE_PATH, resumeSchema, type ByeReason } from '#lib/live/contract.ts';
import { openReaders } from '../accounts/readers.ts';
import { sessionSettings } from '../accounts/session.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../store/database.ts';
import { ensureEpoch } from '../store/epoch.ts';
import { openRulebook } from '../store/rulebook.ts';
import { openAnnouncer } from './announce.ts';
import { openFigures } from './figures.ts';
import {
	behaves,
	CAPS,
	isOwnOrigin,
	letIn,
	sayBye,
	strike,
	type Caps,
	type LiveServer
} from './handshake.ts';
import { openListener } from './listener.ts';
import { startRecheck } from './recheck.ts';
import { missedSince } from './resume.ts';
import { openScreens } from './screens.ts';

export interface LiveInput {
	/** As owner: it begins a new epoch after a restore. */
	database: Database;
	clock: Clock;
	settings: Pick<Settings, 'authSecret' | 'origin' | 'origins' | 'demo'>;
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
	const announcer = openAnnouncer(io, sql, log);
	const screens = openScreens({ io, figures, listener, clock, log, build });

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
		socket.on('disconnect', screens.gone);
		screens.greet(socket).catch((error: unknown) => {
			// No figures yet: it comes back by itself.
			log.warn({ err: error }, 'a live client could not be greeted');
			socket.conn.close();
		});
	});

	listener.hear({
		entries: (entries) => {
			announcer.announce(entries, listener.position()?.epoch ?? '');
			for (const entry of entries) {
				if (entry.kind === 'accounts') recheck.accountsChanged(entry);
				if (entry.kind === 'agencies') recheck.everybody();
			}
		},
		restored: screens.restored
	});
	await figures.latest().catch(() => undefined);

	return {
		health: () => ({
			listener: listener.health().ok ? 'ok' : 'the database is not being listened to',
			clockSweep: figures.health().ok ? 'ok' : 'the figures of now cannot be computed'
		}),
		close: async (reason = 'stopping') => {
			closing = true;
			screens.close();
			announcer.close();
			recheck.close();
			for (const socket of io.sockets.sockets.values()) sayBye(socket, reason);
			for (let n = 0; n < 50 && io.engine.clientsCount > 0; n += 1) await wait(10);
			io.engine.close();
			await figures.close();
			await listener.close();
		}
	};
}

/** SvelteKit's name of the build that is served; another than the page's own means: reload. */
function buildOf(): string {
	const path = resolve(import.meta.dirname, '../../../../build/client/_app/version.json');
	if (!existsSync(path)) return 'dev';
	const { version }: { version?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
	return typeof version === 'string' ? version : 'dev';
}
