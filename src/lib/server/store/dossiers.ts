import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { workingDaysBetween } from '#lib/domain/calendar/work-calendar.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { marksOf, standingOf, type Standable } from '#lib/domain/deadlines/standing.ts';
import { deadlineTrace, type DeadlineTrace, type Pause } from '#lib/domain/deadlines/trace.ts';
import type { Dossier, DossierState } from '#lib/domain/dossiers/dossier.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import {
	eventTime,
	type Recorded,
	type Snapshot,
	type Step
} from '#lib/domain/dossiers/message.ts';
import { foldRules, hoursOf } from '#lib/domain/dossiers/rules.ts';
import type {
	DossierDetail,
	DossierItem,
	DossierList,
	ListQuery
} from '#lib/domain/reports/overview.ts';
import { fold as foldWords } from '#lib/domain/words/fold.ts';
import type { Sql } from './database.ts';
import {
	figureConditions,
	horizonRows,
	horizonsAt,
	narrowed,
	sourceOf,
	standingCondition,
	type Fragment
} from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/** Which dossiers a reader may see: all, none, or those of some agencies. */
export type DossierScope = 'all' | 'none' | readonly number[];

interface ItemRow extends Standable {
	id: number;
	code: string;
	procedureCode: string;
	procedureName: string | null;
	fieldCode: string;
	fieldName: string | null;
	agencyId: number | null;
	receivedBy: string;
	channel: string;
	unit: string;
	receivedAt: Instant | null;
	firstDueAt: Instant | null;
	dueSource: 'recorded' | 'same_day' | null;
	finishedAt: Instant | null;
	returnedAt: Instant | null;
	flags: string[];
	sortKey: string | null;
}

const SORTS = {
	due: 'd.due_at',
	received: 'coalesce(s.received_at, d.submitted_at)',
	code: 's.code',
	finished: 'd.closed_on'
} as const;

/**
 * The dossiers behind a figure. `total` is that number of the overview for the same parameters and
 * the same reader, because both ask the same condition of the same rows.
 *
 * @param now the domain's now
 */
export async function listDossiers(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ListQuery,
	now: Instant
): Promise<DossierList> {
	if (scope === 'none') return { total: 0, items: [], next: null };
	const { table, held, present } = sourceOf(sql, query, now);
	const found = query.search === null ? null : await searchFor(sql, rules, query.search);
	const where = sql`${held} and ${narrowed(sql, rules, query)}
		and ${conditionOf(sql, query, found)}
		${scope === 'all' ? sql`` : sql`and d.agency_id = any(${[...scope]}::int[])`}`;
	const from = sql`${table}
		join dossiers s on s.id = ${present ? sql`d.id` : sql`d.dossier_id`}
		left join ${horizonRows(sql, rules, query.at)} on h.agency_id = coalesce(d.agency_id, 0)`;
	const ofThePast = !present && scope !== 'all';
	if (ofThePast) await letFormerDossiersBeSeen(sql, 'on');
	const [counted] = await sql<
		{ n: number }[]
	>`select count(*)::int as n from ${from} where ${where}`;
	const after = readCursor(query.cursor);
	const sortKey = sql.unsafe(SORTS[query.sort]);
	const rows = await sql<ItemRow[]>`
		select s.id, s.code, s.procedure_code as "procedureCode", p.name as "procedureName",
			d.field_code as "fieldCode", f.name as "fieldName", d.agency_id as "agencyId",
			d.received_by as "receivedBy", d.channel, s.unit, d.status, d.phase,
			d.submitted_at as "submittedAt", s.received_at as "receivedAt",
			s.first_due_at as "firstDueAt", d.due_at as "dueAt", d.due_on as "dueOn",
			d.promise_on as "promiseOn", s.due_source as "dueSource", d.finished_on as "finishedOn",
			s.finished_at as "finishedAt", s.returned_at as "returnedAt", d.moved, s.flags,
			${sortKey}::text as "sortKey"
		from ${from}
		left join feed_names p on p.kind = 'procedure' and p.code = s.procedure_code
		left join feed_names f on f.kind = 'field' and f.code = d.field_code
		where ${where} ${after === null ? sql`` : pageAfter(sql, query.sort, after)}
		order by ${sortKey} asc nulls last, s.id asc
		limit ${query.limit + 1}`;
	if (ofThePast) await letFormerDossiersBeSeen(sql, 'off');
	const page = rows.slice(0, query.limit);
	const last = page.at(-1);
	const horizons = horizonsAt(rules, query.at);
	return {
		total: counted?.n ?? 0,
		items: page.map((row) => toItem(row, rules, horizons, query.at)),
		next: rows.length > query.limit && last ? writeCursor(last.sortKey, last.id) : null
	};
}

