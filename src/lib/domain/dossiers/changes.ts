import type { Instant } from '../calendar/time.ts';
import type { StatusChange } from './dossier.ts';
import {
	eventTime,
	happened,
	happenings,
	snapshotTime,
	type Recorded,
	type Snapshot,
	type Step
} from './message.ts';
import { lifeRank, type Status } from './status.ts';

interface Fact {
	at: Instant;
	status: Status;
	/** `implied` facts follow from a date inside a snapshot and yield to what was said outright. */
	implied: boolean;
	/** Told by a snapshot that a later one overtook: it comes just before what overtook it. */
	overtaken: boolean;
	undated: boolean;
	arrivedAt: Instant;
	hash: string;
}

/** Snapshots in event order: by their own time, then by first arrival (contract section 2). */
export function inOrder(snapshots: Recorded<Snapshot>[]): Recorded<Snapshot>[] {
	return snapshots
		.map((message) => ({ message, time: snapshotTime(message) }))
		.sort(
			(a, b) =>
				a.time - b.time ||
				a.message.arrivedAt - b.message.arrivedAt ||
				compareText(a.message.hash, b.message.hash)
		)
		.map((entry) => entry.message);
}

export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The latest instant at which an undated fact of `ordered[i]` can still have been news: the first
 * happening that a later snapshot adds. A late copy of an old snapshot thus reopens nothing.
 */
export function overtakenAt(ordered: Recorded<Snapshot>[], i: number): Instant {
	const own = ordered[i];
	if (!own) return Infinity;
	const time = snapshotTime(own);
	let limit = Infinity;
	for (const later of ordered.slice(i + 1)) {
		for (const at of happenings(later)) if (at > time && at < limit) limit = at;
	}
	return limit;
}

/**
 * The status changes of a dossier in event order.
 *
 * A status takes its own date from the snapshot that tells it, else from a step to the same status,
 * else the instant at which the message first arrived (`undated`). Nothing but reception and refusal
 * happens before NgayTiepNhan.
 *
 * @param ordered snapshots as {@link inOrder} gives them
 * @param steps in any order
 * @param receivedAt NgayTiepNhan as last known; null when the dossier was not received
 */
export function statusChanges(
	ordered: Recorded<Snapshot>[],
	steps: Recorded<Step>[],
	receivedAt: Instant | null
): StatusChange[] {
	const facts: Fact[] = steps.map((step) => ({
		at: eventTime(step),
		status: step.content.status,
		implied: false,
		overtaken: false,
		undated: false,
		arrivedAt: step.arrivedAt,
		hash: step.hash
	}));
	ordered.forEach((_, i) => facts.push(...factsOf(ordered, i, steps)));

	for (const fact of facts) {
		if (receivedAt !== null && fact.status !== 1 && fact.status !== 3 && fact.at < receivedAt) {
			fact.at = receivedAt;
		}
	}
	facts.sort(
		(a, b) =>
			a.at - b.at ||
			Number(b.overtaken) - Number(a.overtaken) ||
			lifeRank(a.status) - lifeRank(b.status) ||
			Number(a.implied) - Number(b.implied) ||
			a.arrivedAt - b.arrivedAt ||
			compareText(a.hash, b.hash)
	);

	const changes: StatusChange[] = [];
	for (const fact of facts) {
		const held = changes.at(-1)?.status ?? null;
		if (held === fact.status || (fact.implied && !follows(held, fact.status))) continue;
		changes.push({ at: fact.at, status: fact.status, undated: fact.undated });
	}
	return settleEnds(changes, ordered, steps);
}

/** Whether a fact that a date merely implies may change the status held. */
function follows(held: Status | null, implied: Status): boolean {
	switch (implied) {
		case 1:
			return held === null;
		case 2:
			return held === null || held === 1;
		case 4:
			return held === 5 || held === 6 || held === 8;
		case 5:
			return held === null || held === 1 || held === 2 || held === 4;
		case 9:
			return held !== 3 && held !== 7 && held !== 8 && held !== 9 && held !== 10;
		default:
			return true;
	}
}

