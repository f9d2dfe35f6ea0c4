import { describe, expect, it } from 'vitest';
import type { Role } from '../accounts/account.ts';
import { readerFor, type Reader } from '../accounts/reader.ts';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { decide, possibleActs, sidesOf, type InspectionAct } from './acts.ts';
import { DEFAULT_CHECKLIST, FINDING_CATEGORIES } from './checklist.ts';
import { inspectionCode } from './code.ts';
import {
	after,
	begun,
	foldInspection,
	isShown,
	type Inspection,
	type InspectionEvent,
	type InspectionKind,
	type Minutes,
	type TeamMember
} from './inspection.ts';
import { canBeUnannounced, conclusionDue, planned, planProgress } from './plan.ts';

const [LAND, LAND_OFFICE, JUSTICE, HOME] = [1, 2, 3, 4];
const directory = agencyDirectory({
	versions: [anAgency(LAND, null), anAgency(LAND_OFFICE, LAND), anAgency(JUSTICE, null)].concat(
		anAgency(HOME, null)
	),
	aliases: [],
	successions: []
});
const at = (when: string) => Date.parse(`${when}+07:00`);
const [LEADER_OF_TEAM, MEMBER, CHAIRMAN] = [10, 11, 20];

function anAgency(agencyId: number, parentId: number | null): AgencyVersion {
	return {
		...{ agencyId, parentId, code: `H21.0${agencyId}`, name: `Cơ quan ${agencyId}`, shortName: '' },
		...{ kind: 'so' as const, level: 'tinh' as const, accountable: parentId === null },
		...{ vertical: false, validFrom: '2018-01-01', validTo: null, hours: DEFAULT_OFFICE_HOURS }
	};
}
function reader(id: number, on: string, ...held: [Role, number | null][]): Reader {
	const posts = held.map(([role, agencyId], n) => ({
		...{ id: n, role, agencyId, fields: [], answersFor: [], onBehalfOf: null },
		...{ validFrom: '2026-01-01', validTo: null }
	}));
	return readerFor({ id, email: '', name: `Người ${id}`, posts }, directory, on);
}
const office = (on = '2026-11-20') => reader(30, on, ['office', null]);
const chairman = (on = '2026-11-20') => reader(CHAIRMAN, on, ['leader', null]);
const head = (on = '2026-11-20') => reader(40, on, ['head', LAND]);
const teamLeader = (on = '2026-11-20') => reader(LEADER_OF_TEAM, on, ['inspector', null]);
const member = (on = '2026-11-20') => reader(MEMBER, on, ['officer', JUSTICE]);

const team: TeamMember[] = [
	{ accountId: LEADER_OF_TEAM, name: 'A', title: 'Trưởng phòng', agencyId: HOME, leads: true },
	{ accountId: MEMBER, name: 'B', title: 'Chuyên viên', agencyId: JUSTICE, leads: false }
];
const minutes: Minutes = {
	...{ place: 'Trụ sở', present: [], dossiers: [], achieved: 'Niêm yết đủ', causes: '' },
	...{ responsibility: '', recommendations: [] },
	shortcomings: [{ text: 'Chưa cập nhật', basis: null, category: 'F14' }]
};
const conclusion = { achieved: '', shortcomings: [], recommendations: [], reportBy: null };

function ordered(kind: InspectionKind): InspectionEvent & { kind: 'planned' } {
	return {
		kind: 'planned',
		at: at('2026-11-02T08:00:00'),
		terms: {
			...{ kind, method: 'on_site', year: 2026, agencyId: LAND, subject: 'Kiểm soát TTHC' },
			...{ ground: 'Kế hoạch 12/KH-UBND', expected: null },
			orderedBy: { accountId: CHAIRMAN, name: 'C', title: 'Chủ tịch UBND tỉnh' }
		}
	};
}
const world = { body: directory.descendants(LAND, '2026-11-20'), postsOf: new Map() };
function act(inspection: Inspection, what: InspectionAct, by: Reader, when: string) {
	return decide(inspection, what, by, { at: at(when), ...world });
}
/** Throws where the act is refused. */
function acted(inspection: Inspection, what: InspectionAct, by: Reader, when: string): Inspection {
	const decision = act(inspection, what, by, when);
	if (!decision.accepted) throw new Error(decision.refusal.code);
	return after(inspection, decision.value);
}
const founding: InspectionAct & { kind: 'founded' } = {
	kind: 'founded',
	decision: { number: '100/QĐ-UBND', on: '2026-11-16' },
	...{ from: '2026-11-19', to: '2026-11-24' },
	team,
	checklist: DEFAULT_CHECKLIST.items
};
const founded = (kind: InspectionKind) =>
	acted(begun(ordered(kind)), founding, office(), '2026-11-16T09:00:00');
