import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf, type AuditAction } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Inspection } from '#lib/domain/inspections/inspection.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { membersOn } from '#lib/server/store/inspections.ts';
import { append } from '#lib/server/store/ledger.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface InspectionActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
	/** Ways out of the program that are set up; none: the inbox alone. */
	channels?: readonly ('mail' | 'webhook')[];
}

/** One transaction that may change inspections. */
export async function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
	return withTransaction(database, async ({ sql }) => work(sql), { scope: 'inspections' });
}

/** Puts the act on record: never which agency it is about, which may not know yet. */
export async function note(
	sql: Sql,
	by: InspectionActor,
	action: AuditAction,
	subject: string,
	change: { before: unknown; after: unknown }
): Promise<void> {
	await record(sql, {
		at: by.realNow,
		actor: actorOf(by.reader, by.address),
		action,
		subject,
		...change
	});
}

/**
 * Tells open pages that it moved: who reads all inspections, the members whose day it is, and the
 * inspected agency only when it knows of it and of what moved.
 */
export async function announce(
	sql: Sql,
	at: Instant,
	{ id, code }: { id: number; code: string },
	inspection: Inspection,
	shown: boolean
): Promise<void> {
	const members = await membersOn(sql, id, dayOf(at));
	const agencies = shown && inspection.shownAt !== null ? [inspection.agencyId] : [];
	const ids = [code, ...members.map((account) => `account:${account}`)];
	await append(sql, { at, kind: 'inspections', agencies, ids });
}