/**
 * A list of the past shows what counted for the reader's agencies then, also what is another agency's
 * now, or its total would not be the figure's. It reaches `dossiers` only through spans, and those stay
 * bound to the reader's agencies by their own policy.
 */
async function letFormerDossiersBeSeen(sql: Sql, seen: 'on' | 'off'): Promise<void> {
	await sql`select set_config('app.formerly', ${seen}, true)`;
}

function conditionOf(sql: Sql, query: ListQuery, found: Found | null): Fragment {
	const { figure, standing, flag, age, due, codes, at } = query;
	const conditions: Fragment[] = [sql`d.phase <> 'incomplete'`];
	if (figure !== null) conditions.push(sql`(${figureConditions(sql, query)[figure]})`);
	if (standing !== null) conditions.push(sql`(${standingCondition(sql, standing, at)})`);
	if (flag !== null) conditions.push(sql`${flag} = any(s.flags)`);
	if (age !== null) {
		const today = dayOf(at);
		conditions.push(sql`d.phase = 'open' and ${today}::date - d.due_on >= ${age.min}`);
		if (age.max !== null) conditions.push(sql`${today}::date - d.due_on <= ${age.max}`);
	}
	if (due !== null) conditions.push(sql`d.phase = 'open' and d.due_on = ${due}::date`);
	if (codes !== undefined) conditions.push(sql`s.code = any(${[...codes]}::text[])`);
	if (found !== null) {
		conditions.push(sql`(s.code ~>=~ ${found.codeFrom} and s.code ~<~ ${found.codeTo}
			or s.procedure_code = any(${found.procedures}::text[])
			or d.agency_id = any(${found.agencies}::int[]))`);
	}
	return conditions.reduce((all, one) => sql`${all} and ${one}`);
}

/** What a free text may mean: the beginning of a code, or any part of a procedure's or agency's name. */
interface Found {
	codeFrom: string;
	codeTo: string;
	procedures: string[];
	agencies: number[];
}

/** Looks a text up without diacritics: "dat dai" finds "Đất đai". */
async function searchFor(sql: Sql, rules: LoadedRules, search: string): Promise<Found> {
	const folded = foldWords(search.trim());
	const pattern = `%${escapeLike(folded)}%`;
	const procedures = await sql<{ code: string }[]>`
		select code from feed_names where kind = 'procedure'
			and (folded like ${pattern} or code like ${pattern}) limit 500`;
	const agencies = rules.agencyIds.filter((id) => {
		const version = rules.directory.latest(id);
		return version !== null && foldWords(`${version.name} ${version.shortName}`).includes(folded);
	});
	const code = search.trim().toUpperCase();
	return {
		// A range and not LIKE: behind a policy PostgreSQL puts only operators into an index that cannot
		// tell of rows the reader may not see (leakproof), and LIKE is none.
		codeFrom: code,
		codeTo: `${code}\u{10FFFF}`,
		procedures: procedures.map(({ code }) => code),
		agencies
	};
}

function escapeLike(text: string): string {
	return text.replace(/[\\%_]/g, (char) => `\\${char}`);
}

interface Cursor {
	key: string | null;
	id: number;
}

