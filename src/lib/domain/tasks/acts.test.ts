import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../accounts/account.ts';
import { needsAgency } from '../accounts/permissions.ts';
import { readerFor, type Reader } from '../accounts/reader.ts';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { addDays, DAY, startOfDay, type Instant } from '../calendar/time.ts';
import { decide, possibleActs, TASK_RULES, type TaskAct } from './acts.ts';
import {
	after,
	begun,
	foldTask,
	TASK_STATES,
	type Task,
	type TaskEvent,
	type TaskTerms
} from './task.ts';
import { isExtensionUnanswered, timelinessOf } from './timeliness.ts';

const calendar = vietnamCalendar();
const LAND = 1;
const LAND_OFFICE = 2;
const INTERIOR = 3;
const OFFICE = 4;
const MONDAY = '2026-11-16';

function version(agencyId: number, parentId: number | null): AgencyVersion {
	return {
		...{ agencyId, parentId, code: `H21.0${agencyId}`, name: `Cơ quan ${agencyId}` },
		...{ shortName: 'CQ', kind: 'so', level: 'tinh', vertical: false },
		...{ accountable: parentId === null, hours: DEFAULT_OFFICE_HOURS },
		...{ validFrom: '2018-01-01', validTo: null }
	};
}
const directory = agencyDirectory({
	versions: [
		version(LAND, null),
		version(LAND_OFFICE, LAND),
		version(INTERIOR, null),
		version(OFFICE, null)
	],
	aliases: [],
	successions: []
});

function holding(...posts: [role: Role, agencyId: number | null][]): Reader {
	const held = posts.map(([role, agencyId], id) => ({
		...{ id, role, agencyId: needsAgency(role) ? agencyId : null, fields: [], answersFor: [] },
		...{ onBehalfOf: null, validFrom: '2026-01-01', validTo: null }
	}));
	const account = { id: 7, email: 'a@b.example', name: 'A', posts: held };
	return readerFor(account, directory, MONDAY);
}
const head = holding(['head', LAND]);
const officer = holding(['officer', LAND]);
const clerk = holding(['clerk', LAND]);
const otherHead = holding(['head', OFFICE]);
const tracker = holding(['head', INTERIOR]);
const office = holding(['office', null]);
/** The Chief of Office is the head of a ranked agency as well. */
const chiefOfOffice = holding(['office', null], ['head', OFFICE]);
const admin = holding(['admin', null]);
const EVERYBODY = [head, officer, clerk, otherHead, tracker, office, chiefOfOffice, admin];

const TERMS: TaskTerms = {
	text: 'Rà soát hồ sơ đất đai quá hạn',
	product: 'Báo cáo',
	source: 'chairman',
	leadId: LAND,
	coordinatingIds: [],
	trackerId: INTERIOR,
	due: '2026-11-27',
	dueFrom: 'document',
	oneOfMany: false,
	urgency: null,
	condition: null,
	units: []
};
const morning = (day: string) => startOfDay(day) + 8 * 3_600_000;
const given = (terms: Partial<TaskTerms> = {}): Task =>
	begun({ kind: 'assigned', at: morning(MONDAY), terms: { ...TERMS, ...terms } });

/** Goes through acts, each of which must be let happen. */
function through(task: Task, ...steps: [by: Reader, act: TaskAct, day: string][]): Task {
	return steps.reduce((now, [by, act, day]) => {
		const decision = decide(now, act, by, morning(day));
		if (!decision.accepted) throw new Error(`${act.kind}: ${decision.refusal.code}`);
		return after(now, decision.value);
	}, task);
}
function refusal(task: Task, by: Reader, act: TaskAct, day = MONDAY): string | null {
	const decision = decide(task, act, by, morning(day));
	return decision.accepted ? null : decision.refusal.code;
}
const SUBMIT: TaskAct = { kind: 'submitted', evidence: ['minutes.pdf'] };
const taken = (terms: Partial<TaskTerms> = {}) =>
	through(given(terms), [head, { kind: 'acknowledged' }, MONDAY]);
const handedIn = () => through(taken(), [officer, SUBMIT, '2026-11-20']);

