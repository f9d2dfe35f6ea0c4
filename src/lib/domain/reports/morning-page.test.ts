import { describe, expect, it } from 'vitest';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import type { ThresholdValue } from '../settings/thresholds.ts';
import {
	latelyBefore,
	morningContent,
	morningContentSchema,
	type MorningFigures
} from './morning-page.ts';
import type { AgencyFigures, Overview } from './overview.ts';
import { noCounts, tallyOf, type Counts } from './tally.ts';

const calendar = vietnamCalendar();
const AT = Date.parse('2026-11-20T06:55:00+07:00');

function tally(counts: Partial<Counts>) {
	return tallyOf({ ...noCounts(), ...counts });
}

function anAgency(
	code: string,
	counts: Partial<Counts>,
	rest: Partial<AgencyFigures> = {}
): AgencyFigures {
	return {
		...{ code, name: `Cơ quan ${code}`, kind: 'so', level: 'tinh', accountable: true },
		...{ vertical: false, parent: null, ended: false },
		...{ tally: tally(counts), own: tally(counts) },
		freshness: { lastEventAt: null, lastArrivalAt: null, stale: false },
		...rest
	};
}

function anOverview(agencies: AgencyFigures[], province: Partial<Counts> = {}): Overview {
	return {
		...{ epoch: 'e', seq: 1, asOf: '', from: '2026-11-01', to: '2026-11-20', pending: 9 },
		...{ province: tally(province), agencies }
	};
}

function made(
	overview: Overview,
	rest: Partial<MorningFigures> = {},
	thresholds: ThresholdValue[] = []
) {
	const content = morningContent(
		{
			...{ overview, lately: tally({}), due: new Map(), tasksOverdue: null },
			...{ silent: new Map(), pending: 0, ...rest }
		},
		{ day: '2026-11-20', demo: false, calendar, thresholds, before: null }
	);
	return morningContentSchema.parse(content);
}

function limit(
	indicator: ThresholdValue['indicator'],
	value: number,
	validFrom = '2026-01-01'
): ThresholdValue {
	return { id: 1, indicator, value, validFrom, document: `QĐ ${value}` };
}

