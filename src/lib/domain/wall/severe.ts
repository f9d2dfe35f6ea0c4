import type { Day } from '../calendar/time.ts';
import type { WallAgency, WallGroup, WallLimits } from './board.ts';
import { overBy } from './over.ts';
import type { Scene } from './scene.ts';

/** What severe changes are read off; a board and a live board have it. */
export interface SevereState {
	/** First day of the period that is shown, and today. */
	from: Day;
	to: Day;
	/** Code of the agency that the wall shows; null: the province. */
	scope: string | null;
	limits: WallLimits;
	agencies: readonly Pick<WallAgency, 'code' | 'group' | 'tally' | 'freshness'>[];
}

/** Something that everybody should look at now, and the scene that shows it. */
export interface SevereChange {
	/** The same change has the same key: who has brought it forward once need not again. */
	key: string;
	scene: Scene;
}

/** A jump: at least so many more overdue, and at least this part of what there was. */
export const JUMP_AT_LEAST = 10;
export const JUMP_SHARE = 0.2;

/**
 * What has become severe between two states: an agency newly over a threshold that the office set, or
 * with so many more overdue. `before` is what the viewers were last shown as a whole, not the push before:
 * one more at a time jumps never.
 *
 * Nothing is severe of a silent agency (nobody stands behind its numbers), of a central branch, of what was
 * not there before, or because a threshold, a month or the wall's agency is another.
 */
export function severeChanges(before: SevereState, after: SevereState): SevereChange[] {
	if (before.scope !== after.scope) return [];
	const known = new Map(before.agencies.map((agency) => [agency.code, agency]));
	return after.agencies.flatMap((agency) => {
		const earlier = known.get(agency.code);
		if (!earlier || agency.group === 'vertical') return [];
		if (agency.freshness.stale) return [];
		const scene = sceneOf(agency.group);
		const changes: SevereChange[] = [];
		if (before.from === after.from) {
			// By the thresholds of now: one that was only just set tells nothing of the agency. Whoever
			// speaks again and is over stands behind it again: that is news, whatever time had made of it.
			const was = earlier.freshness.stale ? [] : overBy(earlier.tally, after.limits);
			for (const name of overBy(agency.tally, after.limits)) {
				if (was.includes(name)) continue;
				changes.push({ key: `over:${agency.code}:${name}:${after.from}`, scene });
			}
		}
		const [then, now] = [earlier.tally.open.overdue, agency.tally.open.overdue];
		if (now - then >= Math.max(JUMP_AT_LEAST, JUMP_SHARE * then)) {
			changes.push({ key: `overdue:${agency.code}:${then}:${after.to}`, scene });
		}
		return changes;
	});
}

function sceneOf(group: WallGroup): Scene {
	if (group === 'department') return 'departments';
	return group === 'commune' ? 'communes' : 'today';
}
