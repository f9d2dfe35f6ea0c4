/**
 * Đề nghị đính chính: an agency holds what is shown of it wrong and says so. The number stays; a mark
 * stands beside it until the centre has answered, and, when it agrees, until the source has sent the
 * message that puts it right. A correction is the fold of its events, none of which is ever changed.
 */
import { mayTo, type Reader } from '../accounts/reader.ts';
import type { Action } from '../accounts/permissions.ts';
import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { workingDaysBetween, type WorkCalendar } from '../calendar/work-calendar.ts';
import { accepted, refused, type Decision } from '../refusal.ts';

/** One thing that was said, by somebody named as they were named then. */
interface Said {
	at: Instant;
	by: string;
}

export type CorrectionEvent =
	| (Said & {
			kind: 'asked';
			reason: string;
			/** Names, numbers or addresses of documents, or codes of kept files. */
			evidence: string[];
			/** Until when the centre answers. */
			answerDue: Day;
	  })
	| (Said & { kind: 'added'; text: string; evidence: string[] })
	| (Said & { kind: 'accepted'; text: string })
	| (Said & { kind: 'rejected'; text: string })
	| (Said & { kind: 'withdrawn'; text: string });

export type CorrectionState = 'asked' | 'accepted' | 'rejected' | 'withdrawn';

export interface Correction {
	state: CorrectionState;
	askedAt: Instant;
	askedBy: string;
	reason: string;
	evidence: string[];
	answerDue: Day;
	answer: { at: Instant; by: string; text: string } | null;
	/** How many events made it. */
	events: number;
}

export type CorrectionAct =
	| { kind: 'added'; text: string; evidence: string[] }
	| { kind: 'accepted' | 'rejected' | 'withdrawn'; text: string };
export type CorrectionActKind = CorrectionAct['kind'];

/** The one table of acts: whose they are, and while what. */
export const CORRECTION_RULES: Readonly<
	Record<CorrectionActKind, { action: Action; in: readonly CorrectionState[] }>
> = {
	added: { action: 'askCorrections', in: ['asked', 'accepted'] },
	withdrawn: { action: 'askCorrections', in: ['asked', 'accepted'] },
	accepted: { action: 'answerCorrections', in: ['asked'] },
	rejected: { action: 'answerCorrections', in: ['asked'] }
};

/** Those whose mark stands beside the number, as long as nothing has put it right. */
export const UNDER_REVIEW: readonly CorrectionState[] = ['asked', 'accepted'];

/**
 * @param agencyId the agency that asked
 * @returns the event to record, or why not
 */
export function decide(
	correction: Correction,
	agencyId: number,
	act: CorrectionAct,
	by: Reader,
	at: Instant
): Decision<CorrectionEvent> {
	const rule = CORRECTION_RULES[act.kind];
	if (!mayTo(by, rule.action, agencyId)) return refused('correction.not_yours');
	if (!rule.in.includes(correction.state)) {
		return refused('correction.already_answered', { state: correction.state });
	}
	if (act.kind !== 'accepted' && act.text.trim() === '') return refused('correction.no_reason');
	return accepted({ ...act, at, by: by.account?.name ?? '' });
}

/** What somebody may do to it as it stands. */
export function possibleActs(
	correction: Correction,
	agencyId: number,
	by: Reader
): CorrectionActKind[] {
	return (Object.keys(CORRECTION_RULES) as CorrectionActKind[]).filter(
		(kind) =>
			mayTo(by, CORRECTION_RULES[kind].action, agencyId) &&
			CORRECTION_RULES[kind].in.includes(correction.state)
	);
}

/** @throws RangeError when they begin with nothing asked: no such list was ever recorded */
export function foldCorrection(events: readonly CorrectionEvent[]): Correction {
	const [first, ...rest] = events;
	if (first?.kind !== 'asked') throw new RangeError('a correction begins with what is asked');
	const begun: Correction = {
		state: 'asked',
		askedAt: first.at,
		askedBy: first.by,
		reason: first.reason,
		evidence: [...first.evidence],
		answerDue: first.answerDue,
		answer: null,
		events: 1
	};
	return rest.reduce(after, begun);
}

/** What a correction is after one more event. */
export function after(correction: Correction, event: CorrectionEvent): Correction {
	const counted = { ...correction, events: correction.events + 1 };
	switch (event.kind) {
		case 'asked':
			throw new RangeError('a correction is asked for once');
		case 'added':
			return { ...counted, evidence: [...correction.evidence, ...event.evidence] };
		case 'withdrawn':
			return { ...counted, state: 'withdrawn' };
		case 'accepted':
		case 'rejected': {
			const { at, by, text } = event;
			return { ...counted, state: event.kind, answer: { at, by, text } };
		}
	}
}

/** How long the centre has been waited for, or was. */
export interface Waiting {
	/** Working days from the day after it was asked until the answer, or until now. */
	days: number;
	/** Working days past the day on which the answer was due; 0 until then. */
	over: number;
}

export function waitingOf(
	{ askedAt, answerDue, answer }: Correction,
	now: Instant,
	calendar: WorkCalendar
): Waiting {
	const until = dayOf(answer?.at ?? now);
	return {
		days: Math.max(0, workingDaysBetween(calendar, dayOf(askedAt), until)),
		over: Math.max(0, workingDaysBetween(calendar, answerDue, until))
	};
}
