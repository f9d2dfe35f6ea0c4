import type { Actor, AuditAction } from '#lib/domain/audit/entry.ts';
import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { changesDay, type DeclaredDay } from '#lib/domain/calendar/declared-days.ts';
import { addDays, dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { isParameterValue, type ParameterValue } from '#lib/domain/deadlines/parameter-values.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { INDICATORS, type ThresholdValue } from '#lib/domain/settings/thresholds.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { foldAgain, isBeforeFirstUse } from '#lib/server/store/fold-again.ts';
import { append } from '#lib/server/store/ledger.ts';
import { readAs } from '#lib/server/store/reading.ts';
import type { Rulebook } from '#lib/server/store/rulebook.ts';
import {
	confirmedYears,
	declaredDays,
	dossiersAround,
	dossiersOfParameter,
	lockSettings,
	parameterValues,
	saveDay,
	saveParameter,
	saveThreshold,
	saveYear,
	thresholds,
	touchedByAny,
	touchedByDays,
	withdraw,
	type DayTouches
} from '#lib/server/store/settings.ts';

/** What these commands work with; `refold` is the intake's, see `commands/intake.ts`. */
export interface SettingsDesk {
	db: Database;
	rulebook: Rulebook;
	intake: { refold(sql: Sql, dossierIds: number[], now: Instant): Promise<void> };
}

/** Who decides, and when: by the domain's clock and by the real one, which the record of acts bears. */
export interface Act {
	actor: Actor;
	now: Instant;
	realNow: Instant;
}

/** Figures that were published are not moved by a value that begins further back than this. */
const DAYS_BACK = 31;

/** What declaring days would touch, before anybody declares them. */
export interface CalendarPreview {
	days: (DayTouches & { changes: boolean })[];
	/** Open dossiers over at least one of the days. */
	dossiers: number;
}

/**
 * How many open dossiers the days lie in. Recorded appointments are not moved by a declared day:
 * traces, checks and what is computed later follow it.
 */
export async function previewDays(
	{ db, rulebook }: Pick<SettingsDesk, 'db' | 'rulebook'>,
	days: readonly Pick<DeclaredDay, 'day' | 'kind'>[]
): Promise<CalendarPreview> {
	const { calendar } = await rulebook.current();
	const kinds = new Map(days.map(({ day, kind }) => [day, kind]));
	const on = [...kinds.keys()];
	// A number of the whole province, told to whoever may change its calendar.
	return readAs(db, SYSTEM, async (sql) => ({
		days: (await touchedByDays(sql, on)).map((touches) => ({
			...touches,
			changes: changesDay(calendar, touches.day, kinds.get(touches.day) ?? 'closure')
		})),
		dossiers: await touchedByAny(sql, on)
	}));
}

/** Declares days by one document: a holiday, a swap with its make-up Saturday, the days of a storm. */
export async function declareDays(
	desk: SettingsDesk,
	{ days, document }: { days: readonly Omit<DeclaredDay, 'document'>[]; document: string },
	act: Act
): Promise<Decision<{ declared: number }>> {
	const on = days.map(({ day }) => day);
	if (new Set(on).size < on.length) return refused('calendar.day_twice', { field: 'days' });
	if (on.some((day) => day < '2018-01-01')) return refused('calendar.too_early', { field: 'days' });
	const { calendar } = await desk.rulebook.current();
	const idle = days.find(({ day, kind }) => !changesDay(calendar, day, kind));
	if (idle) return refused('calendar.nothing_changed', { field: 'days', day: idle.day });
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<null>> => {
		await lockSettings(sql);
		const held = (await declaredDays(sql)).filter(({ withdrawnAt }) => withdrawnAt === null);
		const twice = held.find(({ day }) => on.includes(day));
		if (twice) return refused('calendar.already_declared', { field: 'days', day: twice.day });
		for (const day of days) await saveDay(sql, { ...day, document }, act.realNow);
		await keep(sql, act, 'calendar.declare', `calendar:${on[0] ?? ''}`, null, { days, document });
		return accepted(null);
	});
	if (!decided.accepted) return decided;
	await follow(desk, act, async (sql) => dossiersAround(sql, on));
	return accepted({ declared: days.length });
}

/** Takes a declared day back. Its row is kept, and holds no more. */
export async function withdrawDay(
	desk: SettingsDesk,
	id: number,
	act: Act
): Promise<Decision<{ withdrawn: number }>> {
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<Day>> => {
		await lockSettings(sql);
		const held = (await declaredDays(sql)).find((one) => one.id === id);
		if (!held || !(await withdraw(sql, 'declared_days', id, act.realNow))) {
			return refused('calendar.not_found', { field: 'id' });
		}
		await keep(sql, act, 'calendar.withdraw', `calendar:${held.day}`, held, null);
		return accepted(held.day);
	});
	if (!decided.accepted) return decided;
	await follow(desk, act, async (sql) => dossiersAround(sql, [decided.value]));
	return accepted({ withdrawn: id });
}

/** Says that the days of a year are those of its decision: it is no longer provisional. */
export async function confirmYear(
	desk: SettingsDesk,
	{ year, document }: { year: number; document: string },
	act: Act
): Promise<Decision<{ year: number }>> {
	const { calendar } = await desk.rulebook.current();
	if (!calendar.explain(`${year}-12-31`).provisional) {
		return refused('calendar.already_confirmed', { field: 'year' });
	}
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<null>> => {
		await lockSettings(sql);
		if ((await confirmedYears(sql)).some((one) => one.year === year)) {
			return refused('calendar.already_confirmed', { field: 'year' });
		}
		await saveYear(sql, { year, document }, act.realNow);
		await keep(sql, act, 'calendar.declare', `calendar:${year}`, null, { year, document });
		return accepted(null);
	});
	if (!decided.accepted) return decided;
	desk.rulebook.refresh();
	return accepted({ year });
}