function opened(kind: InspectionKind): Inspection {
	const notice = { number: '5/TB', on: '2026-11-17' };
	const ready =
		kind === 'unannounced'
			? founded(kind)
			: acted(founded(kind), { kind: 'noticed', notice }, office(), '2026-11-17T09:00:00');
	const opening = { kind: 'opened', place: 'Trụ sở', present: ['Phó Giám đốc'] } as const;
	return acted(ready, opening, teamLeader(), '2026-11-19T08:00:00');
}
const code = (decision: ReturnType<typeof decide>) =>
	decision.accepted ? 'accepted' : decision.refusal.code;

describe('an inspection from plan to conclusion', () => {
	it('is opened by the leader of its team, minuted, signed by both and concluded by who ordered it', () => {
		let one = opened('planned');
		const note = { item: 'he-thong.cap-nhat', result: 'not_met', text: 'x', dossiers: [] } as const;
		one = acted(one, { kind: 'noted', ...note }, member(), '2026-11-19T09:00:00');
		expect(one.notes).toEqual([{ ...note, by: MEMBER, at: at('2026-11-19T09:00:00') }]);
		one = acted(one, { kind: 'minutes_released', minutes }, teamLeader(), '2026-11-20T16:00:00');
		const signing = { kind: 'unit_signed', title: 'Giám đốc', opinion: 'Không nhất trí' } as const;
		one = acted(one, signing, head(), '2026-11-20T16:10:00');
		expect(one.state).toBe('minuted');
		one = acted(one, { kind: 'leader_signed' }, teamLeader(), '2026-11-20T16:20:00');
		expect([one.state, one.unitSigned?.opinion]).toEqual(['signed', 'Không nhất trí']);
		// Friday 20/11/2026 and 15 working days; 24/11 is a holiday (Ngày Văn hóa Việt Nam).
		expect(conclusionDue(one, vietnamCalendar())).toBe('2026-12-14');
		one = acted(
			one,
			{ kind: 'conclusion_drafted', conclusion },
			teamLeader(),
			'2026-11-30T09:00:00'
		);
		const notice = { number: '77/TB-UBND', on: '2026-12-02' };
		expect(code(act(one, { kind: 'concluded', notice }, office(), '2026-12-02T10:00:00'))).toBe(
			'inspection.conclusion_unsigned'
		);
		const other = reader(21, '2026-12-01', ['leader', null]);
		expect(code(act(one, { kind: 'conclusion_signed' }, other, '2026-12-01T09:00:00'))).toBe(
			'inspection.not_yours'
		);
		one = acted(one, { kind: 'conclusion_signed' }, chairman(), '2026-12-01T10:00:00');
		one = acted(one, { kind: 'concluded', notice }, office(), '2026-12-02T10:00:00');
		expect([one.state, one.conclusionSigner?.name]).toEqual(['concluded', 'C']);
	});

	it('minutes that are released again are signed again, and a conclusion that changes too', () => {
		let one = opened('planned');
		one = acted(one, { kind: 'minutes_released', minutes }, teamLeader(), '2026-11-20T16:00:00');
		one = acted(one, { kind: 'leader_signed' }, teamLeader(), '2026-11-20T16:10:00');
		one = acted(one, { kind: 'minutes_released', minutes }, teamLeader(), '2026-11-23T16:00:00');
		expect(one.leaderSigned).toBe(null);
		one = acted(one, { kind: 'leader_signed' }, teamLeader(), '2026-11-23T16:10:00');
		one = acted(
			one,
			{ kind: 'unit_declined', reason: 'Vắng mặt' },
			teamLeader(),
			'2026-11-23T16:20:00'
		);
		expect(one.state).toBe('signed');
		one = acted(
			one,
			{ kind: 'conclusion_drafted', conclusion },
			teamLeader(),
			'2026-11-24T09:00:00'
		);
		one = acted(one, { kind: 'conclusion_signed' }, chairman(), '2026-11-24T10:00:00');
		one = acted(
			one,
			{ kind: 'conclusion_drafted', conclusion },
			teamLeader(),
			'2026-11-24T11:00:00'
		);
		expect(one.conclusionSigned).toBe(null);
	});

	it('minutes released after the last day do not move the day from which the conclusion is counted', () => {
		const one = acted(
			opened('planned'),
			{ kind: 'minutes_released', minutes },
			teamLeader('2026-12-10'),
			'2026-12-10T16:00:00'
		);
		expect(conclusionDue(one, vietnamCalendar())).toBe('2026-12-15');
	});
});

