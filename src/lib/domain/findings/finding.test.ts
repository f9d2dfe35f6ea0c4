import { describe, expect, it } from 'vitest';
import type { Role } from '../accounts/account.ts';
import { readerFor, type Reader } from '../accounts/reader.ts';
import { agencyDirectory } from '../agencies/agency.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { officeHours } from '../calendar/office-hours.ts';
import { decideFinding, mayLog, possibleFindingActs, type FindingAct } from './acts.ts';
import { severityOf } from './category.ts';
import { afterFinding, foldFinding, type Finding, type FindingEvent } from './finding.ts';
import { heatRows } from './heat.ts';
import { isSameFault, watchFrom, watchOutcome } from './watch.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const version = (id: number, code: string) => ({
	...{ agencyId: id, code, name: code, shortName: code, kind: 'so' as const },
	...{ level: 'tinh' as const, parentId: null, accountable: true, vertical: false },
	...{ validFrom: '2020-01-01', validTo: null, hours: officeHours() }
});
const directory = agencyDirectory({
	versions: [version(5, 'H21.05'), version(6, 'H21.06')],
	aliases: [],
	successions: []
});
function person(id: number, ...held: [Role, number | null][]): Reader {
	const posts = held.map(([role, agencyId], n) => ({
		...{ id: n, role, agencyId, fields: [], answersFor: [], onBehalfOf: null },
		...{ validFrom: '2026-01-01', validTo: null }
	}));
	return readerFor({ id, email: '', name: '', posts }, directory, '2026-11-20');
}
const inspector = person(1, ['inspector', null]);
const second = person(2, ['inspector', null]);
const office = person(3, ['office', null]);
const head = person(4, ['head', 5]);
const stranger = person(5, ['head', 6]);
const both = person(6, ['inspector', null], ['officer', 5]);
const seat = { member: true, leader: false, opened: true, over: false };
const leads = { ...seat, leader: true };

const logged = (rest: object = {}): FindingEvent => ({
	...{ kind: 'logged', at: NOW, by: 1 },
	terms: {
		...{ category: 'F09', severity: 'moderate', agencyId: 5, unit: null, clause: null },
		...{ dossiers: ['H21.05-1'], unknownDossiers: [], cause: null, text: '', evidence: [] },
		...{ happenedAt: null, origin: { kind: 'dossier', id: 'H21.05-1' }, inspection: null },
		...{ figure: null, ...rest }
	}
});
const finding = (...events: FindingEvent[]): Finding => foldFinding([logged(), ...events]);
const at = NOW + 1000;
const confirmed: FindingEvent = { kind: 'confirmed', at, by: 2 };
const tasked: FindingEvent = { kind: 'tasked', at, by: 3, task: 'NV-1' };
const mended: FindingEvent = { kind: 'mended', at, by: 4, text: '', evidence: ['MC-1'] };
const code = (f: Finding, act: FindingAct, by: Reader, where: typeof seat | null = null) => {
	const decision = decideFinding(f, act, by, at, where);
	return decision.accepted ? 'accepted' : decision.refusal.code;
};

