import { dayOf, daysBetween, DAY, type Instant } from '../calendar/time.ts';
import { FOREVER, type DueEntry, type DueReason, type StatusChange } from './dossier.ts';
import type { Supplement } from './message.ts';
import type { Placed } from './placed.ts';

/** Before anything else happened: the first appointment is made with the reception itself. */
const FROM_THE_START = -Infinity;

/**
 * The due-date ledger: the first appointment and every change of it, in event order, each with its
 * reason. NgayHenTra is recorded, never recomputed; an empty one never erases a known one.
 *
 * A change is grounded by an entry in DanhSachHoSoBoSung, a financial duty, or a stop and resume;
 * grounded changes carry the promise P along by the same number of days, others leave it (contract
 * section 3). `effectiveAt` is the date of that ground, else when the change was news.
 *
 * @param placed snapshots in event order
 * @param changes the dossier's status changes
 */
export function dueChain(placed: readonly Placed[], changes: readonly StatusChange[]): DueEntry[] {
	const chain: DueEntry[] = [];
	const written = writtenMoves(placed);
	const entered = new Set<string>();
	const heard = new Set<string>();
	let received = false;

	for (const { content, arrivedAt, newsAt } of placed) {
		const { dueAt } = content;
		const supplements =
			content.supplements.length < 2
				? content.supplements
				: content.supplements.toSorted((a, b) => sortKey(a) - sortKey(b));
		for (const entry of supplements) {
			const { requestedAt, dueBefore, dueAfter } = entry;
			if (isNewTo(entered, `${requestedAt} ${dueBefore} ${dueAfter}`)) {
				enterSupplement(chain, entry, dateOf(entry) ?? newsAt);
			}
		}
		const fresh = supplements.filter(({ requestedAt, receivedAt, dueBefore, dueAfter }) =>
			isNewTo(heard, `${requestedAt} ${receivedAt} ${dueBefore} ${dueAfter}`)
		);
		const last = chain.at(-1);
		if (dueAt !== null && !last) {
			push(chain, dueAt, received ? newsAt : FROM_THE_START, 'first', true);
		} else if (dueAt !== null && last && dueAt !== last.dueAt) {
			const since = last.effectiveAt;
			const ground =
				written.get(`${last.dueAt} ${dueAt}`) ??
				supplementGround(supplements, fresh, since, newsAt) ??
				pauseGround(changes, since, arrivedAt);
			if (ground) push(chain, dueAt, ground.at, ground.reason, true);
			// Told before the last change took effect, it is what that change replaced.
			else if (newsAt >= since) push(chain, dueAt, newsAt, 'moved', false);
		}
		received ||= content.receivedAt !== null;
	}
	return chain;
}

function isNewTo(known: Set<string>, key: string): boolean {
	const size = known.size;
	return known.add(key).size > size;
}

function push(
	chain: DueEntry[],
	dueAt: Instant,
	effectiveAt: Instant,
	reason: DueReason,
	grounded: boolean
): void {
	const last = chain.at(-1);
	if (!last) {
		chain.push({ dueAt, promiseAt: dueAt, effectiveAt, reason: 'first', grounded: true });
		return;
	}
	const shift = daysBetween(dayOf(last.dueAt), dayOf(dueAt));
	const carries = grounded || shift === 0;
	chain.push({
		dueAt,
		promiseAt: carries ? carried(last, dueAt, shift) : last.promiseAt,
		effectiveAt: Math.max(effectiveAt, last.effectiveAt),
		reason: shift === 0 ? 'time_only' : reason,
		grounded: carries
	});
}

/** The promise moved along with the appointment; kept within dates that can be written. */
function carried(last: DueEntry, dueAt: Instant, shift: number): Instant {
	if (last.promiseAt === last.dueAt) return dueAt;
	return Math.min(Math.max(last.promiseAt + shift * DAY, 0), FOREVER);
}

/** The changes that an entry of DanhSachHoSoBoSung writes down itself. */
function enterSupplement(chain: DueEntry[], entry: Supplement, at: Instant): void {
	const { dueBefore, dueAfter } = entry;
	if (chain.length === 0 && dueBefore !== null)
		push(chain, dueBefore, FROM_THE_START, 'first', true);
	if (chain.length === 0 || dueAfter === null || dueAfter === chain.at(-1)?.dueAt) return;
	// It starts from a date that nobody told: somebody moved the appointment before.
	const isUnknown = dueBefore !== null && chain.every((known) => known.dueAt !== dueBefore);
	if (isUnknown && dueBefore !== dueAfter) push(chain, dueBefore, at, 'moved', false);
	push(chain, dueAfter, at, 'supplement', true);
}

function dateOf(entry: Supplement): Instant | null {
	return entry.receivedAt ?? entry.requestedAt;
}

/** Entries without any date come last. */
function sortKey(entry: Supplement): number {
	return dateOf(entry) ?? Number.MAX_SAFE_INTEGER;
}

interface Ground {
	at: Instant;
	reason: DueReason;
}

/**
 * The moves that any entry writes down with both dates: one told before its entry came, or without
 * it, has its ground all the same.
 */
function writtenMoves(placed: readonly Placed[]): Map<string, Ground> {
	const moves = new Map<string, Ground>();
	for (const { content, newsAt } of placed) {
		for (const entry of content.supplements) {
			const key = `${entry.dueBefore} ${entry.dueAfter}`;
			if (!moves.has(key)) moves.set(key, { at: dateOf(entry) ?? newsAt, reason: 'supplement' });
		}
	}
	return moves;
}

/** A supplement request that wrote down no new date itself grounds the next change of it. */
function supplementGround(
	supplements: readonly Supplement[],
	fresh: readonly Supplement[],
	since: Instant,
	newsAt: Instant
): Ground | null {
	const entry = supplements.findLast(
		(one) => one.dueAfter === null && (fresh.includes(one) || (dateOf(one) ?? -Infinity) > since)
	);
	return entry ? { at: dateOf(entry) ?? newsAt, reason: 'supplement' } : null;
}

/** A financial duty, or a stop that ended, since the last change and before this one was told. */
function pauseGround(
	changes: readonly StatusChange[],
	since: Instant,
	arrivedAt: Instant
): Ground | null {
	for (let i = changes.length - 1; i >= 0; i--) {
		const change = changes[i];
		const next = changes[i + 1];
		if (!change || change.at > arrivedAt) continue;
		const isPause = change.status === 6 || (change.status === 8 && next && next.endAt === null);
		const at = next?.at ?? change.at;
		if (!isPause || at <= since) continue;
		const reason = change.status === 6 ? 'financial_duty' : 'resumed';
		return { at: Math.min(at, arrivedAt), reason };
	}
	return null;
}
