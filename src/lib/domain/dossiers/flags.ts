import { dayOf, type Instant } from '../calendar/time.ts';
import type { Dossier, StatusChange } from './dossier.ts';
import type { FoldRules } from './fold.ts';
import { eventTime, latestHappening, type Recorded, type Snapshot, type Step } from './message.ts';
import type { Placed } from './placed.ts';

/**
 * Signs to look into (dấu hiệu cần rà soát): questions about a dossier, never verdicts. N-codes are
 * those of reference/domain.md section 12; U-codes are ours. N15 (many finished in one minute) is
 * about an agency and is asked of the store.
 */
export const FLAGS = [
	'N01',
	'N02',
	'N03',
	'N04',
	'N05',
	'N06',
	'N07',
	'N10',
	'N11',
	'N12',
	'N15',
	'N17',
	'N18',
	'U01',
	'U02'
] as const;
export type Flag = (typeof FLAGS)[number];

/** The dossier code of TT 01/2018/TT-VPCP Article 19, both identifier forms, 4 to 6 digit serials. */
const STANDARD_CODE = /^(?<org>[0-9A-Z.]{3,35})-(?<ymd>\d{6})-(?<serial>\d{4,6})$/;

/** The reception day written in a dossier code (`yyMMdd` as `YYYY-MM-DD`); null when it has none. */
export function dayInCode(code: string): string | null {
	const ymd = STANDARD_CODE.exec(code)?.groups?.ymd;
	return ymd ? `20${ymd.slice(0, 2)}-${ymd.slice(2, 4)}-${ymd.slice(4, 6)}` : null;
}

interface Told {
	/** All messages as they came. */
	sent: readonly Recorded[];
	placed: readonly Placed[];
	steps: readonly Recorded<Step>[];
}

export function flagsOf(
	dossier: Omit<Dossier, 'flags'>,
	{ sent, placed, steps }: Told,
	rules: FoldRules
): Flag[] {
	const flags: Flag[] = [];
	const raise = (flag: Flag, when: boolean) => {
		if (when && !flags.includes(flag)) flags.push(flag);
	};
	const { state, receivedAt, dues, changes } = dossier;
	const last = placed.at(-1);

	const today = dayOf(dossier.lastEventAt);
	const lateAfter = rules.lateArrivalHours(today) * 3_600_000;
	raise('N02', !STANDARD_CODE.test(dossier.code));
	raise('N11', isLateNews(sent, lateAfter));
	raise('N12', resumedAfterEnd(changes));
	raise('U02', sent.some(isFromTheFuture));
	if (!last) return flags.sort();

	const needsDue = ['open', 'paused', 'resolved'].includes(state.phase);
	raise('N01', needsDue && state.dueAt === null);
	const written = dayInCode(dossier.code);
	raise('N03', written !== null && receivedAt !== null && written !== dayOf(receivedAt));
	const moves = dues.filter((entry) => entry.reason === 'moved');
	raise('N04', moves.length > 0);
	raise('N10', moves.length > rules.reappointmentsAtMost(today));
	const asked = requests(placed, changes);
	raise('N05', asked.length > rules.supplementsAtMost(today));
	if (receivedAt !== null && asked.length > 0) {
		const limit = rules.supplementLimit(dayOf(receivedAt));
		raise(
			'N06',
			asked.some((at) => at >= receivedAt && dayOf(at) > limit)
		);
	}
	raise('N07', state.phase === 'resolved' && last.content.results === 0);
	const on = dayOf(receivedAt ?? eventTime(last));
	raise('N17', !rules.knowsProcedure(last.content.procedure, on));
	raise('N17', !rules.knowsReceiver(last.content.receivedBy));
	raise('N18', brokenOrder(dossier, last.content, steps));
	raise('U01', state.phase === 'resolved' && isUndatedEnd(changes));
	return flags.sort();
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
 * Whether something was told long after it happened, for the first time: a dossier sent again for
 * another reason is not late.
 */
function isLateNews(sent: readonly Recorded[], lateAfter: number): boolean {
	const late = (m: Recorded) => !m.backfill && m.arrivedAt - eventTime(m) > lateAfter;
	let latest = -Infinity;
	const snapshots = sent.filter(({ content }) => content.kind === 'snapshot');
	if (snapshots.length > 1) {
		snapshots.sort((a, b) => a.arrivedAt - b.arrivedAt || eventTime(a) - eventTime(b));
	}
	for (const message of snapshots) {
		const at = eventTime(message);
		if (at > latest && late(message)) return true;
		latest = Math.max(latest, at);
	}
	return sent.some((m) => m.content.kind === 'step' && late(m));
}

/** In processing again after an end: 8 → 4, 9 → 4. */
function resumedAfterEnd(changes: readonly StatusChange[]): boolean {
	return changes.some((change, i) => {
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
	content: Snapshot,
	steps: readonly Recorded<Step>[]
): boolean {
	const { finishedAt, returnedAt, submittedAt } = content;
	const before = (a: Instant | null, b: Instant | null) => a !== null && b !== null && a < b;
	// A dossier may be refused, completed or withdrawn before anybody received it.
	const mayComeBefore = [1, 3, 5, 7];
	return (
		before(finishedAt, receivedAt) ||
		before(returnedAt, receivedAt) ||
		before(returnedAt, finishedAt) ||
		before(receivedAt, submittedAt) ||
		steps.some(
			({ content: { at, status } }) => !mayComeBefore.includes(status) && before(at, receivedAt)
		)
	);
}
