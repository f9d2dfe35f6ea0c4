import type { Instant } from '../calendar/time.ts';
import type { Recorded, Snapshot, Step } from './message.ts';
import type { Placed } from './placed.ts';
import { lifeRank, type Status } from './status.ts';

/** What a snapshot says outright: its status, and since when. */
export interface ToldStatus {
	at: Instant;
	status: Status;
	/** The order among what has the same instant, see {@link lifeRank}. */
	rank: number;
	/** Nothing dates it: the instant is the first arrival. */
	undated: boolean;
}

/** Comes before everything else of its instant. */
const JUST_BEFORE = -1;

/**
 * Since when the status held that each snapshot tells, one for one. It is dated by the snapshot
 * itself, else by a step to the same status, else by the first arrival (contract section 2). What
 * stands later in the order of snapshots never comes to lie before what stands earlier. What is told
 * without a date and arrives when it is out of date comes just before what overtook it: a late copy
 * of an old snapshot reopens nothing.
 *
 * @param steps in order of time
 * @param receivedAt NgayTiepNhan as last known; null when the dossier was not received
 */
export function toldStatuses(
	placed: readonly Placed[],
	steps: readonly Recorded<Step>[],
	receivedAt: Instant | null
): ToldStatus[] {
	const told: ToldStatus[] = [];
	let before: ToldStatus | undefined;
	placed.forEach((snapshot, i) => {
		const { status } = snapshot.content;
		const begun = before ? beginningOf(snapshot, before) : null;
		if (begun !== null) {
			const at = notBefore(receivedAt, status, begun);
			told.push({ at, status, rank: lifeRank(status), undated: false });
			return;
		}
		const dated = dateOf(snapshot, placed[i - 1], before, steps);
		const at = Math.max(notBefore(receivedAt, status, dated.at), before?.at ?? -Infinity);
		const rank = Math.max(
			dated.overtaken ? JUST_BEFORE : lifeRank(status),
			before?.at === at ? before.rank : JUST_BEFORE
		);
		before = { at, status, rank, undated: dated.undated };
		told.push(before);
	});
	return told;
}

/**
 * "Received" has a date of its own, NgayTiepNhan, and no ended dossier goes back to it: told after
 * the end it is a late copy of the beginning, never a new one.
 */
function beginningOf({ content }: Placed, before: ToldStatus): Instant | null {
	if (content.status !== 2 || !isEnd(before.status)) return null;
	return content.receivedAt !== null && content.receivedAt < before.at ? content.receivedAt : null;
}

/**
 * Nothing but submission, a request for papers and refusal comes before NgayTiepNhan: what else is
 * told to have happened before it is taken for a sender's clock that is behind.
 */
export function notBefore(receivedAt: Instant | null, status: Status, at: Instant): Instant {
	const mayComeBefore = status === 1 || status === 3 || status === 5;
	return receivedAt === null || mayComeBefore ? at : Math.max(at, receivedAt);
}

interface DatedStatus {
	at: Instant;
	undated: boolean;
	overtaken: boolean;
}

function dateOf(
	snapshot: Placed,
	previous: Placed | undefined,
	before: ToldStatus | undefined,
	steps: readonly Recorded<Step>[]
): DatedStatus {
	const { content, arrivedAt, time, newsAt } = snapshot;
	const own = ownDate(content);
	// The snapshot before has the same dates and another story: these dates are not of this one.
	const isNews = previous?.time === time && before !== undefined && own !== null && before.at > own;
	if (own !== null && !isNews) return { at: own, undated: false, overtaken: false };

	const since = Math.max(time, before?.at ?? -Infinity);
	const step = steps.find(
		({ content: { at, status } }) => at >= since && status === content.status
	);
	if (step && step.content.at <= newsAt) {
		return { at: step.content.at, undated: false, overtaken: false };
	}
	const end = isEnd(content.status)
		? Infinity
		: (steps.find(({ content: { at, status } }) => at > since && isEnd(status))?.content.at ??
			Infinity);
	const overtaken = arrivedAt >= Math.min(snapshot.overtakenAt, end);
	return { at: Math.min(newsAt, end), undated: !overtaken, overtaken };
}

export function isEnd(status: Status): boolean {
	return status === 3 || status >= 7;
}

/** The date inside a snapshot that is the date of its own status; null when it has none. */
function ownDate(content: Snapshot): Instant | null {
	const { submittedAt, receivedAt, refusedAt, finishedAt, returnedAt, supplements } = content;
	const answers = supplements.map((entry) => entry.receivedAt);
	switch (content.status) {
		case 1:
		case 2:
		case 4: {
			// On its way since it came, or came back; unless something inside interrupted it later.
			const since = latest(submittedAt, receivedAt, ...answers);
			const requests = supplements.map((entry) => entry.requestedAt);
			const interrupted = latest(refusedAt, finishedAt, returnedAt, ...requests);
			return since !== null && (interrupted === null || since > interrupted) ? since : null;
		}
		case 5: {
			const open = supplements.filter((entry) => entry.receivedAt === null);
			const asked = latest(...open.map((entry) => entry.requestedAt));
			return asked === null ? null : latest(asked, receivedAt, ...answers);
		}
		case 6:
			return null;
		case 3:
			return refusedAt ?? finishedAt;
		case 7:
			return finishedAt ?? returnedAt;
		case 8:
			return finishedAt ?? refusedAt;
		case 9:
			return finishedAt ?? returnedAt;
		case 10:
			return returnedAt;
	}
}

function latest(...instants: (Instant | null)[]): Instant | null {
	let found: Instant | null = null;
	for (const at of instants) if (at !== null && (found === null || at > found)) found = at;
	return found;
}
