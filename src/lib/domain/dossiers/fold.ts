import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { compareText, endWithin, inOrder, overtakenAt, statusChanges } from './changes.ts';
import { dueChain } from './dues.ts';
import {
	FOREVER,
	type Dossier,
	type DossierState,
	type DueEntry,
	type Span,
	type StatusChange
} from './dossier.ts';
import { flagsOf } from './flags.ts';
import {
	eventTime,
	happened,
	snapshotTime,
	type Recorded,
	type Snapshot,
	type Step
} from './message.ts';
import { phaseOf, type Phase } from './status.ts';

/** What the fold must ask of the other rooms; all of it dated, none of it about now. */
export interface FoldRules {
	/** D of a same-day procedure received at an instant; null when the catalogue does not say so. */
	sameDayDue(procedureCode: string, receivedAt: Instant, agencyId: number | null): Instant | null;
	/** Whether status 6 stops the clock for a field on a day. */
	feesPause(fieldCode: string, fieldName: string, on: Day): boolean;
	/** Whether the catalogue knows the procedure on the day. */
	knowsProcedure(procedureCode: string, on: Day): boolean;
	/** Whether the receiving unit's code belongs to a known agency. */
	knowsReceiver(receivedBy: string): boolean;
	/** The last day on which a supplement may be asked for a dossier received on a day. */
	supplementLimit(receivedOn: Day): Day;
	/** More supplement requests than this raise N05. */
	supplementsAtMost(on: Day): number;
	/** More re-appointments than this raise N10. */
	reappointmentsAtMost(on: Day): number;
	/** Hours after its event at which a message counts as late (N11). */
	lateArrivalHours(on: Day): number;
}

/**
 * A dossier as the fold of its recorded messages in event-time order. The result depends on the set
 * of (content, first arrival) alone: repeating, batching and processing order change nothing.
 *
 * @param messages at least one; all of one dossier code
 */
export function fold(messages: readonly Recorded[], rules: FoldRules): Dossier {
	const known = firstArrivals(messages);
	const first = known[0];
	if (!first) throw new Error('fold needs at least one message');
	const steps = known.filter((m): m is Recorded<Step> => m.content.kind === 'step');
	const ordered = inOrder(
		known.filter((m): m is Recorded<Snapshot> => m.content.kind === 'snapshot')
	);
	const last = ordered.at(-1);
	const receivedAt = lastKnown(ordered, (m) => happened(m.content.receivedAt, m.arrivedAt));
	const changes = statusChanges(ordered, steps, receivedAt);
	const lastStep = steps.toSorted((a, b) => eventTime(a) - eventTime(b)).at(-1);

	const recorded = dueChain(ordered, changes);
	const firstAgency = ordered[0]?.agencyId ?? null;
	const sameDay =
		recorded.length === 0 && last && receivedAt !== null
			? rules.sameDayDue(last.content.procedure, receivedAt, firstAgency)
			: null;
	const dues: DueEntry[] =
		sameDay === null
			? recorded
			: [
					{
						dueAt: sameDay,
						promiseAt: sameDay,
						effectiveAt: -Infinity,
						reason: 'same_day',
						grounded: true
					}
				];
	const start = changes[0]?.at ?? eventTime(first);
	for (const entry of dues) entry.effectiveAt = Math.max(entry.effectiveAt, start);

	const spans = last ? spansOf({ ordered, steps, changes, dues, receivedAt, rules }) : [];
	const current = spans.at(-1)?.state ?? incompleteState(changes);
	const ends = changes.filter((c) => c.status === 8 || c.status === 9 || c.status === 10);
	const finishedAt =
		current.phase === 'resolved' ? resolvedAt(changes, changes.length - 1, ordered, steps) : null;

	const dossier: Omit<Dossier, 'flags'> = {
		code: first.content.code,
		state: current,
		procedureCode: last?.content.procedure ?? '',
		procedureName: last?.content.procedureName ?? '',
		fieldName: last?.content.fieldName ?? '',
		unit: lastStep?.content.unit ?? '',
		applicantKind: last?.content.applicantKind ?? '',
		receivedAt,
		dueSource: sameDay !== null ? 'same_day' : recorded.length > 0 ? 'recorded' : null,
		firstDueAt: dues[0]?.dueAt ?? null,
		promiseAt: dues.at(-1)?.promiseAt ?? null,
		finishedAt,
		returnedAt: lastKnown(ordered, (m) => happened(m.content.returnedAt, m.arrivedAt)),
		firstEndAt: ends[0]?.at ?? null,
		changes,
		dues,
		spans,
		lastEventAt: Math.max(...known.map(eventTime)),
		lastArrivalAt: Math.max(...known.map((m) => m.arrivedAt))
	};
	return { ...dossier, flags: flagsOf(dossier, ordered, steps, rules) };
}

/** Each distinct content once, with its first arrival, in a fixed order. */
function firstArrivals(messages: readonly Recorded[]): Recorded[] {
	const byHash = new Map<string, Recorded>();
	for (const message of messages) {
		const held = byHash.get(message.hash);
		if (!held || message.arrivedAt < held.arrivedAt) byHash.set(message.hash, message);
	}
	return [...byHash.values()].sort((a, b) => compareText(a.hash, b.hash));
}

function lastKnown<T>(
	ordered: Recorded<Snapshot>[],
	of: (message: Recorded<Snapshot>) => T | null
): T | null {
	for (let i = ordered.length - 1; i >= 0; i--) {
		const message = ordered[i];
		const value = message ? of(message) : null;
		if (value !== null) return value;
	}
	return null;
}

/** Since when each agency answers for the dossier: at the snapshot's time, or at its arrival when
 * nothing dated lies between it and the one before. */
