import { encode } from '@auth/core/jwt';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import {
	byeSchema,
	changedSchema,
	LIVE_PATH,
	talliesSchema,
	welcomeSchema,
	type ByeReason,
	type ClientToServer,
	type ServerToClient
} from '#lib/live/contract.ts';
import { createAccount, createKey } from '#lib/server/accounts/manage.ts';
import { IDLE_SECONDS, newClaims, sessionSettings } from '#lib/server/accounts/session.ts';
import { startLive, type Live } from '#lib/server/live/start.ts';
import { createLog } from '#lib/server/log.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { insertSession } from '#lib/server/store/sessions.ts';
import type { Scene } from './province.ts';

export const authSecret = 'a secret of the tests, long enough for anybody';

/** One process of the live server on a port of its own. */
export interface Stage {
	port: number;
	origin: string;
	live: Live;
	/** Warnings of its log. */
	said: string[];
	close(reason?: ByeReason): Promise<void>;
}

/** @param url another way to the scene's database */
export async function openStage(
	scene: Scene,
	url = scene.database.url,
	as: { port?: number; build?: string } = {}
): Promise<Stage> {
	const server = createServer((_request, response) => response.writeHead(404).end());
	await new Promise<void>((bound) => {
		server.listen(as.port ?? 0, '127.0.0.1', bound);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const origin = `http://localhost:${port}`;
	const origins = [origin, `http://127.0.0.1:${port}`];
	const said: string[] = [];
	const database = openDatabase(url, { max: 4, applicationName: 'stage', scope: 'owner' });
	const live = await startLive(server, {
		database,
		clock: scene.clock,
		settings: { authSecret, origin, origins, demo: true },
		log: createLog({ level: 'warn', destination: { write: (line) => void said.push(line) } }),
		build: as.build ?? 'test build'
	});
	let closed = false;
	return {
		port,
		origin,
		live,
		said,
		close: async (reason) => {
			if (closed) return;
			closed = true;
			await live.close(reason);
			await database.close();
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		}
	};
}

export interface SignedIn {
	id: number;
	email: string;
	cookie: string;
	/** Id of the session. */
	session: string;
}

/** An account and the cookie of its session. */
export async function signedIn(
	scene: Scene,
	role: Role,
	agencyCode: string | null = null
): Promise<SignedIn> {
	const email = `${role}.${(agencyCode ?? 'tinh').toLowerCase()}.${Math.random()}@example.vn`;
	const made = await createAccount(
		scene.database,
		{
			...{ email, name: role, role, agencyCode },
			password: 'never typed by anybody'
		},
		OPERATOR
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return aSession(scene, { id: made.value, email });
}

/** One more session of an account. */
export async function aSession(
	{ database }: Scene,
	{ id, email }: { id: number; email: string }
): Promise<SignedIn> {
	const session = sessionSettings({ authSecret, origin: 'http://localhost', demo: true });
	const token = newClaims({ id, sessionVersion: 1 }, Date.now());
	await insertSession(database.sql, {
		...{ id: token.sid, accountId: id, version: 1, secondFactor: false },
		...{ createdAt: Date.now(), endsAt: Date.now() + 60_000, address: '127.0.0.1', agent: 'test' }
	});
	const value = await encode({
		token,
		secret: session.secret,
		salt: session.cookieName,
		maxAge: IDLE_SECONDS
	});
	return { id, email, cookie: `${session.cookieName}=${value}`, session: token.sid };
}

export async function aKey(
	{ database }: Scene,
	scope: string,
	rest: { agencyCode?: string; email?: string } = {}
): Promise<{ id: number; key: string }> {
	const { agencyCode = null, email = null } = rest;
	const made = await createKey(
		database,
		{
			name: 'test',
			scope,
			agencyCode,
			email,
			backfill: false
		},
		OPERATOR
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value;
}

/** Every message by what it must look like, and what becomes of the connection. */
const shapes = {
	welcome: welcomeSchema,
	tallies: talliesSchema,
	changed: changedSchema,
	bye: byeSchema,
	disconnect: z.string(),
	refused: z.string()
};
type Happening = keyof typeof shapes;
type Kept = { [H in Happening]: z.infer<(typeof shapes)[H]>[] };

/** A client that keeps everything it was ever sent, each message checked against the contract. */
export interface Visit {
	socket: Socket<ServerToClient, ClientToServer>;
	/** What happened, in order. */
	order: Happening[];
	all<H extends Happening>(what: H): Kept[H];
	/** The first such message, heard already or still to come. */
	until<H extends Happening>(
		what: H,
		fits?: (body: Kept[H][number]) => boolean
	): Promise<Kept[H][number]>;
	/** Everything that came over the wire, as text. */
	wire(): string;
	leave(): void;
}

export function visit(
	port: number,
	as: { cookie?: string; origin?: string; token?: unknown; transport?: 'polling' }
): Visit {
	const extraHeaders: Record<string, string> = {};
	if (as.cookie !== undefined) extraHeaders['cookie'] = as.cookie;
	if (as.origin !== undefined) extraHeaders['origin'] = as.origin;
	const socket: Socket<ServerToClient, ClientToServer> = io(`http://127.0.0.1:${port}`, {
		path: LIVE_PATH,
		transports: [as.transport ?? 'websocket'],
		forceNew: true,
		reconnection: false,
		extraHeaders,
		auth: as.token === undefined ? {} : { token: as.token }
	});
	const kept: Kept = {
		welcome: [],
		tallies: [],
		changed: [],
		bye: [],
		disconnect: [],
		refused: []
	};
	const order: Happening[] = [];
	const waiting = new Set<() => void>();
	const frames: string[] = [];
	const keep = (what: Happening, body: unknown) => {
		(kept[what] as unknown[]).push(shapes[what].parse(body));
		order.push(what);
		for (const look of waiting) look();
	};
	socket.io.engine.on('packet', ({ data }) => frames.push(String(data)));
	for (const what of ['welcome', 'tallies', 'changed', 'bye'] as const) {
		socket.on(what, (body: unknown) => {
			keep(what, body);
		});
	}
	socket.on('disconnect', (reason) => {
		keep('disconnect', reason);
	});
	socket.on('connect_error', (error) => {
		keep('refused', error.message);
	});
	return {
		socket,
		order,
		all: (what) => kept[what],
		until: async (what, fits = () => true) => {
			const stop = new AbortController();
			try {
				return await new Promise((found, failed) => {
					const look = () => {
						const body = kept[what].find((one) => fits(one));
						if (body !== undefined) found(body);
					};
					waiting.add(look);
					stop.signal.addEventListener('abort', () => waiting.delete(look));
					look();
					wait(20_000, undefined, { signal: stop.signal }).then(
						() => {
							failed(new Error(`no fitting ${what} within 20 s`));
						},
						() => undefined
					);
				});
			} finally {
				stop.abort();
			}
		},
		wire: () => frames.join('\n'),
		leave: () => {
			socket.disconnect();
		}
	};
}
