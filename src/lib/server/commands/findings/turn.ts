import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { TeamSeat } from '#lib/domain/findings/acts.ts';
import type { Finding } from '#lib/domain/findings/finding.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import type { Author } from '#lib/server/store/findings.ts';
import { membersOf } from '#lib/server/store/inspections.ts';
import { append, type LedgerEntry } from '#lib/server/store/ledger.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface FindingActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

/** One transaction that may change findings. */
export async function inFindings<T>(
	database: Database,
	work: (sql: Sql) => Promise<T>
): Promise<T> {
	return withTransaction(database, async ({ sql }) => work(sql), { scope: 'findings' });
}

export function authorOf({ reader }: FindingActor): Author {
	return { id: reader.account?.id ?? null, name: reader.account?.name ?? null };
}

/** Whether a finding exists for somebody, as the database's policy has it too. */
export function seesFinding(by: Reader, finding: Finding, seat: TeamSeat | null): boolean {
	if (by.kind === 'system' || seat?.member === true || seat?.leader === true) return true;
	const reach = by.grants.seeFindings ?? [];
	if (finding.releasedAt !== null) return reach === 'all' || reach.includes(finding.agencyId);
	if (by.own.includes(finding.agencyId)) return false;
	return finding.inspection === null ? reach === 'all' : by.grants.seeInspections === 'all';
}

/** Tells open pages; the agency itself only what was released to it. */
export async function announceFindings(
	sql: Sql,
	at: Instant,
	moved: readonly { code: string; finding: Finding }[]
): Promise<void> {
	await append(sql, { at, ...newsOf(moved) });
	// A member from an agency of their own hears of no findings but by the inspection that they are in.
	for (const inspection of new Set(moved.flatMap(({ finding }) => finding.inspection ?? []))) {
		const team = await membersOf(sql, inspection, dayOf(at));
		if (team.length === 0) continue;
		const people = team.map((account) => `account:${account}`);
		await append(sql, { at, kind: 'inspections', agencies: [], ids: [inspection, ...people] });
	}
}

/** What open pages are told of findings that have changed. */
export function newsOf(
	moved: readonly { code: string; finding: Finding }[]
): Omit<LedgerEntry, 'seq' | 'at'> {
	const agencies = moved.flatMap(({ finding }) =>
		finding.releasedAt === null ? [] : [finding.agencyId]
	);
	const ids = moved.map(({ code }) => code);
	return { kind: 'findings', agencies: [...new Set(agencies)], ids };
}