describe('a finding', () => {
	it('is logged by who inspects, never of an agency in which they hold a post', () => {
		expect(mayLog(inspector, 5, null).accepted).toBe(true);
		expect(mayLog(both, 6, null).accepted).toBe(true);
		expect(mayLog(both, 5, null)).toMatchObject({ refusal: { code: 'finding.own_agency' } });
		expect(mayLog(head, 5, null).accepted).toBe(false);
		expect(mayLog(stranger, 5, seat).accepted).toBe(true);
		expect(mayLog(inspector, 5, { ...seat, member: false }).accepted).toBe(false);
	});

	it('of F14 or F15 is severe whatever is said', () => {
		expect(severityOf('F15', 'minor')).toBe('severe');
		expect(severityOf('F14', null)).toBe('severe');
		expect(severityOf('F06', null)).toBe('moderate');
		expect(severityOf('F06', 'minor')).toBe('minor');
	});

	it('is confirmed by the team leader alone, or by another than its author when it stands alone', () => {
		const alone = finding();
		expect(code(alone, { kind: 'confirmed' }, inspector)).toBe('finding.own_record');
		expect(code(alone, { kind: 'confirmed' }, second)).toBe('accepted');
		expect(code(alone, { kind: 'confirmed' }, head)).toBe('finding.own_agency');
		expect(code(alone, { kind: 'confirmed' }, stranger)).toBe('finding.not_yours');
		expect(code(alone, { kind: 'confirmed' }, inspector, seat)).toBe('finding.not_team');
		expect(code(alone, { kind: 'confirmed' }, inspector, leads)).toBe('accepted');
	});

	it('of an inspection that is not opened is released to nobody', () => {
		const unopened = { ...leads, opened: false };
		expect(code(finding(), { kind: 'confirmed' }, inspector, unopened)).toBe('finding.not_opened');
		expect(finding().releasedAt).toBeNull();
		expect(finding(confirmed).releasedAt).toBe(at);
	});

	it('keeps what was first recorded when it is put right: version 2, version 1 intact (T30)', () => {
		const change = {
			...{ category: 'F14' as const, severity: 'minor' as const, unit: null, clause: null },
			...{ cause: null, text: 'Sửa', evidence: [], happenedAt: null }
		};
		const decision = decideFinding(finding(), { kind: 'amended', change }, inspector, at, null);
		if (!decision.accepted) throw new Error(decision.refusal.code);
		const events = [logged({ text: 'Lần đầu' }), decision.value];
		expect(foldFinding(events)).toMatchObject({ version: 2, text: 'Sửa', severity: 'severe' });
		expect(events[0]).toMatchObject({ terms: { text: 'Lần đầu', category: 'F09' } });
		expect(code(finding(confirmed), { kind: 'amended', change }, inspector)).toBe(
			'finding.not_now'
		);
	});

	it('keeps when it took place apart from when it was logged (T21)', () => {
		const happenedAt = Date.parse('2026-11-02T08:00:00+07:00');
		const kept = foldFinding([logged({ happenedAt })]);
		expect([kept.happenedAt, kept.loggedAt]).toEqual([happenedAt, NOW]);
	});

	it('is explained by its unit and judged by the team, and what is accepted goes no further', () => {
		const said: FindingEvent = { kind: 'explained', at, by: 4, text: 'Đã có phiếu', evidence: [] };
		expect(code(finding(confirmed), { kind: 'explained', text: 'x', evidence: [] }, head)).toBe(
			'accepted'
		);
		expect(code(finding(confirmed), { kind: 'explained', text: 'x', evidence: [] }, stranger)).toBe(
			'finding.not_yours'
		);
		const explained = finding(confirmed, said);
		expect(possibleFindingActs(explained, head, null)).toEqual([]);
		const decided = (yes: boolean): FindingEvent => ({
			...{ kind: 'explanation_decided', at, by: 2, accepted: yes, reason: '' }
		});
		expect(afterFinding(explained, decided(true))).toMatchObject({
			state: 'cleared',
			explanation: { text: 'Đã có phiếu', accepted: true }
		});
		expect(possibleFindingActs(afterFinding(explained, decided(false)), office, null)).toContain(
			'tasked'
		);
	});

	it('is looked at again by somebody who neither found nor mended it', () => {
		const done = finding(confirmed, tasked, mended);
		const look: FindingAct = { kind: 'reinspected', passed: true, text: '', evidence: [] };
		expect(code(done, look, inspector)).toBe('finding.second_look');
		expect(code(done, look, head)).toBe('finding.own_agency');
		expect(code(done, look, second)).toBe('accepted');
		const failed = afterFinding(done, { ...look, passed: false, at, by: 2 });
		expect(failed).toMatchObject({ state: 'tasked', mendedAt: null });
	});

	it('outlives the team that found it: after the conclusion whoever inspects, or the Office, closes it', () => {
		const look = { kind: 'reinspected', passed: true, text: '', evidence: [], at, by: 2 } as const;
		const passed = { ...finding(confirmed, tasked, mended, look), inspection: 'KT-2026-0001' };
		const gone = { member: false, leader: false, opened: true, over: false };
		expect(possibleFindingActs(passed, second, gone)).toEqual([]);
		const over = { ...gone, over: true };
		expect(possibleFindingActs(passed, second, over)).toEqual(['closed']);
		expect(possibleFindingActs(passed, office, over)).toEqual(['closed']);
		expect(possibleFindingActs(passed, head, over)).toEqual([]);
		// What the team has not confirmed is confirmed by nobody after it.
		expect(possibleFindingActs(finding(), second, over)).toEqual(['withdrawn']);
	});

	it('is not mended without evidence', () => {
		const open = finding(confirmed, tasked);
		expect(code(open, { kind: 'mended', text: 'Xong', evidence: [] }, head)).toBe(
			'finding.no_evidence'
		);
	});
});

