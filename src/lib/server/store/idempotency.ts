import { createHash } from 'node:crypto';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** Who sent a command under which key, and exactly what. */
export interface CommandIdentity {
	/** `account:12` or `key:3` */
	sender: string;
	/** The Idempotency-Key. */
	key: string;
	method: string;
	path: string;
	body: string;
}

export interface CommandAnswer {
	status: number;
	answer: Record<string, unknown>;
}

/** `begun`: nobody has sent it before. `under_way`: the first one has not answered yet. */
export type Claim =
	| { is: 'begun' }
	| { is: 'answered'; stored: CommandAnswer }
	| { is: 'other_body' }
	| { is: 'under_way' };

const DAYS_KEPT = 30;
/** A command that has not answered for so long died with its process: it is done again. */
const ABANDONED_MS = 120_000;
const UNDER_WAY = 102;

/** Claims a key for a command, or tells what became of it before. `at` is real time. */
export async function claimCommand(
	sql: Sql,
	identity: CommandIdentity,
	at: Instant
): Promise<Claim> {
	const { sender, key } = identity;
	const request = requestHash(identity);
	await sql`
		delete from command_answers
		where at < ${at - DAYS_KEPT * 86_400_000}::timestamptz
			or (sender = ${sender} and key = ${key} and status = ${UNDER_WAY}
				and at < ${at - ABANDONED_MS}::timestamptz)`;
	const begun = await sql`
		insert into command_answers (sender, key, request, status, answer, at)
		values (${sender}, ${key}, ${request}, ${UNDER_WAY}, '{}', ${at}::timestamptz)
		on conflict do nothing returning 1`;
	if (begun.length > 0) return { is: 'begun' };
	const [held] = await sql<(CommandAnswer & { request: Buffer })[]>`
		select status, answer, request from command_answers
		where sender = ${sender} and key = ${key}`;
	if (!held) return { is: 'under_way' };
	if (!held.request.equals(request)) return { is: 'other_body' };
	if (held.status === UNDER_WAY) return { is: 'under_way' };
	return { is: 'answered', stored: { status: held.status, answer: held.answer } };
}

export async function keepAnswer(
	sql: Sql,
	{ sender, key }: CommandIdentity,
	{ status, answer }: CommandAnswer
): Promise<void> {
	await sql`
		update command_answers set status = ${status}, answer = ${JSON.stringify(answer)}::text::jsonb
		where sender = ${sender} and key = ${key}`;
}

/** Gives the key back: the command failed and may be sent again. */
export async function forgetCommand(sql: Sql, { sender, key }: CommandIdentity): Promise<void> {
	await sql`
		delete from command_answers
		where sender = ${sender} and key = ${key} and status = ${UNDER_WAY}`;
}

function requestHash({ method, path, body }: CommandIdentity): Buffer {
	return createHash('sha256').update(`${method} ${path}\n${body}`).digest();
}