describe('an unannounced inspection', () => {
	it('has no notice of schedule, and the agency knows of it from its opening on', () => {
		const hidden = founded('unannounced');
		const notice = { number: '5/TB', on: '2026-11-17' };
		expect(code(act(hidden, { kind: 'noticed', notice }, office(), '2026-11-17T09:00:00'))).toBe(
			'inspection.unannounced_has_no_notice'
		);
		expect(hidden.shownAt).toBe(null);
		expect(sidesOf(hidden, head(), '2026-11-19')).toEqual([]);
		expect(possibleActs(hidden, head(), '2026-11-19')).toEqual([]);
		const open = opened('unannounced');
		expect(open.shownAt).toBe(at('2026-11-19T08:00:00'));
		expect(possibleActs(open, head(), '2026-11-19')).toEqual(['self_reported']);
	});

	it('a planned one is opened only after its notice, and neither before its first day', () => {
		const opening = { kind: 'opened', place: '', present: [] } as const;
		const early = teamLeader('2026-11-18');
		expect(code(act(founded('planned'), opening, teamLeader(), '2026-11-19T08:00:00'))).toBe(
			'inspection.notice_first'
		);
		expect(code(act(founded('unannounced'), opening, early, '2026-11-18T08:00:00'))).toBe(
			'inspection.not_begun'
		);
	});

	it('what the agency is shown is the fold of shown events, and its state is the same', () => {
		const events: InspectionEvent[] = [ordered('unannounced')];
		let one = begun(ordered('unannounced'));
		const say = (what: InspectionAct, by: Reader, when: string) => {
			const decision = act(one, what, by, when);
			if (!decision.accepted) throw new Error(decision.refusal.code);
			events.push(decision.value);
			one = after(one, decision.value);
			const shown = foldInspection(events.filter(isShown));
			expect(shown.state).toBe(one.state);
			expect([shown.notes, shown.minutesDraft, shown.conclusionDraft]).toEqual([[], null, null]);
		};
		say(founding, office(), '2026-11-16T09:00:00');
		say({ kind: 'opened', place: '', present: [] }, teamLeader(), '2026-11-19T08:00:00');
		const note = { item: null, result: 'not_met', text: 'x', dossiers: [] } as const;
		say({ kind: 'noted', ...note }, member(), '2026-11-19T08:10:00');
		say({ kind: 'minutes_drafted', minutes }, teamLeader(), '2026-11-19T08:20:00');
		say({ kind: 'minutes_released', minutes }, teamLeader(), '2026-11-19T16:00:00');
		say({ kind: 'leader_signed' }, teamLeader(), '2026-11-19T16:10:00');
		say({ kind: 'unit_signed', title: 'Giám đốc', opinion: '' }, head(), '2026-11-19T16:20:00');
		say({ kind: 'conclusion_drafted', conclusion }, teamLeader(), '2026-11-20T08:00:00');
		say({ kind: 'conclusion_signed' }, chairman(), '2026-11-20T09:00:00');
		const notice = { number: '77/TB-UBND', on: '2026-11-20' };
		say({ kind: 'concluded', notice }, office(), '2026-11-20T10:00:00');
		expect(foldInspection(events)).toEqual(one);
		expect(foldInspection(events.filter(isShown)).conclusion).toEqual(conclusion);
	});
});