describe('the life of a task', () => {
	it('goes from the head who takes it up to the tracking unit that confirms it', () => {
		const task = through(
			given(),
			[clerk, { kind: 'received' }, MONDAY],
			[head, { kind: 'acknowledged' }, MONDAY],
			[head, { kind: 'assigned_inside', unit: 'Phòng Đăng ký', due: '2026-11-25' }, '2026-11-17'],
			[officer, { kind: 'progressed', text: 'Đã rà soát 40 hồ sơ' }, '2026-11-19'],
			[officer, SUBMIT, '2026-11-20'],
			[tracker, { kind: 'sent_back', reason: 'Thiếu phụ lục' }, '2026-11-23'],
			[head, SUBMIT, '2026-11-24'],
			[tracker, { kind: 'verified' }, '2026-12-02']
		);
		expect(task).toMatchObject({ state: 'done', sentBack: 1, relapses: 0 });
		// Handed in three days before it was due; that the tracking unit took its time is not held against it.
		expect(timelinessOf(task, morning('2026-12-03'), calendar, 3)).toBe('done_on_time');
	});

	it('clerks note that it has come and do not take it up', () => {
		expect(refusal(given(), clerk, { kind: 'acknowledged' })).toBe('task.not_yours');
	});

	it('another agency’s head does nothing to it', () => {
		for (const kind of ['acknowledged', 'verified'] as const) {
			expect(refusal(given(), otherHead, { kind })).toBe('task.not_yours');
		}
	});

	it('nobody confirms or extends the work of an agency in which they hold a post', () => {
		const own = { leadId: OFFICE };
		const task = through(
			given(own),
			[chiefOfOffice, { kind: 'acknowledged' }, MONDAY],
			[chiefOfOffice, { kind: 'extension_asked', until: '2026-12-04', reason: 'x' }, MONDAY]
		);
		const granted: TaskAct = { kind: 'extension_decided', granted: true, document: 'CV 12' };
		expect(refusal(task, chiefOfOffice, granted)).toBe('task.own_work');
		const done = through(task, [chiefOfOffice, SUBMIT, MONDAY]);
		expect(refusal(done, chiefOfOffice, { kind: 'verified' })).toBe('task.own_work');
		expect(refusal(done, office, { kind: 'verified' })).toBeNull();
	});

	it('a tracking unit that is the doer itself confirms nothing', () => {
		const task = through(taken({ trackerId: LAND }), [officer, SUBMIT, MONDAY]);
		expect(refusal(task, head, { kind: 'verified' })).toBe('task.own_work');
	});

	it('that lives in another software is shown here and acted on there', () => {
		const task = given({ origin: { system: 'Phần mềm theo dõi nhiệm vụ', number: '88' } });
		expect(refusal(task, head, { kind: 'acknowledged' })).toBe('task.mirrored');
		for (const by of EVERYBODY) expect(possibleActs(task, by, MONDAY)).toEqual([]);
	});

	it('recorded before a task had a cause, an origin or a rule has none of them', () => {
		expect(given()).toMatchObject({ cause: null, origin: null, recurrence: null, period: null });
	});

	it('administrators neither assign nor confirm', () => {
		for (const kind of Object.keys(TASK_RULES)) {
			expect(possibleActs(given(), admin, MONDAY), kind).toEqual([]);
		}
	});

	it('a result without evidence is not taken', () => {
		expect(refusal(taken(), officer, { kind: 'submitted', evidence: [] })).toBe('task.no_evidence');
	});

	it('a task that another agency must answer for begins anew there', () => {
		const asked = through(taken(), [head, { kind: 'correction_asked', reason: 'x' }, MONDAY]);
		expect(refusal(asked, officer, SUBMIT)).toBe('task.not_now');
		const moved = through(asked, [
			office,
			{ kind: 'correction_decided', leadId: OFFICE, document: 'CV 15' },
			'2026-11-17'
		]);
		expect(moved).toMatchObject({ state: 'assigned', leadId: OFFICE, acknowledgedAt: null });
		expect(refusal(moved, head, { kind: 'acknowledged' })).toBe('task.not_yours');
	});

	it('a correction that is not upheld leaves it where it was', () => {
		const stays = through(
			taken(),
			[head, { kind: 'correction_asked', reason: 'x' }, MONDAY],
			[office, { kind: 'correction_decided', leadId: null, document: 'CV 15' }, '2026-11-17']
		);
		expect(stays).toMatchObject({ state: 'in_progress', leadId: LAND });
	});

	it('a fault that comes back opens it again, and the first due day stays on record', () => {
		const again = through(
			handedIn(),
			[tracker, { kind: 'verified' }, '2026-11-23'],
			[tracker, { kind: 'reopened', reason: 'x', due: '2026-12-20' }, '2026-12-10']
		);
		expect(again).toMatchObject({ state: 'in_progress', relapses: 1, firstDue: '2026-11-27' });
		expect(timelinessOf(again, morning('2026-12-11'), calendar, 3)).toBe('in_time');
	});
});

