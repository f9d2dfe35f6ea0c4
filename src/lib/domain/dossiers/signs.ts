import { dayOf, type Instant } from '../calendar/time.ts';
import type { Dossier, StatusChange } from './dossier.ts';
import { dayInCode, isStandardCode, type Flag } from './flags.ts';
import type { FoldRules } from './fold.ts';
import { eventTime, latestHappening, type Recorded, type Snapshot, type Step } from './message.ts';
import { isOneStopUnit } from './one-stop.ts';
import type { Placed } from './placed.ts';

/** A question about a dossier, with the messages that raise it by their hashes, in hash order. */
export interface Sign {
	flag: Flag;
	messages: string[];
}

interface Told {
	/** All messages as they came. */
	sent: readonly Recorded[];
	placed: readonly Placed[];
	steps: readonly Recorded<Step>[];
}

type Because = readonly (Recorded | undefined)[];

/** What the messages of one dossier raise by themselves, in the order of the flags' codes. */
export function signsOf(
	dossier: Omit<Dossier, 'flags'>,
	{ sent, placed, steps }: Told,
	rules: FoldRules
): Sign[] {
	const signs: Sign[] = [];
	const raise = (flag: Flag, because: Because) => {
		if (because.length === 0 || signs.some((sign) => sign.flag === flag)) return;
		const hashes = new Set(because.flatMap((message) => (message ? [message.hash] : [])));
		signs.push({ flag, messages: [...hashes].sort() });
	};
	const when = (raised: boolean, because: () => Because) => (raised ? because() : []);
	const { state, receivedAt, dues, changes } = dossier;
	const last = placed.at(-1);

	const today = dayOf(dossier.lastEventAt);
	const lateAfter = rules.lateArrivalHours(today) * 3_600_000;
	raise(
		'N02',
		when(!isStandardCode(dossier.code), () => sent.slice(0, 1))
	);
	raise('N11', lateNews(sent, lateAfter));
	const resumed = resumedAfterEnd(changes);
	raise(
		'N12',
		when(resumed.length > 0, () => resumed.flatMap((change) => tellers(change, placed, steps)))
	);
	raise('U02', sent.filter(isFromTheFuture));
	raise(
		'N14',
		steps.filter((step) => isElsewhere(step, last))
	);
	if (!last) return inOrder(signs);

	const needsDue = ['open', 'paused', 'resolved'].includes(state.phase);
	raise(
		'N01',
		when(needsDue && state.dueAt === null, () => [last])
	);
	const written = dayInCode(dossier.code);
	raise(
		'N03',
		when(written !== null && receivedAt !== null && written !== dayOf(receivedAt), () => [
			placed.findLast(({ content }) => content.receivedAt === receivedAt) ?? last
		])
	);
	const moves = dues.filter((entry) => entry.reason === 'moved');
	const movers = () =>
		moves.map(({ dueAt }) => placed.find(({ content }) => tells(content, dueAt)));
	raise('N04', when(moves.length > 0, movers));
	raise('N10', when(moves.length > rules.reappointmentsAtMost(today), movers));
	const asked = requests(placed, changes);
	const askers = (which: readonly Instant[]) =>
		which.map((at) =>
			placed.find(({ content }) => content.supplements.some((entry) => entry.requestedAt === at))
		);
	raise(
		'N05',
		when(asked.length > rules.supplementsAtMost(today), () => askers(asked))
	);
	if (receivedAt !== null && asked.length > 0) {
		const limit = rules.supplementLimit(dayOf(receivedAt));
		const late = asked.filter((at) => at >= receivedAt && dayOf(at) > limit);
		raise('N06', askers(late));
	}
	raise(
		'N07',
		when(state.phase === 'resolved' && last.content.results === 0, () => [last])
	);
	const on = dayOf(receivedAt ?? eventTime(last));
	const known =
		rules.knowsProcedure(last.content.procedure, on) &&
		rules.knowsReceiver(last.content.receivedBy);
	raise(
		'N17',
		when(!known, () => [last])
	);
	raise('N18', brokenOrder(dossier, last, steps));
	raise(
		'U01',
		when(state.phase === 'resolved' && isUndatedEnd(changes), () => [
			placed.find(({ content }) => content.status >= 9) ?? last
		])
	);
	raise(
		'U03',
		when(isEndedAfterDue(dossier), () => tellers(changes.at(-1), placed, steps))
	);
	raise(
		'U04',
		when(state.phase === 'resolved', () => resultAfterReturn(placed))
	);
	raise('U05', longPauses(changes, rules, placed, steps));
	return inOrder(signs);
}

function inOrder(signs: Sign[]): Sign[] {
	return signs.sort((a, b) => (a.flag < b.flag ? -1 : 1));
}

/** Whether a snapshot tells of an appointment, its own or one that an entry writes down. */
function tells({ dueAt, supplements }: Snapshot, due: Instant): boolean {
	return (
		dueAt === due || supplements.some((entry) => entry.dueBefore === due || entry.dueAfter === due)
	);
}