describe('the watch after closing', () => {
	const calendar = vietnamCalendar();
	const figure = { figure: 'open.overdue' as const, value: 13, at: NOW };

	it('lasts twenty working days, and the value that led there opens it again', () => {
		const watch = watchFrom(calendar, NOW, figure, 4);
		// Friday 20/11/2026, then four whole weeks, with one day off (24/11).
		expect(watch).toEqual({ until: '2026-12-21', figure: 'open.overdue', limit: 13 });
		const closed = finding(
			...[confirmed, tasked, mended],
			...([
				{ kind: 'reinspected', passed: true, text: '', evidence: [], at, by: 2 },
				{ kind: 'closed', watch, at, by: 2 }
			] as const)
		);
		expect(watchOutcome(closed, 12, NOW)).toBeNull();
		expect(watchOutcome(closed, 13, NOW)).toBe('relapsed');
		expect(watchOutcome(closed, 12, Date.parse('2026-12-21T23:59:00+07:00'))).toBeNull();
		expect(watchOutcome(closed, 99, Date.parse('2026-12-22T00:00:00+07:00'))).toBe('ended');
		const again = afterFinding(closed, { kind: 'relapsed', value: 13, again: null, at, by: null });
		expect(again).toMatchObject({ state: 'relapsed', relapses: 1, watch: null });
		expect(possibleFindingActs(again, office, null)).toEqual(['tasked']);
	});

	it('is not tripped by a figure that was no better at closing, only by one that grows', () => {
		expect(watchFrom(calendar, NOW, figure, 15)).toMatchObject({ limit: 16 });
		expect(watchFrom(calendar, NOW, null, null)).toEqual({ until: '2026-12-21' });
	});

	it('sees the same fault of the same agency found again, and no other', () => {
		const watched = { state: 'watched', agencyId: 5, category: 'F09', closedAt: NOW } as const;
		expect(isSameFault(watched, { agencyId: 5, category: 'F09', loggedAt: at })).toBe(true);
		expect(isSameFault(watched, { agencyId: 6, category: 'F09', loggedAt: at })).toBe(false);
		expect(isSameFault(watched, { agencyId: 5, category: 'F09', loggedAt: NOW - 1 })).toBe(false);
	});
});

describe('the heat map', () => {
	const one = (rest: Partial<Finding>) => ({ ...finding(confirmed), ...rest });

	it('counts what is confirmed, and what is severe only after the conclusion', () => {
		const [row] = heatRows([
			one({}),
			one({ state: 'logged' }),
			one({ state: 'withdrawn' }),
			one({ state: 'cleared' }),
			one({ category: 'F15', severity: 'severe' }),
			one({ category: 'F15', severity: 'severe', concludedAt: NOW })
		]);
		expect(row).toMatchObject({ agencyId: 5, total: 2, open: 2 });
		expect(row?.counts).toMatchObject({ F09: 1, F15: 1, F01: 0 });
	});

	it('tells how often what was closed came back, and nothing where nothing was closed', () => {
		expect(heatRows([one({})])[0]?.recurrence).toBeNull();
		const [row] = heatRows([
			one({ state: 'ended' }),
			one({ state: 'watched' }),
			one({ state: 'relapsed', relapses: 1 }),
			one({ state: 'ended', relapses: 2 })
		]);
		expect(row).toMatchObject({ closed: 4, relapsed: 2, recurrence: 0.5 });
	});
});
