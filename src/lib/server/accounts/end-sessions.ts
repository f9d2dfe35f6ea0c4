import type { Actor } from '#lib/domain/audit/entry.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import { saveAllEnded, saveEndedSession } from '../store/sessions.ts';
import { announce } from './announce.ts';

/**
 * Ends one session of an account: its cookie opens nothing any more, wherever a copy of it lies, and
 * its sockets are cut.
 */
export async function endSession(
	database: Database,
	session: { id: string; accountId: number },
	actor: Actor
): Promise<Decision<string>> {
	return withTransaction(database, async ({ sql }) => {
		const at = Date.now();
		if (!(await saveEndedSession(sql, session, at))) return refused('sessions.session_unknown');
		const subject = `account:${session.accountId}`;
		const after = { session: session.id };
		await record(sql, { at, actor, action: 'session.end', subject, before: null, after });
		await announce(sql, subject, `session:${session.id}`);
		return accepted(session.id);
	});
}

/** Signs an account out everywhere (đăng xuất mọi nơi). @returns how many sessions were open */
export async function endAllSessions(
	database: Database,
	accountId: number,
	actor: Actor
): Promise<Decision<number>> {
	return withTransaction(database, async ({ sql }) => {
		const at = Date.now();
		const ended = await saveAllEnded(sql, accountId, at);
		const subject = `account:${accountId}`;
		const after = { sessions: ended };
		await record(sql, { at, actor, action: 'session.end_all', subject, before: null, after });
		await announce(sql, subject);
		return accepted(ended);
	});
}