describe('an extension', () => {
	const ask = (until: string): TaskAct => ({
		kind: 'extension_asked',
		until,
		reason: 'Chờ số liệu'
	});
	const grant: TaskAct = { kind: 'extension_decided', granted: true, document: 'CV 88/UBND' };

	it('is asked before the due day, by the head, and moves the due day only when it is granted', () => {
		const asked = through(taken(), [head, ask('2026-12-11'), '2026-11-20']);
		expect(asked.due).toBe('2026-11-27');
		expect(refusal(asked, officer, ask('2026-12-31'))).toBe('task.not_yours');
		const moved = through(asked, [office, grant, '2026-11-25']);
		expect(moved).toMatchObject({ due: '2026-12-11', firstDue: '2026-11-27', extension: null });
		expect(moved.dues.map(({ due }) => due)).toEqual(['2026-11-27', '2026-12-11']);
	});

	it('is not asked any more on the due day', () => {
		expect(refusal(taken(), head, ask('2026-12-11'), '2026-11-27')).toBe('task.too_late_to_extend');
	});

	it('of a day that the Government set is not ours to give', () => {
		expect(refusal(taken({ source: 'government' }), head, ask('2026-12-11'))).toBe(
			'task.due_not_ours'
		);
	});

	it('that nobody has answered on the due day does not keep the task from being overdue', () => {
		const asked = through(taken(), [head, ask('2026-12-11'), '2026-11-20']);
		expect(timelinessOf(asked, morning('2026-11-28'), calendar, 3)).toBe('overdue');
		expect(asked.extension).toEqual({ until: '2026-12-11', askedAt: morning('2026-11-20') });
	});

	it('shows as unanswered from the due day on, until the office has said yes or no', () => {
		const asked = through(taken(), [head, ask('2026-12-11'), '2026-11-20']);
		const unanswered = (day: string, task = asked) => isExtensionUnanswered(task, morning(day));
		expect(['2026-11-26', '2026-11-27', '2026-12-30'].map((day) => unanswered(day))).toEqual([
			...[false, true, true]
		]);
		expect(unanswered('2026-11-27', taken())).toBe(false);
		// Late though it is, the office still answers, and then it no longer waits.
		for (const granted of [true, false]) {
			const answer: TaskAct = { ...grant, granted };
			const answered = through(asked, [office, answer, '2026-12-01']);
			expect(unanswered('2026-12-30', answered)).toBe(false);
			expect(timelinessOf(answered, morning('2026-12-01'), calendar, 3)).toBe(
				granted ? 'in_time' : 'overdue'
			);
		}
	});

	it('must be later than the day that there is', () => {
		expect(refusal(taken(), head, ask('2026-11-27'))).toBe('task.extension_not_later');
	});
});

describe('timeliness', () => {
	it.each([
		['2026-11-20', 'in_time'],
		['2026-11-24', 'due_soon'],
		['2026-11-27', 'due_soon'],
		['2026-11-28', 'overdue']
	])('of an open task on %s is %s', (day, expected) => {
		expect(timelinessOf(taken(), morning(day), calendar, 3)).toBe(expected);
	});

	it('of one handed in on its day and confirmed after it is on time', () => {
		const task = through(
			taken(),
			[officer, SUBMIT, '2026-11-27'],
			[tracker, { kind: 'verified' }, '2026-12-15']
		);
		expect(timelinessOf(task, morning('2026-12-16'), calendar, 3)).toBe('done_on_time');
	});

	it('of one handed in on time does not turn overdue while the tracking unit reads it', () => {
		expect(timelinessOf(handedIn(), morning('2026-12-15'), calendar, 3)).toBe('in_time');
	});

	it('is that of the result that was accepted: handed in on time, sent back and handed in late is late', () => {
		const back: TaskAct = { kind: 'sent_back', reason: 'x' };
		const verified: TaskAct = { kind: 'verified' };
		const again = (day: string) =>
			through(
				handedIn(),
				[tracker, back, '2026-11-25'],
				[officer, SUBMIT, day],
				[tracker, verified, '2026-12-15']
			);
		const after = morning('2026-12-16');
		expect(timelinessOf(again('2026-11-27'), after, calendar, 3)).toBe('done_on_time');
		expect(timelinessOf(again('2026-11-28'), after, calendar, 3)).toBe('done_late');
		// Nothing was accepted yet: not done, whatever was handed in on time.
		expect(timelinessOf(handedIn(), after, calendar, 3)).toBe('in_time');
	});

	it('of one that was sent back after its day is overdue', () => {
		const task = through(handedIn(), [tracker, { kind: 'sent_back', reason: 'x' }, '2026-12-01']);
		expect(timelinessOf(task, morning('2026-12-01'), calendar, 3)).toBe('overdue');
	});

	it('of one without a day is that it has none, whatever the time', () => {
		const task = taken({ due: null, dueFrom: null });
		expect(timelinessOf(task, morning('2027-11-01'), calendar, 3)).toBe('no_date');
	});

	it('of one whose condition has not come about is that it waits', () => {
		const task = taken({ condition: 'Sau khi Nghị định có hiệu lực' });
		expect(timelinessOf(task, morning('2027-01-01'), calendar, 3)).toBe('waiting');
		expect(refusal(task, officer, SUBMIT)).toBe('task.condition_open');
	});
});

