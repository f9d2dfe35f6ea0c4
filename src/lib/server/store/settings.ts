import { decidedCalendar, type DeclaredDay } from '#lib/domain/calendar/declared-days.ts';
import { addDays, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { WorkCalendar } from '#lib/domain/calendar/work-calendar.ts';
import {
	PARAMETER_NAMES,
	type ParameterName,
	type ParameterValue
} from '#lib/domain/deadlines/parameter-values.ts';
import { INDICATOR_NAMES, type ThresholdValue } from '#lib/domain/settings/thresholds.ts';
import type { Sql } from './database.ts';

/** A setting as it was kept, with when it was withdrawn; null: it holds. */
export type Kept<T> = T & { createdAt: Instant; withdrawnAt: Instant | null };
export type KeptDay = Kept<DeclaredDay & { id: number }>;
/** A year whose calendar has been checked against its decision. */
export interface ConfirmedYear {
	id: number;
	year: number;
	document: string;
}

/** Under this name among the parameters' values: the value is the year. */
const YEAR = 'calendarYear';
const BY_FIELD = /^financialDutyPauses\/(.+)$/su;

/** One change of the settings at a time, until the transaction ends. */
export async function lockSettings(sql: Sql): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('settings'))`;
}

/** Every day that was ever declared, in the order in which it was. */
export async function declaredDays(sql: Sql): Promise<KeptDay[]> {
	return sql<KeptDay[]>`
		select id, day, kind, name, document, created_at as "createdAt",
			withdrawn_at as "withdrawnAt"
		from declared_days order by id`;
}

interface NamedValue {
	id: number;
	name: string;
	value: number;
	validFrom: Day;
	document: string;
	createdAt: Instant;
	withdrawnAt: Instant | null;
}

async function namedValues(sql: Sql): Promise<NamedValue[]> {
	return sql<NamedValue[]>`
		select id, name, value, valid_from as "validFrom", document, created_at as "createdAt",
			withdrawn_at as "withdrawnAt"
		from parameter_values order by id`;
}

/** Every value that was ever set, in the order in which it was. */
export async function parameterValues(sql: Sql): Promise<Kept<ParameterValue>[]> {
	return (await namedValues(sql)).flatMap(({ name: written, ...rest }) => {
		const field = BY_FIELD.exec(written)?.[1] ?? null;
		const name = field === null ? written : 'financialDutyPauses';
		const known = PARAMETER_NAMES.find((one) => one === name);
		return known === undefined ? [] : [{ ...rest, name: known, field }];
	});
}

/** The years whose calendar has been confirmed. */
export async function confirmedYears(sql: Sql): Promise<ConfirmedYear[]> {
	return (await namedValues(sql))
		.filter(({ name, withdrawnAt }) => name === YEAR && withdrawnAt === null)
		.map(({ id, value, document }) => ({ id, year: value, document }));
}

/** The working calendar as it is decided now, for a transaction that needs no other rule. */
export async function calendarOf(sql: Sql): Promise<WorkCalendar> {
	const days = (await declaredDays(sql)).filter(({ withdrawnAt }) => withdrawnAt === null);
	return decidedCalendar(
		days,
		(await confirmedYears(sql)).map(({ year }) => year)
	);
}

/** Every threshold that was ever decided, in the order in which it was. */
export async function thresholds(sql: Sql): Promise<Kept<ThresholdValue>[]> {
	const rows = await sql<(Omit<Kept<ThresholdValue>, 'indicator'> & { indicator: string })[]>`
		select id, indicator, value, valid_from as "validFrom", document,
			created_at as "createdAt", withdrawn_at as "withdrawnAt"
		from thresholds order by id`;
	return rows.flatMap((row) => {
		const indicator = INDICATOR_NAMES.find((one) => one === row.indicator);
		return indicator === undefined ? [] : [{ ...row, indicator }];
	});
}

export async function saveDay(
	sql: Sql,
	{ day, kind, name, document }: DeclaredDay,
	at: Instant
): Promise<void> {
	await sql`
		insert into declared_days (day, kind, name, document, created_at)
		values (${day}::date, ${kind}, ${name}, ${document}, ${at}::timestamptz)`;
}

export async function saveParameter(
	sql: Sql,
	{ name, field, value, validFrom, document }: Omit<ParameterValue, 'id'>,
	at: Instant
): Promise<void> {
	const written = field === null ? name : `${name}/${field}`;
	await saveNamed(sql, { name: written, value, validFrom, document }, at);
}

export async function saveYear(
	sql: Sql,
	{ year, document }: Omit<ConfirmedYear, 'id'>,
	at: Instant
): Promise<void> {
	await saveNamed(sql, { name: YEAR, value: year, validFrom: `${year}-01-01`, document }, at);
}

async function saveNamed(
	sql: Sql,
	{ name, value, validFrom, document }: Omit<NamedValue, 'id' | 'createdAt' | 'withdrawnAt'>,
	at: Instant
): Promise<void> {
	await sql`
		insert into parameter_values (name, value, valid_from, document, created_at)
		values (${name}, ${value}, ${validFrom}::date, ${document}, ${at}::timestamptz)`;
}

export async function saveThreshold(
	sql: Sql,
	{ indicator, value, validFrom, document }: Omit<ThresholdValue, 'id'>,
	at: Instant
): Promise<void> {
	await sql`
		insert into thresholds (indicator, value, valid_from, document, created_at)
		values (${indicator}, ${value}, ${validFrom}::date, ${document}, ${at}::timestamptz)`;
}

/** Takes a setting back; its row is kept. False when there is none that holds. */
export async function withdraw(
	sql: Sql,
	table: 'declared_days' | 'parameter_values' | 'thresholds',
	id: number,
	at: Instant
): Promise<boolean> {
	const { count } = await sql`
		update ${sql(table)} set withdrawn_at = ${at}::timestamptz
		where id = ${id} and withdrawn_at is null`;
	return count > 0;
}

/** How many open dossiers a day lies in: from reception to the appointment, and due on the day itself. */
export interface DayTouches {
	day: Day;
	spanning: number;
	due: number;
}

export async function touchedByDays(sql: Sql, days: readonly Day[]): Promise<DayTouches[]> {
	return sql<DayTouches[]>`
		select n.day::text as day, count(d.id)::int as spanning,
			(count(d.id) filter (where d.due_on = n.day))::int as due
		from unnest(${[...days]}::date[]) as n(day)
			left join dossiers d on d.phase in ('open', 'paused')
				and d.received_on <= n.day and d.due_on >= n.day
		group by n.day order by n.day`;
}

/** How many open dossiers lie over at least one of the days. */
export async function touchedByAny(sql: Sql, days: readonly Day[]): Promise<number> {
	const [row] = await sql<{ n: number }[]>`
		select count(*)::int as n from dossiers d
		where d.phase in ('open', 'paused') and exists (
			select from unnest(${[...days]}::date[]) as n(day)
			where d.received_on <= n.day and d.due_on >= n.day)`;
	return row?.n ?? 0;
}

/** Longer than the longest holidays and the notice of a supplement together. */
const DAYS_BEFORE = 45;

/**
 * Dossiers whose fold reads the calendar around the days: those without a recorded appointment, and
 * those for which papers were asked for, whose notice is counted in working days (N06).
 */
export async function dossiersAround(sql: Sql, days: readonly Day[]): Promise<number[]> {
	const first = addDays(days.toSorted()[0] ?? '', -DAYS_BEFORE);
	const last = days.toSorted().at(-1) ?? '';
	const rows = await sql<{ id: number }[]>`
		select d.id from dossiers d
		where d.received_on between ${first}::date and ${last}::date
			and (d.due_source = 'same_day' or ${askedForPapers(sql)})
		order by d.id`;
	return rows.map(({ id }) => id);
}

function askedForPapers(sql: Sql) {
	return sql`exists (select from messages m
		where m.first_month = d.first_month and m.dossier_id = d.id
			and jsonb_array_length(coalesce(m.content->'supplements', '[]')) > 0)`;
}

/** Dossiers whose fold can come out otherwise by a value of the parameter from the day on. */
export async function dossiersOfParameter(
	sql: Sql,
	name: ParameterName,
	from: Day
): Promise<number[]> {
	const since = startOfDay(from);
	const which = {
		dueSoonWindowMinutes: null,
		receptionLimitMinutes: null,
		ladderFirstDays: null,
		ladderSecondDays: null,
		ladderUnitDays: null,
		ladderAgencyDays: null,
		ladderTrackerDays: null,
		ladderReportDays: null,
		ladderUrgentHours: null,
		urgingReplyDays: null,
		correctionAnswerDays: null,
		staleAfterWorkingMinutes: null,
		rhythmWorkingDays: null,
		rhythmTolerancePercent: null,
		rhythmAtLeastMinutes: null,
		batchClosingCount: null,
		unsolvedPercent: null,
		unsolvedAmongAtLeast: null,
		apologyDaysBefore: null,
		longPauseDays: sql`d.last_event_at >= ${since}::timestamptz`,
		taskDueSoonWorkingDays: null,
		taskAcknowledgeWorkingDays: null,
		taskAcknowledgeManyWorkingDays: null,
		taskAcknowledgeUrgentHours: null,
		evidencePhotoDays: null,
		morningPageMinute: null,
		sameDayCutoffMinute: sql`d.due_source = 'same_day' and d.received_on >= ${from}::date`,
		supplementNoticeWorkingDays: sql`d.received_on >= ${from}::date and ${askedForPapers(sql)}`,
		supplementsAtMost: sql`d.last_event_at >= ${since}::timestamptz and ${askedForPapers(sql)}`,
		reappointmentsAtMost: sql`d.last_event_at >= ${since}::timestamptz and d.moved`,
		lateArrivalHours: sql`d.last_event_at >= ${since}::timestamptz`,
		financialDutyPauses: sql`exists (select from dossier_spans s
			where s.dossier_id = d.id and s.status = 6)`
	}[name];
	if (which === null) return [];
	const rows = await sql<{ id: number }[]>`
		select d.id from dossiers d where ${which} order by d.id`;
	return rows.map(({ id }) => id);
}
