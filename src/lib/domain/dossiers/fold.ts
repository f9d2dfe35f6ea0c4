import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { asReported, firstArrivals } from './arrivals.ts';
import { statusChanges } from './changes.ts';
import { dueChain } from './dues.ts';
import {
	FOREVER,
	type Dossier,
	type DossierState,
	type DueEntry,
	type Span,
	type StatusChange
} from './dossier.ts';
import { eventTime, type Recorded, type Snapshot, type Step } from './message.ts';
import { inOrder, lastTold, type Placed } from './placed.ts';
import { signsOf, type Sign } from './signs.ts';
import { lifeRank, phaseOf } from './status.ts';

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
	/** The last day on which papers asked for on a day may come back without a question (U05). */
	pauseLimit(askedOn: Day): Day;
}

/**
 * A dossier as the fold of its recorded messages in event-time order. The result depends on the set
 * of (content, first arrival) alone: repeating, batching and processing order change nothing.
 *
 * @param messages at least one; all of one dossier code
 */
export function fold(messages: readonly Recorded[], rules: FoldRules): Dossier {
	return foldWithSigns(messages, rules).dossier;
}

/** {@link fold}, with the messages that raise each of the dossier's flags. */
export function foldWithSigns(
	messages: readonly Recorded[],
	rules: FoldRules
): { dossier: Dossier; signs: Sign[] } {
	const sent = firstArrivals(messages);
	const known = asReported(sent);
	const first = known[0];
	if (!first) throw new Error('fold needs at least one message');
	const steps = known.filter((m): m is Recorded<Step> => m.content.kind === 'step');
	if (steps.length > 1) {
		steps.sort(
			(a, b) =>
				a.content.at - b.content.at || lifeRank(a.content.status) - lifeRank(b.content.status)
		);
	}
	const placed = inOrder(
		known.filter((m): m is Recorded<Snapshot> => m.content.kind === 'snapshot')
	);
	const last = placed.at(-1);
	const receivedAt = lastTold(placed, (content) => content.receivedAt);
	const changes = statusChanges(placed, steps, receivedAt);

	const recorded = dueChain(placed, changes);
	const firstAgency = placed[0]?.agencyId ?? null;
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

	const spans = last ? spansOf({ placed, changes, dues, receivedAt, rules }) : [];
	const current = spans.at(-1)?.state ?? incompleteState(changes);

	const dossier: Dossier = {
		code: first.content.code,
		state: current,
		procedureCode: last?.content.procedure ?? '',
		procedureName: last?.content.procedureName ?? '',
		fieldName: last?.content.fieldName ?? '',
		unit: steps.at(-1)?.content.unit ?? '',
		applicantKind: last?.content.applicantKind ?? '',
		receivedAt,
		dueSource: sameDay !== null ? 'same_day' : recorded.length > 0 ? 'recorded' : null,
		firstDueAt: dues[0]?.dueAt ?? null,
		promiseAt: dues.at(-1)?.promiseAt ?? null,
		finishedAt: current.phase === 'resolved' ? (changes.at(-1)?.endAt ?? null) : null,
		returnedAt: lastTold(placed, (content) => content.returnedAt),
		firstEndAt: changes.find((change) => change.status >= 8)?.endAt ?? null,
		changes,
		dues,
		spans,
		lastEventAt: -Infinity,
		lastArrivalAt: -Infinity,
		flags: []
	};
	for (const message of known) {
		dossier.lastEventAt = Math.max(dossier.lastEventAt, eventTime(message));
		dossier.lastArrivalAt = Math.max(dossier.lastArrivalAt, message.arrivedAt);
	}
	const signs = signsOf(dossier, { sent, placed, steps }, rules);
	dossier.flags = signs.map(({ flag }) => flag);
	return { dossier, signs };
}

/**
 * Since when each agency answers for the dossier: at the time of the snapshot that names it, or when
 * that was news where nothing dated lies between it and the one before.
 */
function agencyChain(placed: readonly Placed[]): { at: Instant; agencyId: number | null }[] {
	const chain: { at: Instant; agencyId: number | null }[] = [];
	placed.forEach(({ agencyId, time, newsAt }, i) => {
		const held = chain.at(-1);
		if (held && held.agencyId === agencyId) return;
		const before = placed[i - 1];
		const at = !before ? -Infinity : time > before.time ? time : newsAt;
		chain.push({ at: Math.max(at, held?.at ?? -Infinity), agencyId });
	});
	return chain;
}

interface Story {
	placed: Placed[];
	changes: StatusChange[];
	dues: DueEntry[];
	receivedAt: Instant | null;
	rules: FoldRules;
}

function spansOf(story: Story): Span[] {
	const { placed, changes, dues, rules } = story;
	const last = placed.at(-1);
	const start = changes[0]?.at;
	if (!last || start === undefined) return [];
	const agencies = agencyChain(placed);
	const instants: Instant[] = [start];
	const cut = (at: Instant) => {
		if (at >= start && !instants.includes(at)) instants.push(at);
	};
	for (const { at } of changes) cut(at);
	for (const { effectiveAt } of dues) cut(effectiveAt);
	for (const { at } of agencies) cut(at);
	if (instants.length > 1) instants.sort((a, b) => a - b);

	const fallback = changes.find((c) => c.status !== 1 && c.status !== 3)?.at ?? null;
	const receivedOn = dayOrNull(story.receivedAt ?? fallback);
	const submittedAt = lastTold(placed, (told) => told.submittedAt) ?? start;
	const { content } = last;
	const spans: Span[] = [];
	instants.forEach((from, i) => {
		const n = changes.findLastIndex((c) => c.at <= from);
		const change = changes[n];
		if (!change) return;
		const due = dues.findLast((entry) => entry.effectiveAt <= from) ?? null;
		const feesPause =
			change.status === 6 && rules.feesPause(content.field, content.fieldName, dayOf(change.at));
		const phase = phaseOf(change.status, changes[n - 1]?.status ?? null, feesPause);
		const ended = dayOrNull(change.endAt);
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

function dayOrNull(at: Instant | null): Day | null {
	return at === null ? null : dayOf(at);
}

const STATE_KEYS = Object.keys(incompleteState([])) as readonly (keyof DossierState)[];

function sameState(a: DossierState, b: DossierState): boolean {
	for (const key of STATE_KEYS) if (a[key] !== b[key]) return false;
	return true;
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
