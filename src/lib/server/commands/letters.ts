import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { LetterSaid } from '#lib/domain/letters/letter.ts';
import { drafted, issuedAs, said as mayBeSaid } from '#lib/domain/letters/life.ts';
import { urgesFrom } from '#lib/domain/letters/urge.ts';
import { filledTables } from '#lib/domain/letters/wording.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	holdLetter,
	insertLetter,
	numberTaken,
	saveIssue,
	saveWords,
	type KeptLetter,
	type NewLetter
} from '#lib/server/store/letters.ts';
import { peopleToTell } from '#lib/server/store/notices.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { keepUrging, marksFrom } from '#lib/server/store/urging-kept.ts';

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
		await announceLetter(sql, by, { code, agencyId: letter.agencyId });
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
		await announceLetter(sql, by, held);
		return accepted({ code, edits: held.edits + 1 });
	});
}

/** Who enters a letter's number: it is told to whom it urges by the ways out that are set up. */
export interface LetterIssuing extends LetterActor {
	channels: readonly ('mail' | 'webhook')[];
}

/** A letter that has its number, and the urgings that it is counted as, one an agency and kind. */
export interface IssuedLetter {
	code: string;
	number: string;
	issuedOn: Day;
	/** The reminder that it came of. */
	urging: string | null;
	urgings: { code: string; agency: string; n: number; count: number }[];
}

/**
 * Enters the number and day under which the document-management system issued it; once. From that day on
 * it is an urging of each agency that it urges, numbered on with its reminders, and their heads are told.
 */
export async function issueLetter(
	database: Database,
	rules: LoadedRules,
	given: { code: string; number: string; on: Day },
	by: LetterIssuing
): Promise<Decision<IssuedLetter>> {
	const { code } = given;
	const issue = async (sql: Sql, held: KeptLetter): Promise<Decision<IssuedLetter>> => {
		const issued = issuedAs(held, given, by.now);
		if (!issued.accepted) return issued;
		if (await numberTaken(sql, held, issued.value)) {
			return refused('letter.number_taken', { field: 'number' });
		}
		const at = { at: by.now, by: by.reader.account?.id ?? null };
		await saveIssue(sql, code, issued.value, at);
		const { number, on } = issued.value;
		const { urgings, told } = await urgeByLetter(sql, rules, held, issued.value, by);
		await note(sql, by, 'letter.issue', code, null, { number, issuedOn: on, urgings });
		await announceLetter(sql, by, held);
		if (told.size > 0) {
			const ids = [...told].map((id) => `account:${id}`);
			await append(sql, { at: by.now, kind: 'notices', agencies: [], ids });
		}
		if (urgings.length > 0) {
			const agencies = [...new Set((held.urges ?? []).map(({ agencyId }) => agencyId))];
			await append(sql, { at: by.now, kind: 'urgings', agencies, ids: [] });
		}
		return accepted({ code, number, issuedOn: on, urging: held.urging, urgings });
	};
	return onLetter(database, code, 'issueLetters', by, issue, 'letterIssue');
}

async function urgeByLetter(
	sql: Sql,
	rules: LoadedRules,
	held: KeptLetter,
	{ number, on }: { number: string; on: Day },
	by: LetterIssuing
): Promise<{ urgings: IssuedLetter['urgings']; told: Set<number> }> {
	const people = recipients(await peopleToTell(sql), rules.directory, dayOf(by.now));
	const asOf = urgesFrom(held.frozen.asOf, on);
	const urgings: IssuedLetter['urgings'] = [];
	const told = new Set<number>();
	const { subject, replyBy } = held.said;
	for (const urge of (held.urges ?? []).toSorted((a, b) => a.agencyId - b.agencyId)) {
		const { kind, question, agencyId } = urge;
		const items = await marksFrom(sql, kind, urge.items, asOf);
		const agency = rules.codeOf(agencyId);
		const kept = await keepUrging(
			sql,
			{
				...{ agencyId, kind, question, items, replyBy, asOf, text: `V/v ${subject}` },
				...{ createdBy: by.reader.account?.id ?? null, letter: { code: held.code, number, on } }
			},
			{ people, agency, now: by.now, channels: by.channels }
		);
		for (const id of kept.told) told.add(id);
		urgings.push({ code: kept.code, agency, n: kept.n, count: items.length });
	}
	return { urgings, told };
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
	work: (sql: Sql, held: KeptLetter) => Promise<Decision<T>>,
	scope: 'letters' | 'letterIssue' = 'letters'
): Promise<Decision<T>> {
	const inScope = async (sql: Sql): Promise<Decision<T>> => {
		const held = await holdLetter(sql, code);
		if (held === null || !seesLetter(by.reader, held.agencyId)) return refused('letter.unknown');
		if (!reaches(by.reader, action, held.agencyId)) return refused('letter.not_yours');
		return work(sql, held);
	};
	return withTransaction(database, async ({ sql }) => inScope(sql), { scope });
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

/** Tells who sees the letter that it is another. */
async function announceLetter(
	sql: Sql,
	{ now }: LetterActor,
	{ code, agencyId }: Pick<KeptLetter, 'code' | 'agencyId'>
): Promise<void> {
	const agencies = agencyId === null ? [] : [agencyId];
	await append(sql, { at: now, kind: 'letters', agencies, ids: [code] });
}

async function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
	return withTransaction(database, async ({ sql }) => work(sql), { scope: 'letters' });
}