describe('a team', () => {
	const fault = (members: TeamMember[], postsOf = new Map<number, number[]>()) => {
		const asked = { ...founding, team: members };
		const when = { at: at('2026-11-16T09:00:00'), body: world.body, postsOf };
		return code(decide(begun(ordered('planned')), asked, office(), when));
	};
	const [leads, other] = team as [TeamMember, TeamMember];

	it('has nobody of the inspected body: not by the agency they come from, nor by a post they hold', () => {
		expect(fault(team)).toBe('accepted');
		expect(fault([leads, { ...other, agencyId: LAND_OFFICE }])).toBe('inspection.member_of_body');
		expect(fault(team, new Map([[MEMBER, [JUSTICE, LAND]]]))).toBe('inspection.member_of_body');
	});

	it('has one leader, who can sign in, and nobody twice', () => {
		expect(fault([other])).toBe('inspection.one_leader');
		expect(fault([leads, { ...other, leads: true }])).toBe('inspection.one_leader');
		expect(fault([{ ...leads, accountId: null }])).toBe('inspection.leader_without_account');
		expect(fault([leads, { ...other, accountId: LEADER_OF_TEAM }])).toBe('inspection.member_twice');
	});

	it('works on the days of the inspection; its leader from the founding act to the conclusion', () => {
		const one = opened('planned');
		const on = (by: (day: string) => Reader, day: string) => sidesOf(one, by(day), day);
		expect(on(member, '2026-11-18')).toEqual([]);
		expect(on(member, '2026-11-19')).toEqual(['member']);
		expect(on(member, '2026-11-24')).toEqual(['member']);
		expect(on(member, '2026-11-25')).toEqual([]);
		expect(on(teamLeader, '2026-11-15')).toEqual([]);
		expect(on(teamLeader, '2026-11-16')).toEqual(['member', 'leader']);
		expect(on(teamLeader, '2026-12-20')).toEqual(['member', 'leader']);
	});

	it('a member who comes to hold a post in the inspected body stands only there', () => {
		const moved = reader(MEMBER, '2026-11-20', ['officer', JUSTICE], ['head', LAND]);
		expect(sidesOf(opened('planned'), moved, '2026-11-20')).toEqual(['unit']);
		expect(sidesOf(founded('unannounced'), moved, '2026-11-20')).toEqual([]);
	});

	it('drafts, and only its leader releases', () => {
		const one = opened('planned');
		expect(possibleActs(one, member(), '2026-11-20')).toEqual(['noted']);
		expect(
			code(act(one, { kind: 'minutes_released', minutes }, member(), '2026-11-20T09:00:00'))
		).toBe('inspection.not_yours');
	});
});

describe('the plan of a year', () => {
	it('counts planned inspections that were concluded, unannounced ones and cancelled ones apart', () => {
		const of = (kind: InspectionKind, state: Inspection['state']) => ({ kind, state });
		expect(
			planProgress([
				...[of('planned', 'concluded'), of('planned', 'opened'), of('planned', 'cancelled')],
				of('unannounced', 'concluded')
			])
		).toEqual({ planned: 2, concluded: 1 });
	});

	it('is the office’s, and nobody plans an inspection of an agency of theirs', () => {
		const { terms } = ordered('planned');
		expect(planned(terms, office(), 0).accepted).toBe(true);
		expect(planned(terms, chairman(), 0).accepted).toBe(false);
		const both = reader(30, '2026-11-20', ['office', null], ['head', LAND]);
		expect(planned(terms, both, 0).accepted).toBe(false);
	});

	it('codes are drawn and have one form', () => {
		expect(inspectionCode(2026, 12)).toBe('KT-2026-000012');
	});
});

describe('an inspection of the Office that keeps the plan', () => {
	it('cannot be unannounced, one of any other agency can', () => {
		expect(canBeUnannounced({ kind: 'vp_ubnd', level: 'tinh' })).toBe(false);
		expect(canBeUnannounced({ kind: 'vp_ubnd', level: 'xa' })).toBe(true);
		expect(canBeUnannounced({ kind: 'so', level: 'tinh' })).toBe(true);
	});
});

describe('the default checklist', () => {
	it('has items of twelve groups, each with its basis, and leads to every category of finding', () => {
		const { items } = DEFAULT_CHECKLIST;
		expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
		expect(new Set(items.map(({ group }) => group)).size).toBe(12);
		expect(items.every(({ basis }) => basis !== '')).toBe(true);
		expect([...new Set(items.map(({ category }) => category))].sort()).toEqual([
			...FINDING_CATEGORIES
		]);
	});
});
