/** Bàn giao ca: what one shift of the centre leaves to the next. It is written once and never changed. */
import { accepted, refused, type Decision } from '../refusal.ts';
import { personalNumberIn } from '../words/personal.ts';

/** The numbers that a shift looks at, in the order in which they are looked at. */
export const SHIFT_NUMBERS = [
	'silent',
	'pending',
	'awaitingOverdue',
	'dueToday',
	'urged',
	'corrections',
	'correctionsLate',
	'tasks'
] as const;
export type ShiftNumber = (typeof SHIFT_NUMBERS)[number];
export type ShiftNumbers = Readonly<Record<ShiftNumber, number>>;

/** The text to keep, or why not: what is left to colleagues names no citizen. */
export function noteText(text: string): Decision<string> {
	const kept = text.trim();
	if (kept === '') return refused('shift.empty', { field: 'text' });
	const what = personalNumberIn(kept);
	return what === null ? accepted(kept) : refused('shift.personal', { field: 'text', what });
}

/** Whether somebody may say that they have taken a note over: another than who wrote it, once. */
export function takeOver(
	note: { writtenBy: number | null; readers: readonly number[] },
	accountId: number
): Decision<true> {
	if (note.writtenBy === accountId) return refused('shift.own_note');
	return note.readers.includes(accountId) ? refused('shift.already_read') : accepted(true);
}