const act = fc.oneof(
	...(['received', 'acknowledged', 'verified', 'resumed'] as const satisfies TaskAct['kind'][]).map(
		(kind) => fc.constant<TaskAct>({ kind })
	),
	fc.constantFrom<TaskAct>(
		SUBMIT,
		{ kind: 'submitted', evidence: [] },
		{ kind: 'progressed', text: 'x' },
		{ kind: 'sent_back', reason: 'x' },
		{ kind: 'correction_asked', reason: 'x' },
		{ kind: 'correction_decided', leadId: null, document: 'x' },
		{ kind: 'correction_decided', leadId: OFFICE, document: 'x' },
		{ kind: 'assigned_inside', unit: 'x', due: null },
		{ kind: 'unit_marked', unit: 'Xã A', done: true },
		{ kind: 'unit_marked', unit: 'Xã A', done: false },
		{ kind: 'unit_marked', unit: 'Xã Z', done: true },
		{ kind: 'paused', reason: 'x' },
		{ kind: 'revoked', document: 'x' },
		{ kind: 'condition_met', due: null },
		{ kind: 'extension_decided', granted: true, document: 'x' },
		{ kind: 'extension_decided', granted: false, document: 'x' }
	),
	fc.integer({ min: -5, max: 60 }).map<TaskAct>((days) => ({
		...{ kind: 'extension_asked', until: addDays(MONDAY, days), reason: 'x' }
	})),
	fc.integer({ min: -5, max: 60 }).map<TaskAct>((days) => ({
		...{ kind: 'reopened', reason: 'x', due: addDays(MONDAY, days) }
	}))
);
const attempts = fc.array(
	fc.record({
		act,
		by: fc.constantFrom(...EVERYBODY),
		wait: fc.integer({ min: 0, max: 3 * DAY })
	}),
	{ maxLength: 120, size: 'max' }
);
const terms = fc.record({
	origin: fc.constantFrom(null, null, null, { system: 'VNPT-Task', number: '12' }),
	period: fc.constantFrom(null, '2026-11'),
	recurrence: fc.constantFrom(null, { every: 'monthly' as const, day: 15 }),
	due: fc.constantFrom(null, '2026-11-27'),
	source: fc.constantFrom('chairman' as const, 'government' as const),
	leadId: fc.constantFrom(LAND, OFFICE),
	trackerId: fc.constantFrom(LAND, INTERIOR),
	condition: fc.constantFrom(null, 'x'),
	units: fc.constantFrom([], ['Xã A', 'Xã B'])
});

it('whatever anybody tries, no task comes into a state that it cannot be in', () => {
	const reached = new Set<string>();
	fc.assert(
		fc.property(terms, attempts, (some, tried) => {
			let task = given(some);
			let at: Instant = task.assignedAt;
			const events: TaskEvent[] = [{ kind: 'assigned', at, terms: { ...TERMS, ...some } }];
			for (const { act: wanted, by, wait } of tried) {
				at += wait;
				const decision = decide(task, wanted, by, at);
				if (!decision.accepted) continue;
				// What lives in another software is never acted on here.
				expect(task.origin).toBeNull();
				if (['verified', 'sent_back', 'extension_decided'].includes(wanted.kind)) {
					expect(by.own).not.toContain(task.leadId);
				}
				const before = task;
				task = after(task, decision.value);
				reached.add(task.state);
				events.push(decision.value);
				expect(task.firstDue).toBe(before.firstDue);
				expect([task.period, task.recurrence]).toEqual([before.period, before.recurrence]);
				expect(task.dues.slice(0, before.dues.length)).toEqual(before.dues);
				expect(task.due).toBe(task.dues.at(-1)?.due);
				expect(task.state === 'done').toBe(task.doneAt !== null);
				if (task.state === 'done' || task.state === 'submitted') {
					expect(task.submittedAt).not.toBeNull();
					expect(task.acknowledgedAt).not.toBeNull();
				}
				if (task.state === 'paused') expect(task.pausedAt).not.toBeNull();
				expect(task.unitsDone.every((unit) => task.units.includes(unit))).toBe(true);
				expect(before.state).not.toBe('revoked');
			}
			// The state is a function of what is on record, and whether it is in time of that and the day.
			expect(foldTask(events)).toEqual(task);
			expect(timelinessOf(foldTask(events), at, calendar, 3)).toBe(
				timelinessOf(task, at, calendar, 3)
			);
		}),
		{ numRuns: 400 }
	);
	expect([...reached].sort()).toEqual([...TASK_STATES].sort());
});
