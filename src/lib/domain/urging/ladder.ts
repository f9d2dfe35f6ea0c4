/**
 * The ladder of a task (đôn đốc): who is told at which instant, from the one who does it up to the Chief
 * of Office, who alone decides what goes to a leader. Nothing is queued: what is due follows from the
 * task as it stands, so another owner, another due day or a pause takes back what has not been said (T20).
 */
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import { spansOf, type OfficeHours } from '../calendar/office-hours.ts';
import { addDays, dayOf, endOfDay, MINUTE, type Day, type Instant } from '../calendar/time.ts';
import { parameterOn, type Parameters } from '../deadlines/parameters.ts';
import type { Task } from '../tasks/task.ts';
import type { LadderLevel } from './notice.ts';

/** Whom a rung speaks to; the people behind it are found by `recipients.ts`. */
export type Audience = 'unit' | 'unit_head' | 'agency' | 'tracker' | 'office';

export interface Rung {
	level: LadderLevel;
	to: Audience;
	/** Which turn of the task: another due day, another owner or a relapse is another. */
	event: string;
	at: Instant;
	/** From when on it would be wrong to say it: the due day that was coming has gone. Null: never. */
	until: Instant | null;
}

/** Of the parameters, in working days; for HỎA TỐC each of them counts as so many hours of the clock. */
export interface LadderSteps {
	firstDays: number;
	secondDays: number;
	unitDays: number;
	agencyDays: number;
	trackerDays: number;
	reportDays: number;
	urgentHours: number;
}

export interface LadderRules {
	calendar: WorkCalendar;
	/** Of the agency that answers for the task. */
	hours: OfficeHours;
	steps: LadderSteps;
	/** The last instant at which acknowledging is in time. */
	acknowledgeBy: Instant;
}

export type LadderTask = Pick<
	Task,
	| 'state'
	| 'due'
	| 'dues'
	| 'leadId'
	| 'assignedAt'
	| 'acknowledgedAt'
	| 'urgency'
	| 'waitsForCondition'
	| 'relapses'
> & {
	/** Lives in another software, which reminds by itself. */
	origin?: object | null;
};

/** The steps that hold for a task, by the day from which they are counted. */
export function ladderSteps(parameters: Parameters, on: Day): LadderSteps {
	return {
		firstDays: parameterOn(parameters.ladderFirstDays, on),
		secondDays: parameterOn(parameters.ladderSecondDays, on),
		unitDays: parameterOn(parameters.ladderUnitDays, on),
		agencyDays: parameterOn(parameters.ladderAgencyDays, on),
		trackerDays: parameterOn(parameters.ladderTrackerDays, on),
		reportDays: parameterOn(parameters.ladderReportDays, on),
		urgentHours: parameterOn(parameters.ladderUrgentHours, on)
	};
}

/** Whether anybody is to be told of the task at all. What waits for its tracker is not in its agency's hands. */
function climbs(task: LadderTask): boolean {
	if ((task.origin ?? null) !== null || task.waitsForCondition) return false;
	return task.state === 'assigned' || task.state === 'acknowledged' || task.state === 'in_progress';
}

/**
 * Every rung of the task as it stands now, past ones too, in the order of their instants.
 * @param code the task's public one
 */
export function ladderOf(code: string, task: LadderTask, rules: LadderRules): Rung[] {
	if (!climbs(task)) return [];
	const rungs = [...acknowledging(code, task, rules), ...towardsDue(code, task, rules)];
	return rungs.sort((a, b) => a.at - b.at);
}

/**
 * Of the rungs whose instant has come, those to be said now: of several for the same people about the
 * same thing the last alone, and outside the agency's working time none, except of HỎA TỐC.
 *
 * @param said whether a rung has been said; what has been said is not said again
 */
export function dueNow(
	rungs: readonly Rung[],
	task: Pick<LadderTask, 'urgency'>,
	rules: Pick<LadderRules, 'calendar' | 'hours'>,
	now: Instant,
	said: (rung: Rung) => boolean = () => false
): Rung[] {
	if (task.urgency !== 'hoa_toc' && !isWorkingTime(rules, now)) return [];
	const last = new Map<string, Rung>();
	for (const rung of rungs) {
		if (rung.at <= now && holds(rung, now)) last.set(`${rung.event} ${rung.to}`, rung);
	}
	return [...last.values()].filter((rung) => !said(rung));
}

/** Whether what a rung said is still so: a notice of a rung that is gone or no longer holds is cleared (T28). */
export function holds({ until }: Rung, now: Instant): boolean {
	return until === null || now < until;
}