function factsOf(ordered: Recorded<Snapshot>[], i: number, steps: Recorded<Step>[]): Fact[] {
	const message = ordered[i];
	if (!message) return [];
	const { content, arrivedAt, hash } = message;
	const facts: Fact[] = [];
	const add = (at: Instant, status: Status, rest: Partial<Fact>) =>
		facts.push({
			at,
			status,
			implied: false,
			overtaken: false,
			undated: false,
			arrivedAt,
			hash,
			...rest
		});
	const imply = (at: Instant | null, status: Status) => {
		const when = happened(at, arrivedAt);
		if (when !== null) add(when, status, { implied: true });
	};

	imply(content.submittedAt, 1);
	if (content.status !== 1 && content.status !== 3) imply(content.receivedAt, 2);
	for (const entry of content.supplements) {
		imply(entry.requestedAt, 5);
		imply(entry.receivedAt, 4);
	}
	if (content.status === 9 || content.status === 10) imply(content.finishedAt, 9);

	const own = happened(ownDate(content), arrivedAt);
	if (own !== null) {
		add(own, content.status, {});
		return facts;
	}
	const dated = steps.some(
		(step) => step.content.status === content.status && eventTime(step) <= arrivedAt
	);
	if (dated) return facts;

	if (isNoNews(ordered, i)) {
		add(snapshotTime(message), content.status, {});
		return facts;
	}
	const limit = overtakenAt(ordered, i);
	const overtaken = arrivedAt >= limit;
	add(overtaken ? limit : arrivedAt, content.status, { overtaken, undated: !overtaken });
	return facts;
}

/**
 * "Received" and "in processing" told by the first snapshot of its instant say only that the
 * dossier was on its way then; taken as news of the day they arrived they would undo what steps
 * say happened since.
 */
function isNoNews(ordered: Recorded<Snapshot>[], i: number): boolean {
	const message = ordered[i];
	if (!message || (message.content.status !== 2 && message.content.status !== 4)) return false;
	const before = ordered[i - 1];
	return !before || snapshotTime(before) < snapshotTime(message);
}

/** The date inside a snapshot that is the date of its own status. */
function ownDate(content: Snapshot): Instant | null {
	switch (content.status) {
		case 1:
			return content.submittedAt;
		case 2:
			return content.receivedAt;
		case 3:
			return content.refusedAt ?? content.finishedAt;
		case 4: {
			const last = content.supplements.at(-1);
			return last?.receivedAt ?? null;
		}
		case 5: {
			const open = content.supplements.filter((entry) => entry.receivedAt === null);
			return open.reduce<Instant | null>(
				(latest, { requestedAt }) =>
					requestedAt !== null && (latest === null || requestedAt > latest) ? requestedAt : latest,
				null
			);
		}
		case 6:
			return null;
		case 7:
		case 8:
			return content.finishedAt;
		case 9:
			return content.finishedAt ?? content.returnedAt;
		case 10:
			return content.returnedAt;
	}
}

/**
 * Lets each resolved stretch begin at E: NgayKetThucXuLy, else NgayTra, else the first step to 9 or
 * 10, else the first arrival (contract section 3). A step that ran ahead of E does not close the
 * dossier before E.
 */
function settleEnds(
	changes: StatusChange[],
	ordered: Recorded<Snapshot>[],
	steps: Recorded<Step>[]
): StatusChange[] {
	const settled: StatusChange[] = [];
	let floor = -Infinity;
	for (let i = 0; i < changes.length; i++) {
		const change = changes[i];
		if (!change) continue;
		const held = settled.at(-1)?.status;
		const begins = (change.status === 9 || (change.status === 10 && held !== 8)) && held !== 9;
		if (!begins) {
			settled.push({ ...change, at: Math.max(change.at, settled.at(-1)?.at ?? -Infinity) });
			continue;
		}
		let last = i;
		while (changes[last + 1]?.status === 9 || changes[last + 1]?.status === 10) last++;
		const until = changes[last + 1]?.at ?? Infinity;
		const end = endWithin(ordered, steps, floor, until);
		const at = end === null ? change.at : Math.max(change.at, end);
		settled.push({ ...change, at, undated: end === null && change.undated });
		floor = until;
	}
	return settled;
}

/**
 * E of the resolved stretch that lies between `floor` (when the dossier was last reopened) and
 * `until` (when it is reopened next); null when nothing dates it.
 */
export function endWithin(
	ordered: Recorded<Snapshot>[],
	steps: Recorded<Step>[],
	floor: Instant,
	until: Instant
): Instant | null {
	const within = (at: Instant | null) => at !== null && at >= floor && at < until;
	const ended = ordered.filter(({ content }) => content.status === 9 || content.status === 10);
	const last = (of: (message: Recorded<Snapshot>) => Instant | null) =>
		ended.map(of).filter(within).at(-1) ?? null;
	const finished = last((m) => happened(m.content.finishedAt, m.arrivedAt));
	if (finished !== null) return finished;
	const returned = last((m) => happened(m.content.returnedAt, m.arrivedAt));
	if (returned !== null) return returned;
	const stepped = steps
		.filter(({ content }) => content.status === 9 || content.status === 10)
		.map(eventTime)
		.filter(within);
	return stepped.length === 0 ? null : Math.min(...stepped);
}
