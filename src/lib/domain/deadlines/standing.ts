import { dayOf, type Day, type Instant } from '../calendar/time.ts';

/** A dossier's standing at an instant (contract section 3). */
export const STANDINGS = [
	'awaiting',
	'awaiting_overdue',
	'in_time',
	'due_soon',
	'overdue',
	'no_due',
	'paused',
	'resolved_early',
	'resolved_on_time',
	'resolved_late',
	'resolved_no_due',
	'refused',
	'withdrawn',
	'stopped'
] as const;
export type Standing = (typeof STANDINGS)[number];

/** The facts that a standing is read from. */
export interface Standable {
	status: number;
	phase:
		| 'incomplete'
		| 'awaiting'
		| 'open'
		| 'paused'
		| 'resolved'
		| 'withdrawn'
		| 'stopped'
		| 'refused';
	submittedAt: Instant | null;
	dueAt: Instant | null;
	dueOn: Day | null;
	promiseOn: Day | null;
	finishedOn: Day | null;
	moved: boolean;
}

/**
 * What the passing of time means for one agency's hours at one instant: appointments up to
 * `dueSoonUntil` have at most the window of working time left; submissions before `awaitingSince`
 * have waited longer than the reception limit.
 */
export interface Horizon {
	dueSoonUntil: Instant;
	awaitingSince: Instant;
}

/**
 * The standing of a dossier at `at`; null while only steps are known of it. Days are compared as
 * days of Asia/Ho_Chi_Minh: overdue begins at 00:00 after the due day.
 */
export function standingOf(dossier: Standable, at: Instant, horizon: Horizon): Standing | null {
	switch (dossier.phase) {
		case 'incomplete':
			return null;
		case 'awaiting': {
			const since = dossier.submittedAt;
			return since !== null && since < horizon.awaitingSince ? 'awaiting_overdue' : 'awaiting';
		}
		case 'open':
			if (dossier.dueAt === null || dossier.dueOn === null) return 'no_due';
			if (dayOf(at) > dossier.dueOn) return 'overdue';
			return dossier.dueAt <= horizon.dueSoonUntil ? 'due_soon' : 'in_time';
		case 'paused':
			return 'paused';
		case 'resolved':
			if (dossier.dueOn === null || dossier.finishedOn === null) return 'resolved_no_due';
			if (dossier.finishedOn > dossier.dueOn) return 'resolved_late';
			return dossier.finishedOn < dossier.dueOn ? 'resolved_early' : 'resolved_on_time';
		case 'refused':
		case 'withdrawn':
		case 'stopped':
			return dossier.phase;
	}
}

/** Marks that stand beside a standing (contract section 3). */
export interface Marks {
	/** đã có kết quả, chưa trả */
	notHandedOver: boolean;
	/** kết thúc không giải quyết khi đã quá hạn */
	endedAfterDue: boolean;
	/** có dời hẹn */
	movedDue: boolean;
	/** resolved after the promise P */
	lateByPromise: boolean;
}

export function marksOf(dossier: Standable): Marks {
	const { phase, status, finishedOn, dueOn, promiseOn, moved } = dossier;
	const ended = phase === 'refused' || phase === 'withdrawn' || phase === 'stopped';
	return {
		notHandedOver: status === 9,
		endedAfterDue: ended && finishedOn !== null && dueOn !== null && finishedOn > dueOn,
		movedDue: moved,
		lateByPromise:
			phase === 'resolved' && finishedOn !== null && promiseOn !== null && finishedOn > promiseOn
	};
}