describe('the content of a morning page', () => {
	it('tells late and overdue apart, and no rate where nothing was resolved', () => {
		const { figures } = made(
			anOverview([], { received: 40, 'open.overdue': 7, 'open.total': 30, 'awaiting.overdue': 2 })
		);
		expect(figures).toEqual({
			...{ received: 40, resolved: 0, late: 0, lateRate: null },
			...{ overdue: 7, dueSoon: 0, awaitingOverdue: 2 }
		});
	});

	it('compares the stock of overdue dossiers with the page before', () => {
		const first = made(anOverview([], { 'open.overdue': 12 }));
		expect(first.before).toBeNull();
		const second = morningContent(
			{
				...{ overview: anOverview([], { 'open.overdue': 9 }), lately: tally({}) },
				...{ due: new Map(), tasksOverdue: null, silent: null, pending: 0 }
			},
			{
				...{ day: '2026-11-23', demo: true, calendar, thresholds: [] },
				before: { day: '2026-11-20', content: first }
			}
		);
		expect(second.before).toEqual({ day: '2026-11-20', overdue: 12 });
		expect(second.silent).toBeNull();
	});

	it('looks back over a weekend to the working day before', () => {
		expect(latelyBefore(calendar, '2026-11-23')).toEqual({ from: '2026-11-20', to: '2026-11-22' });
		expect(latelyBefore(calendar, '2026-11-20')).toEqual({ from: '2026-11-19', to: '2026-11-19' });
		expect(latelyBefore(calendar, '2026-02-23')).toEqual({ from: '2026-02-13', to: '2026-02-22' });
	});

	it('names accountable agencies over a threshold, with which one and who set it', () => {
		const late = { 'resolved.total': 100, 'resolved.onTime': 95, 'resolved.late': 5 };
		const page = made(
			anOverview([
				anAgency('A', late),
				anAgency('B', { ...late, 'open.total': 10, 'open.overdue': 4 }),
				anAgency('C', { 'resolved.total': 100, 'resolved.onTime': 98, 'resolved.late': 2 }),
				anAgency('D', {}),
				anAgency('E', late, { accountable: false }),
				anAgency('F', late, { vertical: true }),
				anAgency('G', late, { ended: true })
			]),
			{},
			[limit('late', 5), limit('overdue', 30), limit('late', 1, '2026-11-21')]
		);
		expect(page.limits).toEqual([
			{ indicator: 'late', value: 5, document: 'QĐ 5', validFrom: '2026-01-01' },
			{ indicator: 'overdue', value: 30, document: 'QĐ 30', validFrom: '2026-01-01' }
		]);
		expect(page.over.agencies.map(({ code }) => code)).toEqual(['B', 'A']);
		expect(page.over.agencies[0]?.shares).toEqual([
			{ share: 0.05, crosses: true },
			{ share: 0.4, crosses: true }
		]);
		expect(page.over.agencies[1]?.shares[1]).toEqual({ share: null, crosses: false });
	});

	it('marks nothing while no threshold is decided, and says where most is overdue', () => {
		const page = made(
			anOverview([
				anAgency('A', { 'open.total': 3, 'open.overdue': 3 }),
				anAgency('B', { 'open.total': 9, 'open.overdue': 8 }),
				anAgency('C', { 'open.total': 9 })
			])
		);
		expect(page.over).toEqual({ agencies: [], more: 0 });
		expect(page.mostOverdue.map(({ code, overdue }) => [code, overdue])).toEqual([
			['B', 8],
			['A', 3]
		]);
	});

	it('stays on one sheet: the longest lists are cut, and what is cut is counted', () => {
		const many = Array.from({ length: 40 }, (_, i) =>
			anAgency(String(100 + i), { 'open.total': 50, 'open.overdue': 1 + i })
		);
		const page = made(
			anOverview(many),
			{
				due: new Map(many.map(({ code }, i) => [code, i + 1])),
				silent: new Map(many.map(({ code }, i) => [code, AT - i]))
			},
			[limit('overdue', 1)]
		);
		expect([page.over.agencies.length, page.over.more]).toEqual([10, 30]);
		expect([page.dueToday.agencies.length, page.dueToday.more]).toEqual([10, 30]);
		expect([page.silent?.agencies.length, page.silent?.more, page.silent?.total]).toEqual([
			...[8, 32, 40]
		]);
		expect(page.dueToday.total).toBe(820);
		expect(page.dueToday.agencies[0]).toMatchObject({ code: '139', count: 40 });
		// The longest silent first.
		expect(page.silent?.agencies[0]).toMatchObject({ code: '139' });
	});

	it('counts what is due at no known agency, and names nobody for it', () => {
		const due = new Map([
			['', 2],
			['A', 3]
		]);
		const { dueToday } = made(anOverview([anAgency('A', {})]), { due });
		expect(dueToday).toEqual({
			total: 5,
			agencies: [{ code: 'A', name: 'Cơ quan A', count: 3 }],
			more: 0
		});
	});

	it('names who has overdue tasks, apart from dossiers, and says nothing where no task was given', () => {
		const overview = anOverview([anAgency('A', { 'open.overdue': 7 }), anAgency('B', {})]);
		expect(made(overview).tasksOverdue).toBeNull();
		const tasksOverdue = new Map([
			['A', 1],
			['B', 3]
		]);
		expect(made(overview, { tasksOverdue }).tasksOverdue).toEqual({
			total: 4,
			agencies: [
				{ code: 'B', name: 'Cơ quan B', count: 3 },
				{ code: 'A', name: 'Cơ quan A', count: 1 }
			],
			more: 0
		});
	});
});
