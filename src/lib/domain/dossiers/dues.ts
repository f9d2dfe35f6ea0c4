import { dayOf, daysBetween, DAY, type Instant } from '../calendar/time.ts';
import { overtakenAt } from './changes.ts';
import type { DueEntry, DueReason, StatusChange } from './dossier.ts';
import { happened, type Recorded, type Snapshot, type Supplement } from './message.ts';

/** Before anything else happened: the first appointment is made with the reception itself. */
const FROM_THE_START = -Infinity;

/**
 * The due-date ledger: the first appointment and every change of it, in event order, each with its
 * reason. NgayHenTra is recorded, never recomputed; an empty one never erases a known one.
 *
 * A change is grounded by an entry in DanhSachHoSoBoSung, a financial duty, or a stop and resume;
 * grounded changes carry the promise P along by the same number of days, others leave it (contract
 * section 3). `effectiveAt` is the date of that ground, else the first arrival of the message.
 *
 * @param ordered snapshots in event order
 * @param changes the dossier's status changes
 */
export function dueChain(ordered: Recorded<Snapshot>[], changes: StatusChange[]): DueEntry[] {
	const chain: DueEntry[] = [];
	const told = new Set<string>();

	const push = (dueAt: Instant, effectiveAt: Instant, reason: DueReason, grounded: boolean) => {
		const last = chain.at(-1);
		if (!last) {
			chain.push({ dueAt, promiseAt: dueAt, effectiveAt, reason: 'first', grounded: true });
			return;
		}
		const shift = daysBetween(dayOf(last.dueAt), dayOf(dueAt));
		const kept = last.promiseAt === last.dueAt && grounded ? dueAt : null;
		chain.push({
			dueAt,
			promiseAt: kept ?? (grounded ? last.promiseAt + shift * DAY : last.promiseAt),
			effectiveAt: Math.max(effectiveAt, last.effectiveAt),
			reason: shift === 0 ? 'time_only' : reason,
			grounded: grounded || shift === 0
		});
	};

	ordered.forEach((message, i) => {
		const { content, arrivedAt } = message;
		const fresh = content.supplements.filter((entry) => !told.has(keyOf(entry)));
		for (const entry of fresh) {
			told.add(keyOf(entry));
			const at = happened(entry.receivedAt ?? entry.requestedAt, arrivedAt) ?? arrivedAt;
			if (chain.length === 0 && entry.dueBefore !== null) {
				push(entry.dueBefore, FROM_THE_START, 'first', true);
			}
			if (chain.length > 0 && entry.dueAfter !== null && entry.dueAfter !== chain.at(-1)?.dueAt) {
				push(entry.dueAfter, at, 'supplement', true);
			}
		}
		if (content.dueAt === null || content.dueAt === chain.at(-1)?.dueAt) return;
		if (chain.length === 0) {
			const at = i === 0 ? FROM_THE_START : Math.min(arrivedAt, overtakenAt(ordered, i));
			push(content.dueAt, at, 'first', true);
			return;
		}
		const since = chain.at(-1)?.effectiveAt ?? FROM_THE_START;
		const ground = groundOf(fresh, changes, since, arrivedAt);
		if (ground) push(content.dueAt, ground.at, ground.reason, true);
		else push(content.dueAt, Math.min(arrivedAt, overtakenAt(ordered, i)), 'moved', false);
	});
	return chain;
}

function keyOf(entry: Supplement): string {
	return `${entry.requestedAt} ${entry.dueBefore} ${entry.dueAfter}`;
}

/** What grounds a change of appointment told by a message: its own new entry, or a pause that ended. */
function groundOf(
	fresh: Supplement[],
	changes: StatusChange[],
	since: Instant,
	arrivedAt: Instant
): { at: Instant; reason: DueReason } | null {
	for (const entry of fresh) {
		const at = happened(entry.receivedAt ?? entry.requestedAt, arrivedAt);
		if (entry.dueAfter === null && at !== null) return { at, reason: 'supplement' };
	}
	for (let i = changes.length - 1; i >= 0; i--) {
		const change = changes[i];
		const next = changes[i + 1];
		if (!change || (change.status !== 6 && change.status !== 8)) continue;
		const resumed = next && (next.status === 4 || next.status === 2);
		if (change.status === 8 && !resumed) continue;
		const at = next?.at ?? change.at;
		if (at <= since || change.at > arrivedAt) continue;
		return {
			at: Math.min(at, arrivedAt),
			reason: change.status === 6 ? 'financial_duty' : 'resumed'
		};
	}
	return null;
}
