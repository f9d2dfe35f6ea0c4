import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { marksOf, standingOf, type Horizon, type Standable } from '../deadlines/standing.ts';

/** The figures of an agency or of the province (contract section 4). */
export interface Tally {
	received: number;
	carriedOver: number;
	resolved: {
		early: number;
		onTime: number;
		late: number;
		noDue: number;
		total: number;
		lateByPromise: number;
		notHandedOver: number;
	};
	open: {
		inTime: number;
		dueSoon: number;
		overdue: number;
		noDue: number;
		paused: number;
		total: number;
	};
	awaiting: { total: number; overdue: number };
	ended: { withdrawn: number; stopped: number; afterDue: number };
	refused: number;
	movedDue: number;
	rates: { onTimeOrEarly: number | null; late: number | null; lateByPromise: number | null };
}

/** Every counting key of a {@link Tally}, by its dotted name: what `figure=` may ask for. */
export const FIGURES = [
	'received',
	'carriedOver',
	'resolved.early',
	'resolved.onTime',
	'resolved.late',
	'resolved.noDue',
	'resolved.total',
	'resolved.lateByPromise',
	'resolved.notHandedOver',
	'open.inTime',
	'open.dueSoon',
	'open.overdue',
	'open.noDue',
	'open.paused',
	'open.total',
	'awaiting.total',
	'awaiting.overdue',
	'ended.withdrawn',
	'ended.stopped',
	'ended.afterDue',
	'refused',
	'movedDue'
] as const;
export type Figure = (typeof FIGURES)[number];

export type Counts = Record<Figure | 'resolved.withPromise', number>;

export function noCounts(): Counts {
	return {
		...(Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as Record<Figure, number>),
		'resolved.withPromise': 0
	};
}

/** Adds `more` to `into`, figure by figure. */
export function addCounts(into: Counts, more: Counts): void {
	for (const key of Object.keys(into) as (keyof Counts)[]) into[key] += more[key];
}

/** A {@link Tally} from counts; a rate with nothing to divide by is null. */
export function tallyOf(counts: Counts): Tally {
	const of = (figure: keyof Counts) => counts[figure];
	const withDue = of('resolved.early') + of('resolved.onTime') + of('resolved.late');
	const rate = (n: number, all: number) => (all === 0 ? null : n / all);
	return {
		received: of('received'),
		carriedOver: of('carriedOver'),
		resolved: {
			early: of('resolved.early'),
			onTime: of('resolved.onTime'),
			late: of('resolved.late'),
			noDue: of('resolved.noDue'),
			total: of('resolved.total'),
			lateByPromise: of('resolved.lateByPromise'),
			notHandedOver: of('resolved.notHandedOver')
		},
		open: {
			inTime: of('open.inTime'),
			dueSoon: of('open.dueSoon'),
			overdue: of('open.overdue'),
			noDue: of('open.noDue'),
			paused: of('open.paused'),
			total: of('open.total')
		},
		awaiting: { total: of('awaiting.total'), overdue: of('awaiting.overdue') },
		ended: {
			withdrawn: of('ended.withdrawn'),
			stopped: of('ended.stopped'),
			afterDue: of('ended.afterDue')
		},
		refused: of('refused'),
		movedDue: of('movedDue'),
		rates: {
			onTimeOrEarly: rate(of('resolved.early') + of('resolved.onTime'), withDue),
			late: rate(of('resolved.late'), withDue),
			lateByPromise: rate(of('resolved.lateByPromise'), of('resolved.withPromise'))
		}
	};
}

/** The number that a figure names in a tally. */
export function figureOf(tally: Tally, figure: Figure): number {
	const [group, key] = figure.split('.') as [keyof Tally, string | undefined];
	const value = tally[group];
	if (typeof value === 'number') return value;
	return (value as Record<string, number>)[key ?? ''] ?? 0;
}

/** A dossier's state, as far as counting needs it. */
export interface Countable extends Standable {
	receivedOn: Day | null;
	closedOn: Day | null;
}

/**
 * The figures in which one dossier counts, for the period `from`..`to` (both included) at `at`.
 * This is the plain reading of contract section 4, kept apart from the SQL that serves: the
 * recount compares the two.
 */
export function figuresOf(
	dossier: Countable,
	{ at, from, to, horizon }: { at: Instant; from: Day; to: Day; horizon: Horizon }
): Set<keyof Counts> {
	const figures = new Set<keyof Counts>();
	const standing = standingOf(dossier, at, horizon);
	const marks = marksOf(dossier);
	const closed = dossier.closedOn;
	const inPeriod = (day: Day | null) => day !== null && day >= from && day <= to;

	if (standing === null) return figures;
	if (dossier.status === 9) figures.add('resolved.notHandedOver');
	if (dossier.phase === 'awaiting') {
		figures.add('awaiting.total');
		if (standing === 'awaiting_overdue') figures.add('awaiting.overdue');
		return figures;
	}
	if (dossier.phase === 'refused') {
		if (inPeriod(closed)) figures.add('refused');
		if (inPeriod(closed) && marks.endedAfterDue) figures.add('ended.afterDue');
		return figures;
	}
	const isOpen = dossier.phase === 'open' || dossier.phase === 'paused';
	const received = dossier.receivedOn ?? dayOf(at);
	if (inPeriod(received)) figures.add('received');
	if (received < from && (isOpen || (closed !== null && closed >= from))) {
		figures.add('carriedOver');
	}
	if (isOpen) {
		figures.add('open.total');
		if (dossier.moved) figures.add('movedDue');
		if (standing === 'in_time') figures.add('open.inTime');
		if (standing === 'due_soon') figures.add('open.dueSoon');
		if (standing === 'overdue') figures.add('open.overdue');
		if (standing === 'no_due') figures.add('open.noDue');
		if (standing === 'paused') figures.add('open.paused');
		return figures;
	}
	if (!inPeriod(closed)) return figures;
	if (marks.endedAfterDue) figures.add('ended.afterDue');
	if (dossier.phase === 'withdrawn') figures.add('ended.withdrawn');
	if (dossier.phase === 'stopped') figures.add('ended.stopped');
	if (dossier.phase === 'resolved') {
		figures.add('resolved.total');
		if (dossier.moved) figures.add('movedDue');
		if (marks.lateByPromise) figures.add('resolved.lateByPromise');
		if (dossier.promiseOn !== null) figures.add('resolved.withPromise');
		if (standing === 'resolved_early') figures.add('resolved.early');
		if (standing === 'resolved_on_time') figures.add('resolved.onTime');
		if (standing === 'resolved_late') figures.add('resolved.late');
		if (standing === 'resolved_no_due') figures.add('resolved.noDue');
	}
	return figures;
}
