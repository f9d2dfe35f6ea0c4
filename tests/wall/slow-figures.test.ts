import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { workingMinutesBetween } from '#lib/domain/calendar/office-hours.ts';
import { dayOf, endOfDay, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { DossierState } from '#lib/domain/dossiers/dossier.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import { currentQuery } from '#lib/server/store/overview.ts';
import { readAs } from '#lib/server/store/reading.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { slowFigures, type SlowFigures } from '#lib/server/store/wall.ts';
import { dice } from '../chaos/lives.ts';
import { aScene, at, type Scene } from '../live/province.ts';
import { foldedAll, plainTally, stateAt, type Told } from './plain-count.ts';
import { aWallProvince, FRIDAY, randomRecords } from './province.ts';

let scene: Scene;
let rules: LoadedRules;
let all: Told[];

beforeAll(async () => {
	scene = await aScene(FRIDAY, aWallProvince());
	const records = randomRecords(1_500, dice(20), FRIDAY);
	for (let i = 0; i < records.length; i += 500) await scene.send(...records.slice(i, i + 500));
	rules = await scene.rulebook.current();
	all = await foldedAll(scene.database, rules);
}, 120_000);
afterAll(async () => scene.end());

async function slow(now: Instant, agency: string | null = null): Promise<SlowFigures> {
	const query = { ...currentQuery(now), agencyId: agency === null ? null : idOf(agency) };
	return readAs(scene.database.web, SYSTEM, async (sql) => slowFigures(sql, rules, query, now));
}

function idOf(code: string): number {
	return rules.directory.byCode(code) ?? 0;
}

/** The agency with all below it; null: the province. */
function within(code: string | null, day: Day): (state: DossierState) => boolean {
	if (code === null) return () => true;
	const below = new Set(rules.directory.descendants(idOf(code), day));
	return ({ agencyId }) => agencyId !== null && below.has(agencyId);
}

/** As it stood at the end of its days. */
function past(code: string | null, from: Day, to: Day) {
	const end = endOfDay(to);
	return plainTally(rules, all, { from, to, at: end, told: end, within: within(code, to) });
}

const SCOPES = [null, 'H21.01', 'H21.01.01', 'H21.02', 'H21.C1'];

describe.each(SCOPES)('a wall of %s', (code) => {
	it('compares with the same days of the month before and of the year before, as they stood then', async () => {
		const { monthBefore, lastYear } = await slow(FRIDAY, code);
		expect([monthBefore.from, monthBefore.to]).toEqual(['2026-10-01', '2026-10-20']);
		expect([lastYear.from, lastYear.to]).toEqual(['2025-11-01', '2025-11-20']);
		expect(monthBefore.known).toBe(true);
		expect(monthBefore.tally).toEqual(past(code, '2026-10-01', '2026-10-20'));
		expect(monthBefore.tally.resolved.total).toBeGreaterThan(0);
		if (lastYear.known) expect(lastYear.tally).toEqual(past(code, '2025-11-01', '2025-11-20'));
	});

	it('thirteen weeks are as an overview of their days tells them, the running one as now', async () => {
		const { weeks } = await slow(FRIDAY, code);
		expect(weeks.map(({ from }) => from)).toHaveLength(13);
		expect([weeks[0]?.from, weeks[12]?.from]).toEqual(['2026-08-24', '2026-11-16']);
		weeks.forEach(({ known, ...week }, i) => {
			const running = i === 12;
			const end = running ? FRIDAY : endOfDay(week.to);
			const told = running ? ('now' as const) : end;
			const days = { from: week.from, to: week.to, at: end, told };
			const tally = plainTally(rules, all, { ...days, within: within(code, dayOf(end)) });
			expect(week).toEqual({
				...{ from: week.from, to: week.to, received: tally.received },
				...{ resolved: tally.resolved.total, late: tally.resolved.late },
				...{ lateRate: tally.rates.late, overdue: tally.open.overdue }
			});
			expect(known).toBe(true);
		});
		expect(weeks.some(({ late }) => late > 0) && weeks.some(({ overdue }) => overdue > 0)).toBe(
			true
		);
	});

	it('fields have the figures of the month, and late is of those with an appointment', async () => {
		const { fields } = await slow(FRIDAY, code);
		const query = currentQuery(FRIDAY);
		for (const { code: field, name, ...figures } of fields) {
			const inScope = within(code, query.to);
			const tally = plainTally(rules, all, {
				...{ from: query.from, to: query.to, at: FRIDAY, told: 'now' },
				within: (state) => inScope(state) && state.fieldCode === field
			});
			expect([field, figures]).toEqual([
				field,
				{
					...{ received: tally.received, resolved: tally.resolved.total },
					...{ late: tally.resolved.late, overdue: tally.open.overdue },
					lateRate: tally.rates.late
				}
			]);
			expect(name).not.toBe(field);
		}
		const received = fields.reduce((sum, one) => sum + one.received, 0);
		const whole = { from: query.from, to: query.to, at: FRIDAY, told: 'now' as const };
		const { received: expected } = plainTally(rules, all, {
			...whole,
			within: within(code, query.to)
		});
		expect(received).toBe(expected);
	});

	it.each([
		['Friday at ten', FRIDAY],
		['Friday when the highlands have closed', at('20261120164500')],
		['Friday evening', at('20261120180000')],
		['Saturday', at('20261121100000')]
	])('%s: what falls due today is each open dossier of the day, once', async (_, now) => {
		const { dueToday } = await slow(now, code);
		const today = dayOf(now);
		const inScope = within(code, today);
		const due = all
			.map((told) => ({ ...told, state: stateAt(told, 'now') }))
			.filter(({ state }) => state?.phase === 'open' && state.dueOn === today && inScope(state));
		const counted = dueToday.agencies.reduce((sum, { count }) => sum + count, 0);
		expect(dueToday.total).toBe(counted);
		expect(dueToday.total + dueToday.afterHours).toBe(due.length);
		for (const agency of dueToday.agencies) {
			const sum = agency.fields.reduce((n, { count }) => n + count, 0);
			expect([agency.code, sum]).toEqual([agency.code, agency.count]);
		}
	});
});

describe('due today', () => {
	it('stands by the agency that answers for it, with the minutes left by its own hours', async () => {
		const { dueToday } = await slow(FRIDAY);
		expect(dueToday).toMatchObject({ hours: 'open', until: isoOf(at('20261120170000')) });
		expect(dueToday.agencies.map(({ code }) => code).sort()).toEqual([
			'H21.01',
			'H21.02',
			'H21.C1'
		]);
		for (const { code, ...row } of dueToday.agencies) {
			const below = within(code, '2026-11-20');
			const due = all.filter(
				({ state }) => state.phase === 'open' && state.dueOn === '2026-11-20' && below(state)
			);
			expect([code, row.count]).toEqual([code, due.length]);
			const coming = due.flatMap(({ state }) => state.dueAt ?? []).filter((one) => one > FRIDAY);
			expect(row.hourPassed).toBe(due.length - coming.length);
			const hours = hoursOf(rules, idOf(code), '2026-11-20');
			const left = workingMinutesBetween(rules.calendar, hours, FRIDAY, Math.min(...coming));
			expect(row.minutesLeft).toBe(left);
			const names = new Set(due.map(({ fieldName }) => fieldName));
			expect(new Set(row.fields.map(({ name }) => name))).toEqual(names);
		}
	});

	it('of one agency stands by what is directly below it', async () => {
		const { dueToday } = await slow(FRIDAY, 'H21.01');
		expect(dueToday.agencies.map(({ code }) => code).sort()).toEqual(['H21.01', 'H21.01.01']);
	});

	it('where the office has closed it is told apart, and nobody works on Saturday', async () => {
		const { dueToday: late } = await slow(at('20261120164500'));
		expect(late.agencies.map(({ code }) => code)).not.toContain('H21.C1');
		expect([late.hours, late.afterHours > 0]).toEqual(['open', true]);
		const { dueToday: evening } = await slow(at('20261120180000'));
		expect([evening.hours, evening.until, evening.total]).toEqual(['closed', null, 0]);
		expect((await slow(at('20261121100000'))).dueToday.hours).toBe('rest');
	});
});

describe('trends', () => {
	it('are the late rate of the whole month before and what was overdue a week ago', async () => {
		const { lateBefore, overdueBefore } = await slow(FRIDAY);
		for (const code of ['H21.01', 'H21.01.01', 'H21.02', 'H21.C1']) {
			const month = past(code, '2026-10-01', '2026-10-31');
			expect([code, lateBefore.get(code)]).toEqual([code, month.rates.late]);
			const week = past(code, '2026-11-13', '2026-11-13');
			expect([code, overdueBefore.get(code)]).toEqual([code, week.open.overdue]);
		}
	});
});

describe('a time of which nothing is known', () => {
	it('is said to be unknown, and is no zero', async () => {
		// A year before, fourteen months of dossiers have only just begun or not begun at all.
		const { monthBefore, lastYear, weeks, lateBefore } = await slow(at('20260115100000'));
		expect([monthBefore.known, lastYear.known]).toEqual([true, false]);
		expect(lastYear.tally.received).toBe(0);
		expect(weeks).toHaveLength(13);
		expect(lateBefore.size).toBeGreaterThan(0);
	});

	it('is nothing at all for an agency that never sent', async () => {
		const figures = await slow(FRIDAY, 'H21.03');
		expect([figures.monthBefore.known, figures.lastYear.known]).toEqual([false, false]);
		expect(figures.weeks.map(({ known }) => known)).not.toContain(true);
		expect([figures.lateBefore.size, figures.fields.length]).toEqual([0, 0]);
		expect(figures.dueToday).toMatchObject({ total: 0, agencies: [], known: true });
	});
});

it('the year before is marked where agencies began between then and now, the month before is not', async () => {
	const { monthBefore, lastYear } = await slow(FRIDAY);
	expect([monthBefore.reorganised, lastYear.reorganised]).toEqual([false, true]);
	const ofOne = await slow(FRIDAY, 'H21.02');
	expect(ofOne.lastYear.reorganised).toBe(false);
});
