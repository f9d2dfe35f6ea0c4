/**
 * A finding (tồn tại, hạn chế): the fold of what happened to it, in the order in which it was recorded.
 * It never says "vi phạm": that is a word of a signed conclusion.
 */
import type { Day, Instant } from '../calendar/time.ts';
import type { FindingCategory } from '../inspections/checklist.ts';
import type { Severity, WatchedFigure } from './category.ts';

/**
 * `logged`: first record. `confirmed` or `withdrawn` by the team leader. `explained`: the unit has said
 * its word. `cleared`: the explanation was accepted. `upheld`: it was not. `tasked`: it is a task.
 * `mended`: the unit has handed in evidence. `verified`: somebody else has looked again. `watched`:
 * closed, and the figure that caused it is looked at. `relapsed`: tồn tại tái diễn. `ended`: it kept.
 */
export const FINDING_STATES = [
	'logged',
	'confirmed',
	'withdrawn',
	'explained',
	'cleared',
	'upheld',
	'tasked',
	'mended',
	'verified',
	'watched',
	'relapsed',
	'ended'
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Where it was found. */
export const FINDING_ORIGINS = ['dossier', 'checklist', 'task', 'none'] as const;
export type FindingOrigin = (typeof FINDING_ORIGINS)[number];

/** A number as it stood: which, how many, and when. */
export interface FrozenFigure {
	figure: WatchedFigure;
	value: number;
	at: Instant;
}

/** What is found, of whom, on what ground. The person concerned, if any, is kept apart. */
export interface FindingTerms {
	category: FindingCategory;
	severity: Severity;
	agencyId: number;
	/** The part of the agency. */
	unit: string | null;
	/** `NĐ 61/2018 Đ5.1.e` */
	clause: string | null;
	/** Codes; a code that no system knows is a fault of its own. */
	dossiers: readonly string[];
	/** Those of them that the system did not know when it was logged. */
	unknownDossiers: readonly string[];
	/** Why, by code. */
	cause: string | null;
	/** Empty: the category says it. */
	text: string;
	/** Opaque codes of pieces of evidence. */
	evidence: readonly string[];
	/** When what it tells of took place, which may be long before it was logged. */
	happenedAt: Instant | null;
	origin: { kind: FindingOrigin; id: string | null };
	/** Public code of the inspection; null: it stands alone. */
	inspection: string | null;
	/** The number that led here, as it was then. */
	figure: FrozenFigure | null;
}

/** What may still be put right while it is a first record. */
export type FindingChange = Pick<
	FindingTerms,
	'category' | 'severity' | 'unit' | 'clause' | 'cause' | 'text' | 'evidence' | 'happenedAt'
>;

/** What happened; each is recorded once and never changed. `at` is an instant of the domain's clock. */
export type FindingEvent = { at: Instant; by: number | null } & (
	| { kind: 'logged'; terms: FindingTerms }
	| { kind: 'amended'; change: FindingChange }
	| { kind: 'confirmed' }
	| { kind: 'withdrawn'; reason: string }
	| { kind: 'explained'; text: string; evidence: readonly string[] }
	| { kind: 'explanation_decided'; accepted: boolean; reason: string }
	/** It has become a task of the one task machinery. */
	| { kind: 'tasked'; task: string }
	/** The task's evidence was handed in, or the unit has said so here. */
	| { kind: 'mended'; text: string; evidence: readonly string[] }
	/** Phúc tra. */
	| { kind: 'reinspected'; passed: boolean; text: string; evidence: readonly string[] }
	/** `limit`: the value of the figure at which the fault is there again. */
	| { kind: 'closed'; watch: { until: Day; figure: WatchedFigure; limit: number } | { until: Day } }
	/** The figure came back, or the same fault was found again. */
	| { kind: 'relapsed'; value: number | null; again: string | null }
	| { kind: 'watch_ended' }
	/** The conclusion of its inspection was signed. */
	| { kind: 'concluded'; document: string }
);
export type FindingEventKind = FindingEvent['kind'];

export interface Finding extends FindingTerms {
	state: FindingState;
	loggedAt: Instant;
	loggedBy: number | null;
	/** How many times it was put right as a first record: the record before stays. */
	version: number;
	/** From when its agency sees it; null: not yet. */
	releasedAt: Instant | null;
	concludedAt: Instant | null;
	/** What the unit said last. */
	explanation: { text: string; at: Instant; accepted: boolean | null } | null;
	/** The task that it is, the latest. */
	task: string | null;
	mendedAt: Instant | null;
	mendedBy: number | null;
	watch: { until: Day; figure: WatchedFigure | null; limit: number | null } | null;
	closedAt: Instant | null;
	relapses: number;
	lastMovedAt: Instant;
}

export function begunFinding({ at, by, terms }: FindingEvent & { kind: 'logged' }): Finding {
	return {
		...terms,
		...{ state: 'logged', loggedAt: at, loggedBy: by, version: 1 },
		...{ releasedAt: null, concludedAt: null, explanation: null, task: null },
		...{ mendedAt: null, mendedBy: null, watch: null, closedAt: null, relapses: 0 },
		lastMovedAt: at
	};
}

/** The finding after one more event, which `decideFinding` has let happen. */
export function afterFinding(finding: Finding, event: FindingEvent): Finding {
	return { ...finding, ...changed(finding, event), lastMovedAt: event.at };
}

/**
 * @param events in the order in which they were recorded, the first `logged`
 * @throws RangeError when there is nothing to begin with
 */
export function foldFinding(events: readonly FindingEvent[]): Finding {
	const [first, ...rest] = events;
	if (first?.kind !== 'logged') throw new RangeError('a finding begins by being logged');
	return rest.reduce(afterFinding, begunFinding(first));
}

function changed(finding: Finding, event: FindingEvent): Partial<Finding> {
	const { at } = event;
	switch (event.kind) {
		case 'logged':
			return {};
		case 'amended':
			return { ...event.change, version: finding.version + 1 };
		case 'confirmed':
			return { state: 'confirmed', releasedAt: at };
		case 'withdrawn':
			return { state: 'withdrawn' };
		case 'explained':
			return { state: 'explained', explanation: { text: event.text, at, accepted: null } };
		case 'explanation_decided':
			return {
				state: event.accepted ? 'cleared' : 'upheld',
				explanation:
					finding.explanation === null ? null : { ...finding.explanation, accepted: event.accepted }
			};
		case 'tasked':
			return { state: 'tasked', task: event.task, mendedAt: null, mendedBy: null };
		case 'mended':
			return { state: 'mended', mendedAt: at, mendedBy: event.by };
		case 'reinspected':
			return event.passed
				? { state: 'verified' }
				: { state: 'tasked', mendedAt: null, mendedBy: null };
		case 'closed':
			return {
				state: 'watched',
				closedAt: at,
				watch: { figure: null, limit: null, ...event.watch }
			};
		case 'relapsed':
			return { state: 'relapsed', relapses: finding.relapses + 1, watch: null, closedAt: null };
		case 'watch_ended':
			return { state: 'ended', watch: null };
		case 'concluded':
			return { concludedAt: at };
	}
}
