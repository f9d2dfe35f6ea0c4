/**
 * What the trace says in one sentence, and what else helps to understand the date: codes with facts,
 * which the screen words in Vietnamese or English.
 */
import type { OfficeHours } from '../calendar/office-hours.ts';
import { minuteOfDay, weekdayOf, type Day, type Instant } from '../calendar/time.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import type { Norm, ProcedureVersion } from '../procedures/catalogue.ts';

export type SentenceCode =
	/** The recorded date is the computed one. */
	| 'agrees'
	/** As the law's norm has it, though the province committed itself to a shorter one. */
	| 'agrees_by_law'
	/** As counted anew from the last supplement (Decree 61/2018, Article 19.4) rather than paused. */
	| 'agrees_restarted'
	/** A same-day procedure, due when the computed date says. */
	| 'same_day'
	/** `days` working days later than computed. */
	| 'later'
	/** `days` working days earlier than computed. */
	| 'earlier'
	/** Not the computed date, and no working day between the two. */
	| 'on_day_off'
	/** The clock stands; the date moves when it runs again. */
	| 'clock_stopped'
	| 'no_recorded_due'
	| 'no_reception'
	/** The catalogue does not know the procedure on the day of reception. */
	| 'no_procedure'
	/** The catalogue knows it and says no norm. */
	| 'no_norm';

export type NoteCode =
	/** `lịch tạm`: days from `from` on are not decided. */
	| 'provisional_calendar'
	/** The date was moved `times` times without ground. */
	| 'moved_without_ground'
	| 'received_after_cutoff'
	/** Received when the desk was closed: some systems count from the next working day. */
	| 'received_outside_hours'
	| 'committed_shorter'
	| 'due_not_working_day'
	| 'due_before_reception';

export type TraceFacts = Record<string, string | number | boolean | null>;

export interface TraceSentence<Code extends SentenceCode | NoteCode> {
	code: Code;
	facts: TraceFacts;
}

interface Facts {
	input: {
		receivedAt: Instant | null;
		procedure: ProcedureVersion | null;
		calendar: WorkCalendar;
		hours: OfficeHours;
		moves: readonly { grounded: boolean; from: Instant | null }[];
	};
	receivedOn: Day | null;
	computedDue: Day | null;
	recordedDue: Day | null;
	difference: number;
	sameDay: boolean;
	open: { kind: string; from: Instant } | null;
	norm: Norm | null;
}

export function sentenceOf(
	told: Facts & { byLaw: Day | null; restarted: Day | null }
): TraceSentence<SentenceCode> {
	const { input, receivedOn, computedDue, recordedDue, difference, norm, open } = told;
	const facts = {
		received: receivedOn,
		computed: computedDue,
		recorded: recordedDue,
		norm: norm?.value ?? null,
		unit: norm?.unit ?? null
	};
	const say = (code: SentenceCode, more: TraceFacts = {}): TraceSentence<SentenceCode> => ({
		code,
		facts: { ...facts, ...more }
	});
	if (receivedOn === null) return say('no_reception');
	if (input.procedure === null && !told.sameDay) return say('no_procedure');
	if (norm === null && !told.sameDay) return say('no_norm');
	if (open !== null && !told.sameDay) return say('clock_stopped', { pause: open.kind });
	if (recordedDue === null) return say('no_recorded_due');
	if (recordedDue === computedDue) return say(told.sameDay ? 'same_day' : 'agrees');
	if (recordedDue === told.byLaw) {
		return say('agrees_by_law', {
			norm: input.procedure?.norm?.value ?? null,
			computed: told.byLaw
		});
	}
	if (recordedDue === told.restarted) return say('agrees_restarted', { restarted: told.restarted });
	if (difference === 0) return say('on_day_off');
	return say(difference > 0 ? 'later' : 'earlier', {
		days: Math.abs(difference),
		sameDay: told.sameDay,
		movedWithoutGround: withoutGround(told)
	});
}

export function notesOf(
	told: Facts & { days: readonly { day: Day; provisional: boolean }[] }
): TraceSentence<NoteCode>[] {
	const { input, receivedOn, recordedDue, computedDue, sameDay } = told;
	const notes: TraceSentence<NoteCode>[] = [];
	const note = (code: NoteCode, facts: TraceFacts): void => {
		notes.push({ code, facts });
	};
	const moved = withoutGround(told);
	if (moved > 0) note('moved_without_ground', { times: moved });
	const provisional = told.days.find((day) => day.provisional);
	if (provisional) note('provisional_calendar', { from: provisional.day });
	if (recordedDue !== null && receivedOn !== null && recordedDue < receivedOn) {
		note('due_before_reception', { received: receivedOn, recorded: recordedDue });
	}
	if (sameDay && receivedOn !== null && computedDue !== null && computedDue > receivedOn) {
		note('received_after_cutoff', { received: receivedOn, computed: computedDue });
	}
	if (!sameDay && input.receivedAt !== null && receivedOn !== null && isClosed(told, receivedOn)) {
		note('received_outside_hours', { received: receivedOn });
	}
	const { committed, norm } = input.procedure ?? { committed: null, norm: null };
	if (committed && norm && !sameDay) {
		note('committed_shorter', {
			norm: norm.value,
			unit: norm.unit,
			committed: committed.value,
			committedUnit: committed.unit
		});
	}
	if (recordedDue !== null && !input.calendar.isWorkingDay(recordedDue)) {
		const { kind, name } = input.calendar.explain(recordedDue);
		note('due_not_working_day', { day: recordedDue, kind, name });
	}
	return notes;
}

function withoutGround({ input }: Facts): number {
	return input.moves.filter((move) => !move.grounded && move.from !== null).length;
}

/** Whether the desk had closed for the day, or the day was not worked; lunch is no reason. */
function isClosed({ input }: Facts, receivedOn: Day): boolean {
	if (input.receivedAt === null) return false;
	if (!input.calendar.isWorkingDay(receivedOn)) return true;
	const weekday = weekdayOf(receivedOn);
	const closing = input.hours.week[weekday < 6 ? weekday - 1 : 0]?.at(-1)?.to ?? 0;
	return minuteOfDay(input.receivedAt) > closing;
}
