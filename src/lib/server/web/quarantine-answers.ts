import { isoOf } from '#lib/domain/calendar/time.ts';
import type { Orphan, WaitingGroup, WaitingMessage } from '#lib/server/store/quarantine.ts';

/** Instants as everything that is sent has them: ISO 8601 with the offset of Asia/Ho_Chi_Minh. */
export function shownGroup(group: WaitingGroup) {
	return {
		...group,
		firstArrivedAt: isoOf(group.firstArrivedAt),
		lastArrivedAt: isoOf(group.lastArrivedAt)
	};
}

export function shownMessage(message: WaitingMessage) {
	return {
		...message,
		arrivedAt: isoOf(message.arrivedAt),
		lastArrivedAt: isoOf(message.lastArrivedAt)
	};
}

export function shownOrphan(orphan: Orphan) {
	return { ...orphan, lastArrivalAt: isoOf(orphan.lastArrivalAt) };
}
