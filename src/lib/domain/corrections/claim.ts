/**
 * What an agency can hold wrong about a dossier, and whether the recorded messages still say it. That a
 * request is put right is read off them and set by nobody: only the source can change what they say.
 */
import type { Day } from '../calendar/time.ts';
import type { Phase } from '../dossiers/status.ts';

export const CLAIMS = ['overdue', 'late', 'awaiting_overdue', 'not_ours'] as const;
export type Claim = (typeof CLAIMS)[number];

/** The figure that a claim is about: its number carries the mark. */
export const CLAIMED_FIGURES = {
	overdue: 'open.overdue',
	late: 'resolved.late',
	awaiting_overdue: 'awaiting.overdue',
	not_ours: null
} as const satisfies Record<Claim, string | null>;
export type ClaimedFigure = NonNullable<(typeof CLAIMED_FIGURES)[Claim]>;

/** The claim about a figure; null for one that nobody disputes by a list. */
export function claimAbout(figure: string | null): Claim | null {
	return CLAIMS.find((claim) => CLAIMED_FIGURES[claim] === figure && figure !== null) ?? null;
}

/** The claims that can be made about a dossier of a standing: one about what it is not is no claim. */
export function claimsAbout(standing: string): Claim[] {
	switch (standing) {
		case 'overdue':
			return ['overdue', 'not_ours'];
		case 'resolved_late':
			return ['late', 'not_ours'];
		case 'awaiting_overdue':
			return ['awaiting_overdue', 'not_ours'];
		default:
			return ['not_ours'];
	}
}

/** What messages say of a dossier at an instant, as far as a claim looks at it. */
export interface Told {
	phase: Phase;
	agencyId: number | null;
	dueOn: Day | null;
	finishedOn: Day | null;
}

/**
 * Whether what was disputed still stands, by all that is known now: of the day on which it was asked
 * (a source that tells late that it had ended in time puts it right; a dossier that merely ended since
 * does not), and with the appointment of today, because a corrected one has no time of its own.
 *
 * @param asked when and of which agency it was counted
 * @param then what is told now of that instant; null: it was not yet there
 * @param now what is told of the present
 */
export function standsStill(
	claim: Claim,
	asked: { on: Day; agencyId: number },
	then: Told | null,
	now: Told
): boolean {
	if (claim === 'not_ours') return now.agencyId === asked.agencyId;
	if (then?.agencyId !== asked.agencyId) return false;
	switch (claim) {
		case 'overdue':
			return (
				then.phase === 'open' && isBefore(then.dueOn, asked.on) && isBefore(now.dueOn, asked.on)
			);
		case 'late':
			return isLate(then) && isLate(now);
		case 'awaiting_overdue':
			return then.phase === 'awaiting';
	}
}

function isBefore(day: Day | null, other: Day): boolean {
	return day !== null && day < other;
}

function isLate({ phase, dueOn, finishedOn }: Told): boolean {
	return phase === 'resolved' && dueOn !== null && finishedOn !== null && finishedOn > dueOn;
}

/** How an asker, an answerer and anybody who looks at a number have it. */
export type Outcome =
	/** Asked and not answered. */
	| 'asked'
	/** Agreed to, and the source has not sent everything again. */
	| 'accepted'
	/** The messages no longer say what was disputed. */
	| 'cured'
	| 'rejected'
	| 'withdrawn';

/**
 * @param standing how many of the disputed still stand
 * @param right how many of the list the agency holds right: 0 for dossiers named one by one
 */
export function outcomeOf(
	state: 'asked' | 'accepted' | 'rejected' | 'withdrawn',
	standing: number,
	right: number
): Outcome {
	if (state === 'rejected' || state === 'withdrawn') return state;
	return standing <= right ? 'cured' : state;
}
