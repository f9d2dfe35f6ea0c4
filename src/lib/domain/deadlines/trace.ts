/**
 * "Vì sao hạn là ngày này?": the appointment explained day by day, and a plain sentence where the
 * recorded date differs from the computed one. It is an explanation and a check: the recorded
 * appointment is the legal promise and is never replaced. Everything is codes and facts; words are
 * the screen's.
 */
import type { OfficeHours } from '../calendar/office-hours.ts';
import { addDays, dayOf, daysBetween, type Day, type Instant } from '../calendar/time.ts';
import { workingDaysBetween, type DayKind, type WorkCalendar } from '../calendar/work-calendar.ts';
import type { Norm, ProcedureVersion } from '../procedures/catalogue.ts';
import { isCounted, isPaused, normDue, sameDayDue, type Stretch } from './due.ts';
import { financialDutyPauses, parameterOn, type Parameters } from './parameters.ts';
import {
	notesOf,
	sentenceOf,
	type NoteCode,
	type SentenceCode,
	type TraceSentence
} from './trace-sentence.ts';

export type PauseKind = 'supplement' | 'financial_duty' | 'stopped';

export interface Pause {
	kind: PauseKind;
	from: Instant;
	/** null: the clock still stands. */
	to: Instant | null;
}

export interface DueMove {
	/** Since when the new date held. */
	at: Instant;
	from: Instant | null;
	to: Instant;
	reason: string;
	grounded: boolean;
}

export interface DeadlineTraceInput {
	receivedAt: Instant | null;
	dueAt: Instant | null;
	dueSource: 'recorded' | 'same_day' | null;
	/** As it held on the day of reception; null when the catalogue does not know it. */
	procedure: ProcedureVersion | null;
	/** The dossier's own field, for the parameters by field; else the procedure's. */
	field?: { code: string; name: string };
	pauses: readonly Pause[];
	moves: readonly DueMove[];
	calendar: WorkCalendar;
	/** Of the processing agency. */
	hours: OfficeHours;
	parameters: Parameters;
}

export interface TraceDay {
	day: Day;
	kind: DayKind;
	name: string | null;
	source: string | null;
	/** `lịch tạm` */
	provisional: boolean;
	/** The pause that the day falls into. */
	pause: PauseKind | null;
	/** Whether it uses up a day of the norm. */
	counted: boolean;
	/** How many days of the norm are used up by its end; null where the norm is not in days. */
	n: number | null;
}

export interface TracePause {
	kind: PauseKind;
	from: Day;
	to: Day | null;
	/** Working days that it adds; null while it lasts. */
	workingDays: number | null;
	/** False where a dated parameter says that the clock runs on. */
	stopsClock: boolean;
}

export interface TraceMove {
	at: Day;
	from: Day | null;
	to: Day;
	/** Working days by which the date moved; null for the first date. */
	workingDays: number | null;
	reason: string;
	grounded: boolean;
}

export interface DeadlineTrace {
	receivedOn: Day | null;
	/** The norm counted with: the committed one, else the law's. */
	norm: Norm | null;
	days: TraceDay[];
	/** The list of days ends before the due day, which is too far away to list. */
	capped: boolean;
	pauses: TracePause[];
	moves: TraceMove[];
	computedDue: Day | null;
	recordedDue: Day | null;
	/** Working days by which the recorded date is later than the computed one; 0 when either is missing. */
	difference: number;
	sentence: TraceSentence<SentenceCode>;
	/** Further facts that help to understand the date, the weightier first. */
	notes: TraceSentence<NoteCode>[];
}

/** Where a pause that still lasts is taken to end. */
const UNENDING: Instant = Date.parse('9999-12-31T00:00:00Z');
const DAYS_LISTED = 400;
/** A recorded date further away is a typing error; counting to it would only cost time. */
const DAYS_COMPARED = 3660;

