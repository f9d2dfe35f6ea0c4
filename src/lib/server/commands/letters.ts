import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { LetterSaid } from '#lib/domain/letters/letter.ts';
import { drafted, issuedAs, said as mayBeSaid } from '#lib/domain/letters/life.ts';
import { filledTables } from '#lib/domain/letters/wording.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import {
	holdLetter,
	insertLetter,
	numberTaken,
	saveIssue,
	saveWords,
	type KeptLetter,
	type NewLetter
} from '#lib/server/store/letters.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface LetterActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

/** Keeps a letter with what it counts; refused when nothing in it is late or overdue. */
export async function draftLetter(
	database: Database,
	letter: NewLetter,
	by: LetterActor
): Promise<Decision<{ code: string }>> {
	if (!reaches(by.reader, 'draftLetters', letter.agencyId)) return refused('letter.not_yours');
	const frozen = drafted(letter.frozen);
	if (!frozen.accepted) return frozen;
	return inTurn(database, async (sql) => {
		const code = await insertLetter(sql, letter, by.now, by.reader.account?.id ?? null);
		const { tables, asOf } = letter.frozen;
		await note(sql, by, 'letter.draft', code, null, {
			kind: letter.kind,
			asOf,
			rows: Object.fromEntries(
				filledTables(letter.frozen).map((table) => [table, tables[table].length])
			)
		});
		return accepted({ code });
	});
}

/**
 * Changes what a draft says; never what it counts.
 *
 * @param seen how often it had been changed when its writer read it: who writes over another is told
 */
export async function rewordLetter(
	database: Database,
	given: { code: string; words: LetterSaid; seen: number },
	by: LetterActor
): Promise<Decision<{ code: string; edits: number }>> {
	const { code } = given;
	return onLetter(database, code, 'draftLetters', by, async (sql, held) => {
		if (held.edits !== given.seen && held.issued === null) return refused('letter.stale');
		const words = mayBeSaid(held, given.words);
		if (!words.accepted) return words;
		await saveWords(sql, code, words.value);
		await note(sql, by, 'letter.edit', code, { edits: held.edits }, { edits: held.edits + 1 });
		return accepted({ code, edits: held.edits + 1 });
	});
}

/** Enters the number and day under which the document-management system issued it; once. */
export async function issueLetter(
	database: Database,
	given: { code: string; number: string; on: Day },
	by: LetterActor
): Promise<Decision<{ code: string; number: string; issuedOn: Day; urging: string | null }>> {
	const { code } = given;
	return onLetter(database, code, 'issueLetters', by, async (sql, held) => {
		const issued = issuedAs(held, given, by.now);
		if (!issued.accepted) return issued;
		if (await numberTaken(sql, held, issued.value)) {
			return refused('letter.number_taken', { field: 'number' });
		}
		const at = { at: by.now, by: by.reader.account?.id ?? null };
		await saveIssue(sql, code, issued.value, at);
		const { number, on } = issued.value;
		await note(sql, by, 'letter.issue', code, null, { number, issuedOn: on });
		return accepted({ code, number, issuedOn: on, urging: held.urging });
	});
}

/**
 * Whether the reader writes letters of the agency (null: of the Committee). Who writes for the Committee
 * does not write under the head of a department; that department's own head does.
 */
export function reaches(
	reader: Reader,
	action: 'draftLetters' | 'issueLetters',
	agencyId: number | null
): boolean {
	const reach = reader.grants[action];
	if (reach === undefined) return false;
	if (agencyId === null) return reach === 'all';
	return (reach === 'all' ? reader.own : reach).includes(agencyId);
}

async function onLetter<T>(
	database: Database,
	code: string,
	action: 'draftLetters' | 'issueLetters',
	by: LetterActor,
	work: (sql: Sql, held: KeptLetter) => Promise<Decision<T>>
): Promise<Decision<T>> {
	return inTurn(database, async (sql) => {
		const held = await holdLetter(sql, code);
		if (held === null || !seesLetter(by.reader, held.agencyId)) return refused('letter.unknown');
		if (!reaches(by.reader, action, held.agencyId)) return refused('letter.not_yours');
		return work(sql, held);
	});
}

function seesLetter(reader: Reader, agencyId: number | null): boolean {
	const reach = reader.grants.seeLetters ?? [];
	return reach === 'all' || (agencyId !== null && reach.includes(agencyId));
}

async function note(
	sql: Sql,
	by: LetterActor,
	action: 'letter.draft' | 'letter.edit' | 'letter.issue',
	code: string,
	before: unknown,
	after: unknown
): Promise<void> {
	await record(sql, {
		at: by.realNow,
		actor: actorOf(by.reader, by.address),
		action,
		subject: `letter:${code}`,
		before,
		after
	});
}

async function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
	return withTransaction(database, async ({ sql }) => work(sql), { scope: 'letters' });
}
