import type { Day, Instant } from '../calendar/time.ts';
import type { Phase, Status } from './status.ts';

export type { Phase, Status };

/** Why an appointment came to be what it is. */
export type DueReason =
	'first' | 'same_day' | 'supplement' | 'financial_duty' | 'resumed' | 'moved' | 'time_only';

/** One line of the due-date ledger. */
export interface DueEntry {
	dueAt: Instant;
	/** The promise P after this entry (contract section 3). */
	promiseAt: Instant;
	/** Since when it held, by the times at which things happened. */
	effectiveAt: Instant;
	reason: DueReason;
	/** A grounded change moves the promise with it; one without ground does not. */
	grounded: boolean;
}

/** What the tallies read of a dossier at one instant. */
export interface DossierState {
	status: Status;
	phase: Phase;
	agencyId: number | null;
	fieldCode: string;
	channel: string;
	receivedBy: string;
	submittedAt: Instant | null;
	receivedOn: Day | null;
	dueAt: Instant | null;
	dueOn: Day | null;
	promiseOn: Day | null;
	/** date(E) when resolved; the day of the end when refused, withdrawn or stopped. */
	finishedOn: Day | null;
	/** c = max(r, day of end); null while open or awaiting. */
	closedOn: Day | null;
	moved: boolean;
}

/** A state and the instants between which it held: from included, to excluded. */
export interface Span {
	from: Instant;
	to: Instant;
	state: DossierState;
}

/** A change of status, as the dossier's own history tells it. */
export interface StatusChange {
	at: Instant;
	status: Status;
	/** Nothing dated it: the instant is the first arrival of the message that told it. */
	undated: boolean;
	/** E where it belongs to a resolved stretch, else when the dossier ended; null while it goes on. */
	endAt: Instant | null;
}

/** A dossier: the fold of its recorded messages. */
export interface Dossier {
	code: string;
	state: DossierState;
	procedureCode: string;
	procedureName: string;
	fieldName: string;
	unit: string;
	applicantKind: string;
	receivedAt: Instant | null;
	dueSource: 'recorded' | 'same_day' | null;
	firstDueAt: Instant | null;
	promiseAt: Instant | null;
	finishedAt: Instant | null;
	returnedAt: Instant | null;
	/** The first end ever reached (resolved or stopped), kept though it was resumed after. */
	firstEndAt: Instant | null;
	changes: StatusChange[];
	dues: DueEntry[];
	spans: Span[];
	flags: string[];
	lastEventAt: Instant;
	lastArrivalAt: Instant;
}

/** The end of a span that still holds. */
export const FOREVER: Instant = Date.parse('9999-12-31T00:00:00Z');