function agencyChain(ordered: Recorded<Snapshot>[]): { at: Instant; agencyId: number | null }[] {
	const chain: { at: Instant; agencyId: number | null }[] = [];
	ordered.forEach((message, i) => {
		const held = chain.at(-1);
		if (held && held.agencyId === message.agencyId) return;
		const before = ordered[i - 1];
		const time = snapshotTime(message);
		const at = !before
			? -Infinity
			: time > snapshotTime(before)
				? time
				: Math.min(message.arrivedAt, overtakenAt(ordered, i));
		chain.push({ at: Math.max(at, held?.at ?? -Infinity), agencyId: message.agencyId });
	});
	return chain;
}

interface Story {
	ordered: Recorded<Snapshot>[];
	steps: Recorded<Step>[];
	changes: StatusChange[];
	dues: DueEntry[];
	receivedAt: Instant | null;
	rules: FoldRules;
}

function spansOf(story: Story): Span[] {
	const { ordered, changes, dues, rules } = story;
	const last = ordered.at(-1);
	const start = changes[0]?.at;
	if (!last || start === undefined) return [];
	const agencies = agencyChain(ordered);
	const cuts = new Set<Instant>([start]);
	for (const { at } of changes) cuts.add(at);
	for (const { effectiveAt } of dues) if (effectiveAt > start) cuts.add(effectiveAt);
	for (const { at } of agencies) if (at > start) cuts.add(at);
	const instants = [...cuts].sort((a, b) => a - b);

	const fallback = changes.find((c) => c.status !== 1 && c.status !== 3)?.at ?? null;
	const receivedOn = dayOrNull(story.receivedAt ?? fallback);
	const submittedAt =
		lastKnown(ordered, (m) => happened(m.content.submittedAt, m.arrivedAt)) ?? start;
	const { content } = last;
	const spans: Span[] = [];
	instants.forEach((from, i) => {
		const n = changes.findLastIndex((c) => c.at <= from);
		const change = changes[n];
		if (!change) return;
		const due = dues.findLast((entry) => entry.effectiveAt <= from) ?? null;
		const feesPause = rules.feesPause(content.field, content.fieldName, dayOf(from));
		const phase = phaseOf(change.status, changes[n - 1]?.status ?? null, feesPause);
		const ended = dayOrNull(endOf(story, n, phase));
		const dueAt = due?.dueAt ?? null;
		const state: DossierState = {
			status: change.status,
			phase,
			agencyId: agencies.findLast((a) => a.at <= from)?.agencyId ?? null,
			fieldCode: content.field,
			channel: content.channel,
			receivedBy: content.receivedBy,
			submittedAt,
			receivedOn: phase === 'awaiting' || phase === 'refused' ? null : receivedOn,
			dueAt,
			dueOn: dayOrNull(dueAt),
			promiseOn: dayOrNull(due?.promiseAt ?? null),
			finishedOn: ended,
			closedOn:
				ended !== null && phase !== 'refused' && receivedOn !== null && receivedOn > ended
					? receivedOn
					: ended,
			moved: movedBy(dues, from)
		};
		const before = spans.at(-1);
		if (before && sameState(before.state, state)) {
			before.to = instants[i + 1] ?? FOREVER;
			return;
		}
		spans.push({ from, to: instants[i + 1] ?? FOREVER, state });
	});
	return spans;
}

function movedBy(dues: DueEntry[], at: Instant): boolean {
	return dues.some((entry, i) => i > 0 && entry.reason !== 'time_only' && entry.effectiveAt <= at);
}

/** When the stretch of the `n`th change ended the dossier's work; null while it goes on. */
function endOf({ changes, ordered, steps }: Story, n: number, phase: Phase): Instant | null {
	if (phase === 'resolved') return resolvedAt(changes, n, ordered, steps);
	if (phase === 'refused' || phase === 'withdrawn') return changes[n]?.at ?? null;
	if (phase !== 'stopped') return null;
	const stopped = changes[n]?.status === 10 ? changes[n - 1] : changes[n];
	return stopped?.at ?? null;
}

/** E of the resolved stretch to which the `n`th change belongs. */
function resolvedAt(
	changes: StatusChange[],
	n: number,
	ordered: Recorded<Snapshot>[],
	steps: Recorded<Step>[]
): Instant | null {
	const isEnd = (c: StatusChange | undefined) => c?.status === 9 || c?.status === 10;
	let first = n;
	while (isEnd(changes[first - 1])) first--;
	let next = n + 1;
	while (isEnd(changes[next])) next++;
	const before = changes.slice(0, first).findLastIndex(isEnd);
	const floor = before < 0 ? -Infinity : (changes[before + 1]?.at ?? -Infinity);
	const until = changes[next]?.at ?? Infinity;
	return endWithin(ordered, steps, floor, until) ?? changes[first]?.at ?? null;
}

function dayOrNull(at: Instant | null): Day | null {
	return at === null ? null : dayOf(at);
}

function sameState(a: DossierState, b: DossierState): boolean {
	return (Object.keys(a) as (keyof DossierState)[]).every((key) => a[key] === b[key]);
}

/** Only steps have come: the status is known, what the dossier is and whose is not. */
function incompleteState(changes: StatusChange[]): DossierState {
	return {
		status: changes.at(-1)?.status ?? 2,
		phase: 'incomplete',
		agencyId: null,
		fieldCode: '',
		channel: '',
		receivedBy: '',
		submittedAt: null,
		receivedOn: null,
		dueAt: null,
		dueOn: null,
		promiseOn: null,
		finishedOn: null,
		closedOn: null,
		moved: false
	};
}
