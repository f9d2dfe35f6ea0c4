import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import {
	REFUSALS,
	type ByeReason,
	type ClientToServer,
	type ServerToClient
} from '#lib/live/contract.ts';
import type { Pass, Readers } from '../accounts/readers.ts';
import type { Log } from '../log.ts';
import { roomsOf, type Rooms } from './audience.ts';

/** What is known of a socket that was let in. */
export interface Visitor {
	pass: Pass;
	rooms: Rooms;
	/** The same for all sockets of one session, key or wall's token. */
	who: string;
	/** Monotonic milliseconds at which the pass was last looked at. */
	checkedAt: number;
	/** Messages that nobody sends who means well. */
	strikes: number;
	/** How many questions may be asked now, and since when that is so. */
	credit: { left: number; at: number };
}

type NoEvents = Record<string, never>;
export type LiveServer = Server<ClientToServer, ServerToClient, NoEvents, Visitor>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoEvents, Visitor>;

export interface Caps {
	/** Sockets of this process. */
	sockets: number;
	/** Sockets of one session or key. */
	each: number;
	/** Connections that have not said yet who they are. */
	unknown: number;
}

export const CAPS: Caps = { sockets: 10_000, each: 2_000, unknown: 3_000 };

/**
 * Whether an upgrade may go on: an `Origin` that is present must be ours, whatever cookie comes with
 * it (Socket.IO's own `cors` setting does not look at upgrades). One without `Origin` is no browser;
 * it is let in only with a token, see {@link letIn}.
 */
export function isOwnOrigin(request: IncomingMessage, origins: readonly string[]): boolean {
	const { origin } = request.headers;
	return origin === undefined || origins.includes(origin);
}

const auth = z.object({ token: z.string().min(1).max(200).optional() });

/** Puts the doorkeeper in front of every connection: nobody is let in whom it does not know. */
export function letIn(
	io: LiveServer,
	{ readers, caps, log }: { readers: Readers; caps: Caps; log: Log }
): void {
	io.use((socket, next) => {
		visitorOf(socket, readers).then(
			(visitor) => {
				if (visitor === null) {
					next(new Error(REFUSALS.unauthorised));
					return;
				}
				const all = [...io.sockets.sockets.values()];
				const own = all.filter(({ data }) => data.who === visitor.who);
				if (all.length >= caps.sockets || own.length >= caps.each) {
					log.warn({ sockets: all.length, own: own.length }, 'too many live connections');
					next(new Error(REFUSALS.busy));
					return;
				}
				socket.data = visitor;
				next();
			},
			(error: unknown) => {
				log.warn({ err: error }, 'a live connection could not be checked');
				next(new Error(REFUSALS.busy));
			}
		);
	});
}

async function visitorOf(socket: LiveSocket, readers: Readers): Promise<Visitor | null> {
	const given = auth.safeParse(socket.handshake.auth);
	if (!given.success) return null;
	const { headers } = socket.handshake;
	const { token } = given.data;
	if (token === undefined && headers.origin === undefined) return null;
	const pass =
		token === undefined
			? await readers.ofCookie(headers.cookie)
			: await readers.ofToken(token, headers.cookie);
	if (pass === null || pass.reader.keyScope === 'feed') return null;
	const rooms = roomsOf(pass.reader);
	// An act key without an account, say: whoever may hear nothing is not kept waiting for it.
	if (rooms.names.length === 0) return null;
	const now = performance.now();
	const credit = { left: QUESTIONS, at: now };
	return { pass, rooms, who: pass.who, checkedAt: now, strikes: 0, credit };
}

const QUESTIONS = 10;
const STRIKES = 3;

/**
 * Whether a message may be handled: known events only, ten questions at once and then one a second.
 * The third message that is not is the last.
 */
export function behaves(socket: LiveSocket, event: string): boolean {
	const { credit } = socket.data;
	const now = performance.now();
	credit.left = Math.min(QUESTIONS, credit.left + (now - credit.at) / 1000) - 1;
	credit.at = now;
	if (event === 'resume' && credit.left >= 0) return true;
	strike(socket);
	return false;
}

export function strike(socket: LiveSocket): void {
	socket.data.strikes += 1;
	if (socket.data.strikes >= STRIKES) sayBye(socket, 'misuse');
}

/** Tells the client why, and cuts; what was written before is still sent. */
export function sayBye(socket: LiveSocket, reason: ByeReason): void {
	socket.emit('bye', { reason });
	socket.disconnect(true);
}
