/**
 * Tasks that live in the province's other tracking software, mirrored here by their number there. What
 * was told of the latest instant holds, however often, late or out of order it comes.
 */
import { startOfDay, type Instant } from '../calendar/time.ts';
import type { MirroredTask, Task } from './task.ts';

/**
 * What a message does to what is kept. `confirmed`: it says the same of a later instant, which is noted so
 * that what was true in between cannot come after it.
 */
export type MirrorOutcome = 'added' | 'changed' | 'confirmed' | 'unchanged' | 'stale';

/**
 * @param keptTold what it was last told by; null: never heard of
 */
export function mirrorOutcome(keptTold: MirroredTask | null, told: MirroredTask): MirrorOutcome {
	if (keptTold === null) return 'added';
	if (content(told) === content(keptTold)) {
		return told.toldAt > keptTold.toldAt ? 'confirmed' : 'unchanged';
	}
	if (told.toldAt !== keptTold.toldAt) return told.toldAt > keptTold.toldAt ? 'changed' : 'stale';
	// Two different tellings of one instant: one holds, and the same one in whichever order they come.
	return content(told) > content(keptTold) ? 'changed' : 'stale';
}

/** All but the instant, always in one order. */
function content({ toldAt: _, ...told }: MirroredTask): string {
	return JSON.stringify(Object.entries(told).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is wrong with a telling, as a code; null: nothing. */
export function mirrorFault(
	told: MirroredTask,
	now: Instant
): { field: string; reason: string } | null {
	const finished = told.state === 'done' || told.state === 'submitted';
	if (finished && told.finishedOn === null) return { field: 'finishedOn', reason: 'missing' };
	if (told.finishedOn !== null && told.finishedOn < told.assignedOn) {
		return { field: 'finishedOn', reason: 'before_assigned' };
	}
	if (told.finishedOn !== null && startOfDay(told.finishedOn) > now) {
		return { field: 'finishedOn', reason: 'future' };
	}
	// One of the future would keep out all that is true until then.
	if (told.toldAt > now + AHEAD_AT_MOST) return { field: 'updatedAt', reason: 'future' };
	if (startOfDay(told.assignedOn) > now) return { field: 'assignedOn', reason: 'future' };
	return null;
}

/** Clocks of two machines differ by minutes. */
const AHEAD_AT_MOST = 15 * 60_000;

/** A telling as far as it says that nothing is done yet: a day of handing in is for what was handed in. */
export function toldOf(told: MirroredTask): MirroredTask {
	const finished = told.state === 'done' || told.state === 'submitted';
	return finished ? told : { ...told, finishedOn: null };
}

/** The terms under which a mirrored task begins here. */
export function termsOf(told: MirroredTask, origin: NonNullable<Task['origin']>) {
	const { text, product, source, leadId, coordinatingIds, trackerId, due } = told;
	return {
		...{ text, product, source, leadId, coordinatingIds, trackerId, due, origin },
		dueFrom: due === null ? null : ('document' as const),
		...{ oneOfMany: false, urgency: null, condition: null, units: [] }
	};
}
