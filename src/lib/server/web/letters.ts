import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { PROVINCE_NAMES } from '#lib/domain/agencies/province.ts';
import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { agencyIssuer, provinceIssuer } from '#lib/domain/letters/issuer.ts';
import {
	LETTER_TABLES,
	type LetterFrozen,
	type LetterIssuer,
	type LetterKind,
	type LetterTable
} from '#lib/domain/letters/letter.ts';
import { LETTER_ROWS } from '#lib/domain/letters/life.ts';
import { usualWords } from '#lib/domain/letters/wording.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { LetterIssuing } from '../commands/letters.ts';
import type { Desk } from '../desk.ts';
import { channelsOf } from '../settings.ts';
import {
	letterByCode,
	listLetters,
	urgedBy,
	type KeptLetter,
	type ListedLetter,
	type NewLetter
} from '../store/letters.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import {
	inOrder,
	tooMany,
	untakenTaskRows,
	urgedDossierRows,
	urgedTaskRows,
	type RowFor
} from './letter-rows.ts';
import type { LetterAnswer, LetterOrder } from './letter-shapes.ts';
import { letterUrges } from './letter-urges.ts';
import { listParams, listQuery } from './overview-params.ts';
import { taskRows, type TaskRow } from './task-rows.ts';

/** Who acts on letters by this request. */
export function letterActorOf(event: RequestEvent, reader: Reader): LetterIssuing {
	const { clock, settings } = event.locals.desk;
	const channels = channelsOf(settings);
	const now = clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now(), channels };
}

/** What drafting a letter works with. */
export type LetterDesk = Pick<Desk, 'db' | 'rulebook' | 'clock'> & {
	settings: Pick<Desk['settings'], 'demo'>;
};

/** Whose letters the reader drafts: null for the Committee's; undefined for nobody's. */
export function draftsFor(reader: Reader): number | null | undefined {
	const reach = reader.grants.draftLetters;
	return reach === 'all' ? null : reach?.[0];
}

/**
 * The letter that an order asks for, with every row as the reader sees it at this instant, not kept yet.
 * @throws ProblemError 400 for parameters that no list takes, or more rows than a letter holds
 */
export async function orderedLetter(
	desk: LetterDesk,
	reader: Reader,
	order: LetterOrder
): Promise<Decision<NewLetter>> {
	const rules = await desk.rulebook.current();
	const now = desk.clock.now();
	const agencyId = draftsFor(reader);
	if (agencyId === undefined || (order.kind === 'report' && agencyId !== null)) {
		return refused('letter.not_yours');
	}
	const found = await rowsOf({ desk, rules, now, reader, order, agencyId });
	if (!found.accepted) return found;
	const { rows, asOf, period, reminded } = found.value;
	const issuer = issuerOf(rules, order.kind, agencyId, dayOf(now));
	const tables = tablesOf(rows, agencyId);
	const frozen: LetterFrozen = {
		...{ asOf, demo: desk.settings.demo, issuer, tables },
		period: rows.dossiersLate.length === 0 ? null : period
	};
	const on = dayOf(now);
	const to = addresseesOf(Object.values(rows).flat(), rules, agencyId, on);
	const said = usualWords(order.kind, frozen, to, on);
	const urges =
		order.kind === 'report'
			? null
			: await readAs(desk.db, reader, async (sql) =>
					letterUrges(sql, rules, order, rows, { ownId: agencyId, on, reminded })
				);
	return accepted({ kind: order.kind, agencyId, urging: order.urging, frozen, said, urges });
}

type Rows = Record<LetterTable, RowFor[]>;

interface Selection {
	desk: LetterDesk;
	rules: LoadedRules;
	now: Instant;
	reader: Reader;
	order: LetterOrder;
	agencyId: number | null;
}

interface Found {
	rows: Rows;
	asOf: Instant;
	period: LetterFrozen['period'];
	/** The question of the reminder that becomes the letter. */
	reminded: string | null;
}