export function deadlineTrace(input: DeadlineTraceInput): DeadlineTrace {
	const { receivedAt, dueAt, procedure, calendar, hours, parameters } = input;
	const receivedOn = receivedAt === null ? null : dayOf(receivedAt);
	const recordedDue = dueAt === null ? null : dayOf(dueAt);
	const sameDay = procedure?.sameDay === true || input.dueSource === 'same_day';
	const norm = sameDay ? null : (procedure?.committed ?? procedure?.norm ?? null);

	const stopping = input.pauses.filter((pause) => stopsClock(pause, input));
	const open = stopping.find((pause) => pause.to === null) ?? null;
	const closed = stopping.filter((pause): pause is Pause & Stretch => pause.to !== null);

	function due(by: Norm | null, start: Instant, pauses: readonly Stretch[]): Day | null {
		return by === null || open !== null ? null : normDue(calendar, hours, by, start, pauses);
	}
	let computedDue: Day | null = null;
	/** Other ways of counting that real systems follow, to be named when the record agrees with them. */
	let byLaw: Day | null = null;
	let restarted: Day | null = null;
	if (receivedAt !== null && receivedOn !== null) {
		computedDue = sameDay
			? sameDayDue(calendar, receivedAt, parameterOn(parameters.sameDayCutoffMinute, receivedOn))
			: due(norm, receivedAt, closed);
		if (!sameDay && procedure?.committed) byLaw = due(procedure.norm, receivedAt, closed);
		const last = closed.filter((pause) => pause.kind === 'supplement').at(-1);
		if (last && !sameDay) {
			restarted = due(
				norm,
				last.to,
				closed.filter((pause) => pause.from >= last.to)
			);
		}
	}
	const difference =
		computedDue === null || recordedDue === null
			? 0
			: workingDaysBetween(calendar, computedDue, within(computedDue, recordedDue));

	const end = [computedDue, recordedDue].reduce(later, receivedOn);
	const first = receivedOn ?? end;
	const days =
		first === null || end === null
			? []
			: daysOf({ calendar, norm, pauses: stopping, counting: receivedOn !== null, first, end });
	const facts = { input, receivedOn, computedDue, recordedDue, difference, sameDay, open, norm };
	return {
		receivedOn,
		norm,
		days,
		capped: (days.at(-1)?.day ?? end) !== end,
		pauses: input.pauses.map((pause) => pauseOf(pause, calendar, stopping.includes(pause))),
		moves: input.moves.map((move) => moveOf(move, calendar)),
		computedDue,
		recordedDue,
		difference,
		sentence: sentenceOf({ ...facts, byLaw, restarted }),
		notes: notesOf({ ...facts, days })
	};
}

function stopsClock(pause: Pause, { field, procedure, parameters }: DeadlineTraceInput): boolean {
	if (pause.kind !== 'financial_duty') return true;
	const own = field ?? { code: procedure?.fieldCode ?? '', name: procedure?.fieldName ?? '' };
	return financialDutyPauses(parameters.financialDutyPauses, own, dayOf(pause.from));
}

function later(a: Day | null, b: Day | null): Day | null {
	if (a === null || b === null) return a ?? b;
	return a < b ? b : a;
}

/** `to`, or as far towards it as is compared. */
function within(from: Day, to: Day): Day {
	const days = daysBetween(from, to);
	return Math.abs(days) <= DAYS_COMPARED ? to : addDays(from, Math.sign(days) * DAYS_COMPARED);
}

function daysOf(span: {
	calendar: WorkCalendar;
	norm: Norm | null;
	pauses: readonly Pause[];
	counting: boolean;
	first: Day;
	end: Day;
}): TraceDay[] {
	const { calendar, norm, first, end } = span;
	const stretches = span.pauses.map((pause) => ({ ...pause, to: pause.to ?? UNENDING }));
	const days: TraceDay[] = [];
	const inDays = span.counting && norm !== null && norm.unit !== 'working_hours';
	let n = 0;
	for (let day = first; day <= end && days.length < DAYS_LISTED; day = addDays(day, 1)) {
		const counted =
			inDays && n < norm.value && isCounted(calendar, norm.unit, stretches, first, day);
		if (counted) n += 1;
		const pause = stretches.find((one) => isPaused([one], day));
		days.push({
			day,
			...calendar.explain(day),
			pause: pause?.kind ?? null,
			counted,
			n: inDays ? n : null
		});
	}
	return days;
}

function pauseOf(pause: Pause, calendar: WorkCalendar, stops: boolean): TracePause {
	const from = dayOf(pause.from);
	const to = pause.to === null ? null : dayOf(pause.to);
	return {
		kind: pause.kind,
		from,
		to,
		workingDays: to === null ? null : workingDaysBetween(calendar, from, within(from, to)),
		stopsClock: stops
	};
}

function moveOf(move: DueMove, calendar: WorkCalendar): TraceMove {
	const from = move.from === null ? null : dayOf(move.from);
	const to = dayOf(move.to);
	return {
		at: dayOf(move.at),
		from,
		to,
		workingDays: from === null ? null : workingDaysBetween(calendar, from, within(from, to)),
		reason: move.reason,
		grounded: move.grounded
	};
}