function writeCursor(key: string | null, id: number): string {
	return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** A cursor as this module wrote it; null for none. Anything else reads as the first page. */
export function readCursor(cursor: string | null): Cursor | null {
	if (cursor === null) return null;
	try {
		const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
		if (!Array.isArray(read)) return null;
		const [key, id]: unknown[] = read;
		if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null;
		if (key !== null && (typeof key !== 'string' || key.length > 200)) return null;
		return { key, id };
	} catch {
		return null;
	}
}

function pageAfter(sql: Sql, sort: ListQuery['sort'], { key, id }: Cursor): Fragment {
	const column = sql.unsafe(SORTS[sort]);
	if (key === null) return sql`and ${column} is null and s.id > ${id}`;
	const typed =
		sort === 'code'
			? sql`${key}::text`
			: sort === 'finished'
				? sql`${key}::text::date`
				: sql`${key}::text::timestamptz`;
	return sql`and (${column} > ${typed} or (${column} = ${typed} and s.id > ${id})
		or ${column} is null)`;
}

function toItem(
	row: ItemRow,
	rules: LoadedRules,
	horizons: ReturnType<typeof horizonsAt>,
	at: Instant
): DossierItem {
	const horizon = horizons.get(row.agencyId ?? 0) ?? { dueSoonUntil: at, awaitingSince: at };
	const version = row.agencyId === null ? null : rules.directory.latest(row.agencyId);
	const standing = standingOf(row, at, horizon);
	const day = dayOf(row.receivedAt ?? row.submittedAt ?? at);
	const catalogued =
		rules.catalogue.on(row.procedureCode, day) ?? rules.catalogue.latest(row.procedureCode);
	const late = standing === 'overdue' ? dayOf(at) : row.finishedOn;
	const isLate = standing === 'overdue' || standing === 'resolved_late';
	return {
		code: row.code,
		procedure: {
			code: row.procedureCode,
			name: catalogued?.name ?? row.procedureName ?? row.procedureCode
		},
		field: { code: row.fieldCode, name: row.fieldName ?? row.fieldCode },
		agency: {
			code: row.agencyId === null ? '' : rules.codeOf(row.agencyId),
			name: version?.name ?? ''
		},
		receivedBy: row.receivedBy,
		channel: row.channel,
		unit: row.unit,
		status: row.status,
		standing,
		marks: marksOf(row),
		receivedAt: isoOrNull(row.receivedAt),
		submittedAt: isoOrNull(row.submittedAt),
		firstDueAt: isoOrNull(row.firstDueAt),
		dueAt: isoOrNull(row.dueAt),
		dueSource: row.dueAt === null ? null : row.dueSource,
		finishedAt: row.phase === 'resolved' ? isoOrNull(row.finishedAt) : null,
		returnedAt: row.status === 10 ? isoOrNull(row.returnedAt) : null,
		daysLate:
			isLate && row.dueOn !== null && late !== null
				? workingDaysBetween(rules.calendar, row.dueOn, late)
				: null,
		flags: row.flags
	};
}

function isoOrNull(at: Instant | null): string | null {
	return at === null ? null : isoOf(at);
}

/**
 * One dossier with its steps, its due-date ledger, its flags and the explanation of its appointment;
 * null when there is none, or when it is outside the reader's scope (what one may not see does not
 * exist).
 *
 * @param at the instant whose standing is told
 */
export async function dossierByCode(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	code: string,
	at: Instant
): Promise<(DossierDetail & { deadline: DeadlineTrace }) | null> {
	if (scope === 'none') return null;
	const [row] = await sql<(ItemRow & { firstMonth: Day })[]>`
		select d.id, d.code, d.first_month as "firstMonth", d.procedure_code as "procedureCode",
			p.name as "procedureName", d.field_code as "fieldCode", f.name as "fieldName",
			d.agency_id as "agencyId", d.received_by as "receivedBy", d.channel, d.unit, d.status,
			d.phase, d.submitted_at as "submittedAt", d.received_at as "receivedAt",
			d.first_due_at as "firstDueAt", d.due_at as "dueAt", d.due_on as "dueOn",
			d.promise_on as "promiseOn", d.due_source as "dueSource",
			d.finished_on as "finishedOn", d.finished_at as "finishedAt",
			d.returned_at as "returnedAt", d.moved, d.flags, null as "sortKey"
		from dossiers d
		left join feed_names p on p.kind = 'procedure' and p.code = d.procedure_code
		left join feed_names f on f.kind = 'field' and f.code = d.field_code
		where d.code = ${code} and d.phase <> 'incomplete'
			${scope === 'all' ? sql`` : sql`and d.agency_id = any(${[...scope]}::int[])`}`;
	if (!row) return null;
	const messages = await sql<Recorded[]>`
		select encode(hash, 'hex') as hash, arrived_at as "arrivedAt", backfill,
			agency_id as "agencyId", content
		from messages where first_month = ${row.firstMonth}::date and dossier_id = ${row.id}`;
	const dossier = fold(messages, foldRules(rules));
	const item = toItem(row, rules, horizonsAt(rules, at), at);
	const batch = await closedTogether(sql, rules, row);
	return {
		...item,
		flags: [
			...item.flags,
			...(item.standing === 'awaiting_overdue' ? ['N13'] : []),
			...(batch ? ['N15'] : [])
		].sort(),
		...storyOf(messages, dossier),
		deadline: traceOf(rules, dossier, item.field)
	};
}

/** N15: so many dossiers of the agency finished within the same minute that somebody should ask. */
async function closedTogether(sql: Sql, rules: LoadedRules, row: ItemRow): Promise<boolean> {
	if (row.finishedAt === null || row.agencyId === null || row.phase !== 'resolved') return false;
	const minute = Math.floor(row.finishedAt / 60_000) * 60_000;
	const day = dayOf(row.finishedAt);
	const [found] = await sql<{ n: number }[]>`
		select count(*)::int as n from dossiers
		where closed_on = ${day}::date and agency_id = ${row.agencyId} and phase = 'resolved'
			and finished_at >= ${minute}::timestamptz
			and finished_at < ${minute + 60_000}::timestamptz`;
	const limit = parameterOn(rules.parameters.batchClosingCount, day);
	return (found?.n ?? 0) >= limit;
}

function storyOf(messages: Recorded[], dossier: Dossier): Omit<DossierDetail, keyof DossierItem> {
	const snapshots = messages
		.filter((m): m is Recorded<Snapshot> => m.content.kind === 'snapshot')
		.sort((a, b) => eventTime(a) - eventTime(b) || a.arrivedAt - b.arrivedAt);
	const steps = messages
		.filter((m): m is Recorded<Step> => m.content.kind === 'step')
		.sort((a, b) => eventTime(a) - eventTime(b) || a.arrivedAt - b.arrivedAt);
	const latest = snapshots.at(-1)?.content;
	const last = steps.at(-1);
	const supplements = new Map(
		snapshots
			.flatMap(({ content }) => content.supplements)
			.map((entry) => [`${entry.requestedAt} ${entry.dueBefore}`, entry])
	);
	return {
		firstEndAt: isoOrNull(dossier.firstEndAt),
		applicantKind: dossier.applicantKind,
		papers: latest?.papers ?? 0,
		results: latest?.results ?? 0,
		holder: last
			? {
					unit: last.content.unit,
					title: last.content.title,
					since: isoOf(last.content.startedAt ?? eventTime(last))
				}
			: null,
		changes: dossier.changes.map(({ at, status, undated }) => ({
			at: isoOf(at),
			status,
			undated
		})),
		steps: steps.map(({ content, arrivedAt }) => ({
			at: isoOf(content.at),
			status: content.status,
			unit: content.unit,
			title: content.title,
			startedAt: isoOrNull(content.startedAt),
			normEndAt: isoOrNull(content.normEndAt),
			arrivedAt: isoOf(arrivedAt)
		})),
		dues: dossier.dues.map((due) => ({
			dueAt: isoOf(due.dueAt),
			promiseAt: isoOf(due.promiseAt),
			effectiveAt: isoOf(due.effectiveAt),
			reason: due.reason,
			grounded: due.grounded
		})),
		supplements: [...supplements.values()].map((entry) => ({
			requestedAt: isoOrNull(entry.requestedAt),
			receivedAt: isoOrNull(entry.receivedAt),
			dueBefore: isoOrNull(entry.dueBefore),
			dueAfter: isoOrNull(entry.dueAfter)
		}))
	};
}

const PAUSES: Partial<Record<DossierState['status'], Pause['kind']>> = {
	5: 'supplement',
	6: 'financial_duty',
	8: 'stopped'
};

function traceOf(
	rules: LoadedRules,
	dossier: Dossier,
	field: { code: string; name: string }
): DeadlineTrace {
	const { receivedAt, dues, changes } = dossier;
	const received = receivedAt === null ? null : dayOf(receivedAt);
	const pauses: Pause[] = changes.flatMap((change, i) => {
		const kind = PAUSES[change.status];
		return kind ? [{ kind, from: change.at, to: changes[i + 1]?.at ?? null }] : [];
	});
	return deadlineTrace({
		receivedAt,
		dueAt: dues.at(-1)?.dueAt ?? null,
		dueSource: dossier.dueSource,
		procedure: received === null ? null : rules.catalogue.on(dossier.procedureCode, received),
		field,
		pauses,
		moves: dues.slice(1).map((due, i) => ({
			at: due.effectiveAt,
			from: dues[i]?.dueAt ?? null,
			to: due.dueAt,
			reason: due.reason,
			grounded: due.grounded
		})),
		calendar: rules.calendar,
		hours: hoursOf(rules, dossier.state.agencyId, received ?? dayOf(dossier.lastEventAt)),
		parameters: rules.parameters
	});
}
