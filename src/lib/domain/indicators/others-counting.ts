import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import type { Horizon } from '../deadlines/standing.ts';
import { FIGURES, figuresOf, type Countable, type Counts, type Figure } from '../reports/tally.ts';
import {
	CAUSES,
	COMPARISONS,
	OTHER_COUNTS,
	type CauseId,
	type Comparison,
	type OtherCount
} from './others.ts';

/** How often, and when first, papers were asked for: what only QĐ 766 looks at. */
export interface Asked {
	times: number;
	/** Day of the first request; null when there was none. */
	firstOn: Day | null;
}

interface Question {
	at: Instant;
	from: Day;
	to: Day;
	horizon: Horizon;
}

/**
 * In which counts of others one dossier stands, and among which causes of a difference. The plain
 * reading, kept apart from the SQL that serves (store/others.ts): a test counts both.
 */
export function othersOf(
	dossier: Countable,
	asked: Asked,
	question: Question
): { ours: Set<keyof Counts>; theirs: Set<OtherCount>; causes: Set<CauseId> } {
	const ours = figuresOf(dossier, question);
	const theirs = new Set<OtherCount>();
	const causes = new Set<CauseId>();
	for (const cause of CAUSES) {
		if (FIGURES.some((figure) => figure === cause) && ours.has(cause as Figure)) causes.add(cause);
	}
	const today = dayOf(question.at);
	const { phase, dueOn, finishedOn, closedOn, receivedOn } = dossier;
	const open = phase === 'open' || phase === 'paused';
	const closedIn = closedOn !== null && closedOn >= question.from && closedOn <= question.to;
	const givenUp = phase === 'withdrawn' || phase === 'stopped';
	const done = closedIn && (phase === 'resolved' || givenUp);
	const afterDue = finishedOn !== null && dueOn !== null && finishedOn > dueOn;
	const pastDue = dueOn !== null && dueOn < today;

	if (ours.has('received') || ours.has('carriedOver')) {
		theirs.add('portal.toProcess');
		theirs.add('form06.received');
	}
	if ((open && pastDue) || (done && afterDue)) theirs.add('portal.late');
	if (phase === 'paused' && pastDue) causes.add('pausedPastDue');
	if (done && givenUp && afterDue) causes.add('endedPastDue');

	if (done) {
		theirs.add('form06.resolved');
		if (givenUp || dueOn === null || finishedOn === null) theirs.add('form06.onTime');
		else if (finishedOn > dueOn) theirs.add('form06.late');
		else theirs.add(finishedOn < dueOn ? 'form06.early' : 'form06.onTime');
	}
	if (open) {
		theirs.add('form06.open');
		theirs.add(phase === 'open' && pastDue ? 'form06.overdue' : 'form06.inTime');
	}

	if (dueOn === null) return { ours, theirs, causes };
	const received = phase !== 'withdrawn' || receivedOn !== null;
	const ended = closedIn && received && (givenUp || phase === 'refused');
	const end = markOf(dossier, asked, today);
	const inTime = end !== null && end <= dueOn;
	if (phase === 'paused') {
		causes.add('pausedWithDue');
		if (inTime) causes.add('pausedInTime');
	}
	if (ended) {
		causes.add('endedWithDue');
		if (inTime) causes.add('endedInTime');
	}
	if (open || ended || (done && phase === 'resolved')) {
		theirs.add('qd766.all');
		if (inTime) {
			if (asked.times > 1) causes.add('askedAgain');
			else theirs.add('qd766.onTime');
		}
	}
	return { ours, theirs, causes };
}

/** The day that QĐ 766 holds against the appointment. */
function markOf({ status, phase, finishedOn }: Countable, asked: Asked, today: Day): Day | null {
	if (status === 5) return asked.firstOn;
	return phase === 'open' || phase === 'paused' ? today : finishedOn;
}

export interface ComparedCounts {
	ours: Record<Figure, number>;
	theirs: Record<OtherCount, number>;
	causes: Record<CauseId, number>;
}

export function noComparedCounts(): ComparedCounts {
	const zeros = <K extends string>(keys: readonly K[]) =>
		Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
	return { ours: zeros(FIGURES), theirs: zeros(OTHER_COUNTS), causes: zeros(CAUSES) };
}

/** A comparison with its numbers: `ours` + Σ `signed` = `theirs`. */
export interface Compared {
	comparison: Comparison;
	ours: number;
	theirs: number;
	/** In the order of the comparison, each with its sign: dossiers that one counts and the other not. */
	causes: { id: CauseId; signed: number }[];
}

export function compareCounts(counts: ComparedCounts): Compared[] {
	return COMPARISONS.map((comparison) => ({
		comparison,
		ours: comparison.ours.reduce((sum, figure) => sum + counts.ours[figure], 0),
		theirs: counts.theirs[comparison.theirs],
		causes: comparison.causes.map(({ id, sign }) => ({ id, signed: sign * counts.causes[id] }))
	}));
}