/** Sets a value of a parameter from a day on, above the one in the code. */
export async function setParameter(
	desk: SettingsDesk,
	said: Omit<ParameterValue, 'id'>,
	act: Act
): Promise<Decision<{ name: string; validFrom: Day }>> {
	const { name, field, value, validFrom } = said;
	if (!isParameterValue(name, value)) return refused('parameter.not_a_value', { field: 'value' });
	if (field !== null && name !== 'financialDutyPauses') {
		return refused('parameter.no_field', { field: 'field' });
	}
	if (isFarBack(validFrom, act) && !(await isBeforeFirstUse(desk.db))) {
		return refused('parameter.too_early', { field: 'validFrom' });
	}
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<null>> => {
		await lockSettings(sql);
		const held = (await parameterValues(sql)).filter(
			(one) => one.name === name && one.field === field && one.withdrawnAt === null
		);
		if (held.some((one) => one.validFrom === validFrom)) {
			return refused('parameter.exists', { field: 'validFrom' });
		}
		await saveParameter(sql, said, act.realNow);
		await keep(sql, act, 'parameter.set', `parameter:${name}`, held.at(-1) ?? null, said);
		return accepted(null);
	});
	if (!decided.accepted) return decided;
	await follow(desk, act, async (sql) => dossiersOfParameter(sql, name, validFrom));
	return accepted({ name, validFrom });
}

/** Takes a value of a parameter back; the one before it holds again. */
export async function withdrawParameter(
	desk: SettingsDesk,
	id: number,
	act: Act
): Promise<Decision<{ withdrawn: number }>> {
	const inUse = !(await isBeforeFirstUse(desk.db));
	const decided = await withTransaction(
		desk.db,
		async ({ sql }): Promise<Decision<ParameterValue>> => {
			await lockSettings(sql);
			const held = (await parameterValues(sql)).find((one) => one.id === id);
			if (held && inUse && isFarBack(held.validFrom, act)) {
				return refused('parameter.held_too_long', { field: 'id' });
			}
			if (!held || !(await withdraw(sql, 'parameter_values', id, act.realNow))) {
				return refused('parameter.not_found', { field: 'id' });
			}
			await keep(sql, act, 'parameter.withdraw', `parameter:${held.name}`, held, null);
			return accepted(held);
		}
	);
	if (!decided.accepted) return decided;
	const { name, validFrom } = decided.value;
	await follow(desk, act, async (sql) => dossiersOfParameter(sql, name, validFrom));
	return accepted({ withdrawn: id });
}

/** Decides from which value on an indicator is marked, from a day on. */
export async function setThreshold(
	desk: Pick<SettingsDesk, 'db' | 'rulebook'>,
	said: Omit<ThresholdValue, 'id'>,
	act: Act
): Promise<Decision<{ indicator: string; validFrom: Day }>> {
	const { indicator, value, validFrom } = said;
	if (INDICATORS[indicator].unit === 'percent' && (value < 0 || value > 100)) {
		return refused('threshold.not_a_share', { field: 'value' });
	}
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<null>> => {
		await lockSettings(sql);
		const held = (await thresholds(sql)).filter(
			(one) => one.indicator === indicator && one.withdrawnAt === null
		);
		if (held.some((one) => one.validFrom === validFrom)) {
			return refused('threshold.exists', { field: 'validFrom' });
		}
		await saveThreshold(sql, said, act.realNow);
		await keep(sql, act, 'threshold.set', `threshold:${indicator}`, held.at(-1) ?? null, said);
		return accepted(null);
	});
	if (!decided.accepted) return decided;
	desk.rulebook.refresh();
	return accepted({ indicator, validFrom });
}

/** Takes a threshold back; the one before it holds again, or none. */
export async function withdrawThreshold(
	desk: Pick<SettingsDesk, 'db' | 'rulebook'>,
	id: number,
	act: Act
): Promise<Decision<{ withdrawn: number }>> {
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<null>> => {
		await lockSettings(sql);
		const held = (await thresholds(sql)).find((one) => one.id === id);
		if (!held || !(await withdraw(sql, 'thresholds', id, act.realNow))) {
			return refused('threshold.not_found', { field: 'id' });
		}
		await keep(sql, act, 'threshold.withdraw', `threshold:${held.indicator}`, held, null);
		return accepted(null);
	});
	if (!decided.accepted) return decided;
	desk.rulebook.refresh();
	return accepted({ withdrawn: id });
}

/** Before the first message a value may begin with the data that will be brought in; later not. */
function isFarBack(from: Day, { now }: Act): boolean {
	return from < addDays(dayOf(now), -DAYS_BACK);
}

async function keep(
	sql: Sql,
	{ actor, now, realNow }: Act,
	action: AuditAction,
	subject: string,
	before: unknown,
	after: unknown
): Promise<void> {
	await record(sql, { at: realNow, actor, action, subject, before, after });
	await append(sql, { at: now, kind: 'settings', agencies: [], ids: [] });
}

async function follow(
	{ db, rulebook, intake }: SettingsDesk,
	{ now }: Act,
	find: (sql: Sql) => Promise<number[]>
): Promise<void> {
	rulebook.refresh();
	await foldAgain(db, find, async (sql, ids, at) => intake.refold(sql, ids, at), now);
}
