import type { Instant } from '../calendar/time.ts';
import type { StatusChange } from './dossier.ts';
import type { Recorded, Snapshot, Step } from './message.ts';
import type { Placed } from './placed.ts';

/**
 * Gives every change that belongs to an end the instant of that end, and lets a resolved stretch
 * begin no earlier than its E: a step that ran ahead of NgayKetThucXuLy does not close the dossier
 * before it. What was stopped and then handed over (8, 10) ended when it was stopped.
 *
 * @param changes in order of time
 */
export function settleEnds(
	changes: readonly Omit<StatusChange, 'endAt'>[],
	placed: readonly Placed[],
	steps: readonly Recorded<Step>[]
): StatusChange[] {
	const settled: StatusChange[] = [];
	/** Since when the dossier has been on its way for the last time. */
	let reopenedAt = -Infinity;
	let resolved = false;
	changes.forEach((change, i) => {
		const held = settled.at(-1);
		const at = Math.max(change.at, held?.at ?? -Infinity);
		const handsOver = change.status === 10 && held?.status === 8;
		if (change.status === 9 || (change.status === 10 && !handsOver)) {
			if (resolved && held) {
				settled.push({ ...change, at, endAt: held.endAt });
				return;
			}
			const next = changes.find(({ status }, n) => n >= i && status < 9);
			const end = endWithin(placed, steps, reopenedAt, next?.at ?? Infinity);
			const since = Math.max(at, end ?? at);
			const undated = end === null && change.undated;
			settled.push({ ...change, at: since, undated, endAt: end ?? since });
			resolved = true;
			return;
		}
		resolved = false;
		if (handsOver) settled.push({ ...change, at, endAt: held.endAt });
		else if (change.status === 3 || change.status === 7 || change.status === 8) {
			settled.push({ ...change, at, endAt: at });
		} else {
			if (held && held.endAt !== null) reopenedAt = at;
			settled.push({ ...change, at, endAt: null });
		}
	});
	return settled;
}

/**
 * E of the resolved stretch between `from` (when the dossier was last reopened) and `until` (when it
 * is reopened next): NgayKetThucXuLy, else NgayTra, else the first step to 9 or 10 (contract section
 * 3); null when nothing dates it.
 */
function endWithin(
	placed: readonly Placed[],
	steps: readonly Recorded<Step>[],
	from: Instant,
	until: Instant
): Instant | null {
	const isWithin = (at: Instant | null): at is Instant => at !== null && at >= from && at < until;
	const last = (of: (content: Snapshot) => Instant | null) => {
		for (let i = placed.length - 1; i >= 0; i--) {
			const content = placed[i]?.content;
			const at = content && !isOtherEnd(content.status) ? of(content) : null;
			if (isWithin(at)) return at;
		}
		return null;
	};
	const step = steps.find(({ content: { at, status } }) => status >= 9 && isWithin(at));
	return (
		last(({ finishedAt }) => finishedAt) ??
		last(({ returnedAt }) => returnedAt) ??
		step?.content.at ??
		null
	);
}

function isOtherEnd(status: number): boolean {
	return status === 3 || status === 7 || status === 8;
}