async function rowsOf(given: Selection): Promise<Decision<Found>> {
	const { desk, rules, now, reader, order } = given;
	const rows: Rows = {
		...{ dossiersOverdue: [], dossiersLate: [] },
		...{ tasksOverdue: [], tasksLate: [], tasksUnacknowledged: [] }
	};
	const { urging } = order;
	const urged =
		urging === null ? null : await readAs(desk.db, reader, async (sql) => urgedBy(sql, urging));
	if (urging !== null && urged === null) return refused('letter.urging_unknown');

	const dossierCodes = [...order.dossierCodes, ...(urged?.dossiers ?? [])];
	const lists = [
		...(order.dossiers === null ? [] : [listQuery(order.dossiers, rules, now)]),
		...(dossierCodes.length === 0
			? []
			: [{ ...listQuery(listParams.parse({}), rules, now), codes: dossierCodes }])
	];
	let asOf = now;
	let period: LetterFrozen['period'] = null;
	await readAs(desk.db, reader, async (sql) => {
		for (const query of lists) {
			const some = await urgedDossierRows(sql, rules, reader, query, now);
			rows.dossiersOverdue.push(...some.overdue);
			rows.dossiersLate.push(...some.late);
			asOf = Math.min(asOf, query.at);
			period ??= some.period;
		}
	});

	const tasks = await selectedTasks(given, [...order.taskCodes, ...(urged?.tasks ?? [])]);
	if (tasks === null) return refused('letter.agency_unknown', { field: 'tasks.agency' });
	const some = urgedTaskRows(tasks, rules, now);
	rows.tasksOverdue.push(...some.overdue);
	rows.tasksLate.push(...some.late);
	if (order.kind === 'report') {
		rows.tasksUnacknowledged.push(...untakenTaskRows(tasks, rules, now));
	}

	const { only } = order;
	for (const table of LETTER_TABLES) {
		const kept =
			only === null ? rows[table] : rows[table].filter(({ code }) => only.includes(code));
		rows[table] = inOrder(once(kept));
		if (rows[table].length > LETTER_ROWS) throw tooMany();
	}
	return accepted({ rows, asOf, period, reminded: urged?.question ?? null });
}

/**
 * The tasks that are asked for, as their own list has them; for a head those that his agency or one
 * below it answers for.
 * @returns null for an agency that nobody knows
 */
async function selectedTasks(
	{ desk, rules, now, reader, order, agencyId }: Selection,
	codes: readonly string[]
): Promise<TaskRow[] | null> {
	const listed = order.tasks === null ? null : await taskRows(desk, reader, order.tasks);
	if (order.tasks !== null && listed === null) return null;
	const named = codes.length === 0 ? null : await taskRows(desk, reader, {});
	const found = [
		...(listed?.rows ?? []),
		...(named?.rows ?? []).filter(({ item }) => codes.includes(item.code))
	];
	if (agencyId === null) return found;
	const below = new Set(rules.directory.descendants(agencyId, dayOf(now)));
	return found.filter(({ task }) => below.has(task.leadId));
}

/** Each code once, however often it was selected. */
function once(rows: readonly RowFor[]): RowFor[] {
	return [...new Map(rows.map((row) => [row.code, row])).values()];
}

/** The rows as they are frozen: nothing of them but what a letter prints. */
function tablesOf(rows: Rows, ownId: number | null): LetterFrozen['tables'] {
	const printed = ({ agencyId, unit, agency, ...row }: RowFor) => ({
		...row,
		agency: ownId !== null && agencyId === ownId && unit !== '' ? unit : agency
	});
	const { dossiersOverdue, dossiersLate, tasksOverdue, tasksLate, tasksUnacknowledged } = rows;
	return {
		dossiersOverdue: dossiersOverdue.map(printed),
		dossiersLate: dossiersLate.map(printed),
		tasksOverdue: tasksOverdue.map(printed),
		tasksLate: tasksLate.map(printed),
		tasksUnacknowledged: tasksUnacknowledged.map(printed)
	};
}

/**
 * The Committee writes to agencies answerable to its Chairman; a head to those below, and to the
 * divisions of the own agency.
 */
