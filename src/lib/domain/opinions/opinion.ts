/**
 * Ý kiến chỉ đạo: what a leader says at the sight of a number, and what the office makes of it. It
 * becomes a task only when the Chief of Office issues it; the number stays as the leader saw it.
 */
import { may, type Reader } from '../accounts/reader.ts';
import type { Day, Instant } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import type { TaskCause } from '../tasks/task.ts';

/**
 * `prepared`: a secretary has written it and the leader has not given it. `given`: it waits for the
 * office. `issued`: it is a task. `returned`: the office gave it back with a word. `withdrawn`: it was
 * taken back before anything came of it.
 */
export const OPINION_STATES = ['prepared', 'given', 'issued', 'returned', 'withdrawn'] as const;
export type OpinionState = (typeof OPINION_STATES)[number];

/** What is said, of whom, by when, and the number that it came of. */
export interface OpinionTerms {
	agencyId: number;
	text: string;
	due: Day;
	/** As it was shown; never changed afterwards. */
	cause: TaskCause;
}

export interface Opinion extends OpinionTerms {
	state: OpinionState;
	/** What was counted when the opinion came. */
	counted: number | null;
	countedAt: Instant;
	/** Account of the leader whose opinion it is. */
	leaderId: number;
	preparedBy: number;
	preparedAt: Instant;
	givenAt: Instant | null;
	settledAt: Instant | null;
	/** What the office said when it gave it back. */
	word: string | null;
}

export const OPINION_ACTS = ['give', 'issue', 'return', 'withdraw'] as const;
export type OpinionActKind = (typeof OPINION_ACTS)[number];

const FROM: Readonly<Record<OpinionActKind, readonly OpinionState[]>> = {
	give: ['prepared', 'returned'],
	issue: ['given'],
	return: ['given'],
	withdraw: ['prepared', 'given', 'returned']
};

/**
 * Whose opinion somebody writes: their own when they are a leader; that of the leader in whose stead
 * they hold the post of secretary, who has still to give it.
 */
export function opinionBy(by: Reader): Decision<{ leaderId: number; state: 'prepared' | 'given' }> {
	const own = by.account?.id;
	if (own !== undefined && may(by, 'giveOpinions')) {
		return accepted({ leaderId: own, state: 'given' });
	}
	const leader = may(by, 'prepareOpinions')
		? by.posts.find(({ role, onBehalfOf }) => role === 'secretary' && onBehalfOf !== null)
		: undefined;
	if (typeof leader?.onBehalfOf !== 'number') return refused('opinion.not_yours');
	return accepted({ leaderId: leader.onBehalfOf, state: 'prepared' });
}

/** Whether an act is somebody's to do: the leader gives and takes back, the office issues and returns. */
export function isTheirs(opinion: Opinion, act: OpinionActKind, by: Reader): boolean {
	const account = by.account?.id;
	if (act === 'issue' || act === 'return') return may(by, 'assignTasks');
	if (account === undefined) return false;
	if (act === 'give') return account === opinion.leaderId && may(by, 'giveOpinions');
	// A secretary takes back what the leader has not given yet.
	return (
		account === opinion.leaderId || (account === opinion.preparedBy && opinion.state === 'prepared')
	);
}

/** @returns whether the act may be done now, or why not */
export function mayBeDone(opinion: Opinion, act: OpinionActKind, by: Reader): Decision<true> {
	if (!isTheirs(opinion, act, by)) return refused('opinion.not_yours', { act });
	if (!FROM[act].includes(opinion.state)) {
		return refused('opinion.not_now', { act, state: opinion.state });
	}
	return accepted(true);
}

/** What a page offers. */
export function possibleOpinionActs(opinion: Opinion, by: Reader): OpinionActKind[] {
	return OPINION_ACTS.filter((act) => mayBeDone(opinion, act, by).accepted);
}

/** Whether it exists for somebody: whose it is, who wrote it, and the office from when it was given. */
export function seesOpinion(opinion: Opinion, by: Reader): boolean {
	const account = by.account?.id;
	if (account !== undefined && [opinion.leaderId, opinion.preparedBy].includes(account))
		return true;
	return opinion.givenAt !== null && may(by, 'assignTasks');
}
