import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Flag } from '#lib/domain/dossiers/flags.ts';
import type { Sql } from './database.ts';

/** What an agency said to a question about one of its dossiers. */
export interface FlagAnswer {
	flag: Flag;
	text: string;
	at: Instant;
	by: string;
}

/** Answers by dossier, the oldest first. */
export async function answersOf(
	sql: Sql,
	dossierIds: readonly number[]
): Promise<Map<number, FlagAnswer[]>> {
	const rows = await sql<(FlagAnswer & { dossierId: number })[]>`
		select dossier_id as "dossierId", flag, text, at, said_by as by from flag_answers
		where dossier_id = any(${[...dossierIds]}::bigint[]) order by id`;
	const found = new Map<number, FlagAnswer[]>();
	for (const { dossierId, ...answer } of rows) {
		const held = found.get(dossierId);
		if (held) held.push(answer);
		else found.set(dossierId, [answer]);
	}
	return found;
}

/** Keeps an answer; it is never changed, a second one stands behind the first. */
export async function keepFlagAnswer(
	sql: Sql,
	dossierId: number,
	{ flag, text, at, by }: FlagAnswer,
	accountId: number | null
): Promise<void> {
	await sql`
		insert into flag_answers (dossier_id, flag, text, at, account_id, said_by)
		values (${dossierId}, ${flag}, ${text}, ${at}::timestamptz, ${accountId}, ${by})`;
}
