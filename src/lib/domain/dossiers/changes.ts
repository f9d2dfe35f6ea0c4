import type { Instant } from '../calendar/time.ts';
import type { StatusChange } from './dossier.ts';
import { settleEnds } from './ends.ts';
import type { Recorded, Step } from './message.ts';
import type { Placed } from './placed.ts';
import { lifeRank, type Status } from './status.ts';
import { notBefore, toldStatuses, type ToldStatus } from './told-status.ts';

interface Fact {
	at: Instant;
	status: Status;
	/** The order among facts of the same instant. */
	rank: number;
	/** Follows from a date inside a snapshot, and yields to what was said outright. */
	implied: boolean;
	undated: boolean;
}

/**
 * The status changes of a dossier in event order: its steps, what its snapshots say outright, and
 * what the dates inside them imply.
 *
 * @param placed snapshots in event order
 * @param steps in order of time
 * @param receivedAt NgayTiepNhan as last known; null when the dossier was not received
 */
export function statusChanges(
	placed: readonly Placed[],
	steps: readonly Recorded<Step>[],
	receivedAt: Instant | null
): StatusChange[] {
	const told = toldStatuses(placed, steps, receivedAt);
	const facts: Fact[] = [];
	const state = (fact: Fact) => {
		if (!isBeforeReception(fact, receivedAt)) facts.push(fact);
	};
	for (const { content } of steps) {
		const { status } = content;
		const at = notBefore(receivedAt, status, content.at);
		state({ at, status, rank: lifeRank(status), implied: false, undated: false });
	}
	placed.forEach((snapshot, i) => {
		const said = told[i];
		if (!said) return;
		imply(snapshot, said, receivedAt, state);
		const { at, status, rank, undated } = said;
		state({ at, status, rank, implied: false, undated });
	});

	facts.sort((a, b) => a.at - b.at || a.rank - b.rank || Number(b.implied) - Number(a.implied));

	const changes: Omit<StatusChange, 'endAt'>[] = [];
	for (const { at, status, implied, undated } of facts) {
		const held = changes.at(-1)?.status ?? null;
		if (held === status || (implied && !follows(held, status, receivedAt !== null))) continue;
		changes.push({ at, status, undated });
	}
	return settleEnds(changes, placed, steps);
}

/**
 * Papers asked for before the reception stop no clock: it had not begun (Decree 61/2018, Articles 15
 * and 17).
 */
function isBeforeReception({ at, status }: Fact, receivedAt: Instant | null): boolean {
	return receivedAt !== null && at < receivedAt && status === 5;
}

/** States what the dates inside a snapshot imply. */
function imply(
	{ content }: Placed,
	said: ToldStatus,
	receivedAt: Instant | null,
	state: (fact: Fact) => void
): void {
	const dated = (date: Instant | null, status: Status) => {
		const at = date === null ? null : notBefore(receivedAt, status, date);
		// What the snapshot says outright is the end of what it tells.
		if (at === null || at > said.at) return;
		const rank = Math.min(lifeRank(status), at === said.at ? said.rank : Infinity);
		state({ at, status, rank, implied: true, undated: false });
	};
	dated(content.submittedAt, 1);
	if (content.status !== 1 && content.status !== 3) dated(content.receivedAt, 2);
	for (const { requestedAt, receivedAt: answeredAt } of content.supplements) {
		if (requestedAt !== null && answeredAt !== null && answeredAt <= requestedAt) continue;
		dated(requestedAt, 5);
		dated(answeredAt, receivedAt === null ? 1 : 4);
	}
	if (content.status === 9 || content.status === 10) dated(content.finishedAt, 9);
}

/** Whether a fact that a date merely implies may change the status held. */
function follows(held: Status | null, implied: Status, received: boolean): boolean {
	switch (implied) {
		case 1:
			return held === null || (held === 5 && !received);
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