/** The messages that tell of a change of status: its steps, else the snapshots with that status. */
function tellers(
	change: StatusChange | undefined,
	placed: readonly Placed[],
	steps: readonly Recorded<Step>[]
): Recorded[] {
	if (!change) return [];
	const { at, status } = change;
	const own = steps.filter(({ content }) => content.status === status && content.at === at);
	if (own.length > 0) return own;
	return placed.filter(({ content }) => content.status === status);
}

/** A step at which the one-stop unit takes in or hands over, taken somewhere else (N14). */
function isElsewhere({ content }: Recorded<Step>, last: Placed | undefined): boolean {
	const { status, unit } = content;
	if (unit === '' || isOneStopUnit(unit)) return false;
	// What goes by post is handed over by the post office.
	return status === 2 || (status === 10 && last?.content.returnForm !== '1');
}

/**
 * When papers were asked for. Systems also write an entry of the same list when the clock stops for
 * a fee or a stop (reference/domain.md 2.3): what the steps call 6 or 8 is no request for papers.
 */
function requests(placed: readonly Placed[], changes: readonly StatusChange[]): Instant[] {
	const all = placed.flatMap((m) => m.content.supplements.map((entry) => entry.requestedAt));
	if (all.length === 0) return [];
	return [...new Set(all.filter((at) => at !== null))].filter((at) => {
		const held = changes.findLast((change) => change.at <= at)?.status;
		return held !== 6 && held !== 8;
	});
}

/**
 * What was told long after it happened, for the first time: a dossier sent again for another reason
 * is not late.
 */
function lateNews(sent: readonly Recorded[], lateAfter: number): Recorded[] {
	const late = (m: Recorded) => !m.backfill && m.arrivedAt - eventTime(m) > lateAfter;
	if (!sent.some(late)) return [];
	let latest = -Infinity;
	const snapshots = sent.filter(({ content }) => content.kind === 'snapshot');
	snapshots.sort((a, b) => a.arrivedAt - b.arrivedAt || eventTime(a) - eventTime(b));
	const found: Recorded[] = [];
	for (const message of snapshots) {
		const at = eventTime(message);
		if (at > latest && late(message)) found.push(message);
		latest = Math.max(latest, at);
	}
	return [...found, ...sent.filter((m) => m.content.kind === 'step' && late(m))];
}

/** In processing again after an end: 8 → 4, 9 → 4. */
function resumedAfterEnd(changes: readonly StatusChange[]): StatusChange[] {
	return changes.filter((change, i) => {
		const before = changes[i - 1];
		return change.endAt === null && before !== undefined && before.status >= 7;
	});
}

/** Whether E is nothing but the first arrival. */
function isUndatedEnd(changes: readonly StatusChange[]): boolean {
	const end = changes.at(-1)?.endAt;
	return changes.find((change) => change.endAt === end)?.undated === true;
}

function isFromTheFuture({ content, arrivedAt }: Recorded): boolean {
	// A sender's clock a few minutes ahead is no question worth an inspector's time.
	const limit = arrivedAt + 10 * 60_000;
	return latestHappening(content) > limit;
}

function brokenOrder(
	{ receivedAt }: Omit<Dossier, 'flags'>,
	last: Placed,
	steps: readonly Recorded<Step>[]
): Because {
	const { finishedAt, returnedAt, submittedAt } = last.content;
	const before = (a: Instant | null, b: Instant | null) => a !== null && b !== null && a < b;
	// A dossier may be refused, completed or withdrawn before anybody received it.
	const mayComeBefore = [1, 3, 5, 7];
	const broken =
		before(finishedAt, receivedAt) ||
		before(returnedAt, receivedAt) ||
		before(returnedAt, finishedAt) ||
		before(receivedAt, submittedAt);
	const early = steps.filter(
		({ content: { at, status } }) => !mayComeBefore.includes(status) && before(at, receivedAt)
	);
	return broken || early.length > 0 ? [last, ...early] : [];
}

/** Refused, withdrawn or stopped on a day after its appointment. */
function isEndedAfterDue({ state }: Omit<Dossier, 'flags'>): boolean {
	const { phase, finishedOn, dueOn } = state;
	const ended = phase === 'refused' || phase === 'withdrawn' || phase === 'stopped';
	return ended && finishedOn !== null && dueOn !== null && finishedOn > dueOn;
}

/** A result that was attached only after the dossier was told to be handed over. */
function resultAfterReturn(placed: readonly Placed[]): Because {
	const returned = placed.findIndex(({ content }) => content.status === 10);
	const bare = placed[returned];
	if (bare?.content.results !== 0) return [];
	const later = placed.slice(returned + 1).find(({ content }) => content.results > 0);
	return later ? [bare, later] : [];
}

/** Papers asked for that came back, or were told to, later than the longest wait that asks nothing. */
function longPauses(
	changes: readonly StatusChange[],
	rules: FoldRules,
	placed: readonly Placed[],
	steps: readonly Recorded<Step>[]
): Because {
	return changes.flatMap((change, i) => {
		const next = changes[i + 1];
		if (change.status !== 5 || !next) return [];
		if (dayOf(next.at) <= rules.pauseLimit(dayOf(change.at))) return [];
		return [...tellers(change, placed, steps), ...tellers(next, placed, steps)];
	});
}