export function isWorkingTime(
	{ calendar, hours }: Pick<LadderRules, 'calendar' | 'hours'>,
	at: Instant
): boolean {
	return spansOf(calendar, hours, dayOf(at)).some(({ from, to }) => from <= at && at < to);
}

/**
 * The first instant at or after `at` at which the office works; Friday 16:50 and after closing is the
 * morning of the next working day.
 * @throws RangeError when the agency has no working time within a year
 */
export function nextWorkingInstant(
	{ calendar, hours }: Pick<LadderRules, 'calendar' | 'hours'>,
	at: Instant
): Instant {
	for (let n = 0, day = dayOf(at); n < 366; n += 1, day = addDays(day, 1)) {
		const open = spansOf(calendar, hours, day).find(({ to }) => at < to);
		if (open !== undefined) return Math.max(at, open.from);
	}
	throw new RangeError('no working time within a year');
}

function acknowledging(code: string, task: LadderTask, rules: LadderRules): Rung[] {
	if (task.acknowledgedAt !== null || task.state !== 'assigned') return [];
	const { steps, acknowledgeBy } = rules;
	const urgent = task.urgency === 'hoa_toc';
	const event = `${code}/ack/${task.leadId}/${task.assignedAt}`;
	const rung = (level: LadderLevel, to: Audience, at: Instant, until: Instant | null = null) => ({
		...{ level, to, event, at, until }
	});
	const late = (days: number): Instant =>
		urgent
			? acknowledgeBy + days * steps.urgentHours * 60 * MINUTE
			: openingOn(rules, addWorkingDays(rules.calendar, dayOf(acknowledgeBy), days + 1));
	const begun = urgent ? task.assignedAt : nextWorkingInstant(rules, task.assignedAt);
	const after = (days: number) => late(Math.max(0, days - steps.agencyDays));
	return [
		rung('assigned', 'agency', begun, Math.max(late(0), begun + 1)),
		rung('acknowledge_agency', 'agency', late(0)),
		rung('acknowledge_tracker', 'tracker', after(steps.trackerDays)),
		rung('acknowledge_report', 'office', after(steps.reportDays))
	];
}

function towardsDue(code: string, task: LadderTask, rules: LadderRules): Rung[] {
	const { due } = task;
	if (due === null) return [];
	const { calendar, steps } = rules;
	const event = `${code}/due/${task.leadId}/${due}/${task.relapses}`;
	const end = endOfDay(due) + 1;
	const urgent = task.urgency === 'hoa_toc';
	const step = steps.urgentHours * 60 * MINUTE;
	// A due day that nobody works on is asked for on the last day before it that somebody does (T19).
	const last = lastOpenDay(rules, due);
	const before = (days: number): Instant =>
		urgent ? end - days * step : openingBefore(rules, addWorkingDays(calendar, last, -days));
	const past = (days: number): Instant =>
		urgent ? end + days * step : openingOn(rules, addWorkingDays(calendar, due, days));
	const since = Math.max(task.assignedAt, task.dues.at(-1)?.at ?? task.assignedAt);
	const coming: Rung[] = (
		[
			['due_first', before(steps.firstDays)],
			['due_second', before(steps.secondDays)],
			...(urgent ? [] : [['due_day', openingBefore(rules, last)] as const])
		] as const
	).map(([level, at]) => ({ level, to: 'unit', event, at, until: end }));
	return [
		// Who has been given a task today with three days to go is not reminded of it at once.
		...coming.filter(({ at }) => at > since),
		{ level: 'overdue_unit', to: 'unit_head', event, at: past(steps.unitDays), until: null },
		{ level: 'overdue_agency', to: 'agency', event, at: past(steps.agencyDays), until: null },
		{ level: 'overdue_tracker', to: 'tracker', event, at: past(steps.trackerDays), until: null },
		{ level: 'overdue_report', to: 'office', event, at: past(steps.reportDays), until: null }
	];
}

/** When the office opens on the day or, shut on it, on the next one on which it works. */
function openingOn(rules: LadderRules, day: Day): Instant {
	for (let n = 0, one = day; n < 366; n += 1, one = addDays(one, 1)) {
		const [first] = spansOf(rules.calendar, rules.hours, one);
		if (first !== undefined) return first.from;
	}
	throw new RangeError('no working time within a year');
}

/** The same backwards: a reminder that came after the day would be none. */
function openingBefore(rules: LadderRules, day: Day): Instant {
	return openingOn(rules, lastOpenDay(rules, day));
}

function lastOpenDay({ calendar, hours }: LadderRules, day: Day): Day {
	for (let n = 0, one = day; n < 366; n += 1, one = addDays(one, -1)) {
		if (spansOf(calendar, hours, one).length > 0) return one;
	}
	throw new RangeError('no working time within a year');
}