function addresseesOf(
	rows: readonly RowFor[],
	{ directory }: LoadedRules,
	ownId: number | null,
	on: Day
): string[] {
	const names = new Set<string>();
	for (const { agencyId, agency, unit } of rows) {
		if (ownId !== null) {
			names.add(agencyId !== ownId ? agency : unit === '' ? 'Các phòng, đơn vị trực thuộc' : unit);
			continue;
		}
		const accountable = agencyId === null ? null : directory.accountableAncestor(agencyId, on);
		const name = accountable === null ? agency : directory.latest(accountable)?.name;
		if (name !== undefined && name !== '') names.add(name);
	}
	return [...names];
}

/** Whose letter it is on the day: an agency's, or the Committee's. */
export function issuerOf(
	{ directory, codeOf }: LoadedRules,
	kind: LetterKind,
	agencyId: number | null,
	on: Day
): LetterIssuer {
	const province = PROVINCE_NAMES.findLast(
		({ from, to }) => (from === null || from <= on) && (to === null || on <= to)
	)?.name;
	const name = province ?? '';
	const version = agencyId === null ? null : directory.latest(agencyId);
	if (agencyId === null || version === null) return provinceIssuer(kind, name);
	const parent = version.parentId === null ? null : directory.latest(version.parentId);
	const above = parent === null || parent.kind === 'vp_ubnd' ? null : parent.name;
	return agencyIssuer({ ...version, code: codeOf(agencyId) }, above, name);
}

/** A letter as the API tells it. */
export function shownLetter(letter: KeptLetter, rules: LoadedRules): LetterAnswer {
	const { frozen, said } = letter;
	return {
		...sharedOf(letter, frozen.asOf, letter.issued, rules),
		...{ demo: frozen.demo, period: frozen.period },
		counts: {
			dossiersOverdue: frozen.tables.dossiersOverdue.length,
			dossiersLate: frozen.tables.dossiersLate.length,
			tasksOverdue: frozen.tables.tasksOverdue.length,
			tasksLate: frozen.tables.tasksLate.length,
			tasksUnacknowledged: frozen.tables.tasksUnacknowledged.length
		},
		tables: {
			dossiersOverdue: [...frozen.tables.dossiersOverdue],
			dossiersLate: [...frozen.tables.dossiersLate],
			tasksOverdue: [...frozen.tables.tasksOverdue],
			tasksLate: [...frozen.tables.tasksLate],
			tasksUnacknowledged: [...frozen.tables.tasksUnacknowledged]
		},
		edits: letter.edits,
		said: {
			...said,
			addressees: [...said.addressees],
			opening: [...said.opening],
			requests: [...said.requests],
			recipients: [...said.recipients]
		}
	};
}

function sharedOf(
	{
		code,
		kind,
		agencyId,
		urging,
		draftedAt
	}: Omit<ListedLetter, 'subject' | 'addressees' | 'asOf' | 'number' | 'issuedOn'>,
	asOf: Instant,
	issued: KeptLetter['issued'],
	{ directory, codeOf }: LoadedRules
) {
	return {
		...{ code, kind, urging },
		state: issued === null ? ('draft' as const) : ('issued' as const),
		agency:
			agencyId === null
				? null
				: { code: codeOf(agencyId), name: directory.latest(agencyId)?.name ?? codeOf(agencyId) },
		asOf: isoOf(asOf),
		draftedAt: isoOf(draftedAt),
		number: issued?.number ?? null,
		issuedOn: issued?.on ?? null
	};
}

/** The letters that a reader sees. */
export async function readLetters(
	{ db, rulebook }: Desk,
	reader: Reader,
	asked: { state?: 'draft' | 'issued' | undefined; limit: number; offset: number }
) {
	const rules = await rulebook.current();
	const { state, limit, offset } = asked;
	const issued = state === undefined ? null : state === 'issued';
	const { total, items } = await readAs(db, reader, async (sql) =>
		listLetters(sql, { issued, limit, offset })
	);
	return {
		total,
		items: items.map(({ subject, addressees, asOf, number, issuedOn, ...letter }) => {
			const given = number === null || issuedOn === null ? null : { number, on: issuedOn };
			return { ...sharedOf(letter, asOf, given, rules), subject, addressees };
		})
	};
}

/** One letter; null when it does not exist for the reader. */
export async function readLetter(
	{ db }: Desk,
	reader: Reader,
	code: string
): Promise<KeptLetter | null> {
	return readAs(db, reader, async (sql) => letterByCode(sql, code));
}
