import type { DayKind } from '#lib/domain/calendar/work-calendar.ts';
import type {
	NoteCode,
	SentenceCode,
	TraceFacts,
	TraceSentence
} from '#lib/domain/deadlines/trace-sentence.ts';
import type { PauseKind } from '#lib/domain/deadlines/trace.ts';
import type { NormUnit } from '#lib/domain/procedures/catalogue.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDay } from '../words/dates.ts';
import { NOTHING } from '../words/numbers.ts';
import { fullDay } from '../words/weekday.ts';
import { DAY_KIND_WORDS, normWords, PAUSE_WORDS } from './due-words.ts';

/** The trace's one sentence, in words. */
export function sentenceWords({ code, facts }: TraceSentence<SentenceCode>): string {
	const computed = day(facts, 'computed');
	const recorded = day(facts, 'recorded');
	const received = day(facts, 'received');
	const norm = normOf(facts, 'norm', 'unit');
	const days = number(facts, 'days');
	switch (code) {
		case 'agrees':
			return m.trace_agrees({ received, norm, computed });
		case 'agrees_by_law':
			return m.trace_agrees_by_law({ norm });
		case 'agrees_restarted':
			return m.trace_agrees_restarted({ restarted: day(facts, 'restarted') });
		case 'same_day':
			return m.trace_same_day({ computed });
		case 'later':
			return m.trace_later({ recorded, computed, days });
		case 'earlier':
			return m.trace_earlier({ recorded, computed, days });
		case 'on_day_off':
			return m.trace_on_day_off({ recorded, computed });
		case 'clock_stopped': {
			const { pause } = facts;
			const word = typeof pause === 'string' ? PAUSE_WORDS[pause as PauseKind]() : NOTHING;
			return m.trace_clock_stopped({ pause: word });
		}
		case 'no_recorded_due':
			return facts.computed === null
				? m.trace_no_recorded_due()
				: m.trace_no_recorded_due_computed({ norm, computed });
		case 'no_reception':
			return m.trace_no_reception();
		case 'no_procedure':
			return m.trace_no_procedure();
		case 'no_norm':
			return m.trace_no_norm();
	}
}

/** A further fact that helps to understand the date, in words. */
export function noteWords({ code, facts }: TraceSentence<NoteCode>): string {
	switch (code) {
		case 'provisional_calendar':
			return m.trace_note_provisional_calendar({ from: day(facts, 'from') });
		case 'moved_without_ground':
			return m.trace_note_moved_without_ground({ times: number(facts, 'times') });
		case 'received_after_cutoff':
			return m.trace_note_received_after_cutoff({ computed: day(facts, 'computed') });
		case 'received_outside_hours':
			return m.trace_note_received_outside_hours();
		case 'committed_shorter':
			return m.trace_note_committed_shorter({
				norm: normOf(facts, 'norm', 'unit'),
				committed: normOf(facts, 'committed', 'committedUnit')
			});
		case 'due_not_working_day': {
			const { kind, name, day: on } = facts;
			const word = typeof kind === 'string' ? DAY_KIND_WORDS[kind as DayKind]() : NOTHING;
			return m.trace_note_due_not_working_day({
				day: typeof on === 'string' ? fullDay(on) : NOTHING,
				kind: typeof name === 'string' ? `${word} (${name})` : word
			});
		}
		case 'due_before_reception':
			return m.trace_note_due_before_reception({
				recorded: day(facts, 'recorded'),
				received: day(facts, 'received')
			});
	}
}

function day(facts: TraceFacts, name: string): string {
	const value = facts[name];
	return typeof value === 'string' ? formatDay(value) : NOTHING;
}

function number(facts: TraceFacts, name: string): number {
	const value = facts[name];
	return typeof value === 'number' ? value : 0;
}

function normOf(facts: TraceFacts, name: string, unitName: string): string {
	const [value, unit] = [facts[name], facts[unitName]];
	return typeof value === 'number' && typeof unit === 'string'
		? normWords(value, unit as NormUnit)
		: NOTHING;
}
