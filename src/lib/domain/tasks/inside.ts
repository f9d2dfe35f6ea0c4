/**
 * What an agency settles inside itself: who of its people does the work, and by when they are to be
 * ready, is no business of anybody outside, also not of the office.
 */
import type { Reader } from '../accounts/reader.ts';
import type { TaskEvent } from './task.ts';

/**
 * The events as a reader may know them: the officer and the inner due day of an assignment inside an
 * agency only for who holds a post in that agency or above it. Of a task that has changed hands each
 * agency knows its own.
 *
 * @param events of one task, from the first on
 */
export function eventsAsSeenBy<E extends TaskEvent>(
	events: readonly E[],
	reader: Pick<Reader, 'own'> | null
): E[] {
	let leadId: number | null = null;
	return events.map((event) => {
		if (event.kind === 'assigned') ({ leadId } = event.terms);
		if (event.kind === 'correction_decided') leadId = event.leadId ?? leadId;
		if (event.kind !== 'assigned_inside') return event;
		const inside = leadId !== null && (reader?.own.includes(leadId) ?? false);
		return inside ? event : { ...event, officer: null, due: null };
	});
}
