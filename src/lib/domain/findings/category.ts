/**
 * What a finding is of: the fifteen categories that letter 13033/UBND-THKSTTHC names, F01 to F15, with
 * how grave they are and the number in which each shows. Until a conclusion is signed each is "tồn tại,
 * hạn chế (ghi nhận ban đầu)".
 */
import type { FindingCategory } from '../inspections/checklist.ts';

/** nhẹ; trung bình; nghiêm trọng. */
export const SEVERITIES = ['minor', 'moderate', 'severe'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What letter 13033 forbids outright: not updating the system, receiving outside the one-stop unit. */
const SEVERE: readonly FindingCategory[] = ['F14', 'F15'];

/** The category of a dossier that the system does not know. */
export const OUTSIDE_ONE_STOP: FindingCategory = 'F15';

/** How grave it is: what the category makes severe nobody makes lighter. */
export function severityOf(category: FindingCategory, said: Severity | null): Severity {
	if (SEVERE.includes(category)) return 'severe';
	return said ?? 'moderate';
}

/** Whether the category alone makes it severe. */
export function isAlwaysSevere(category: FindingCategory): boolean {
	return SEVERE.includes(category);
}

/**
 * The number of an agency whose fault it usually shows in: watched after closing unless another is
 * chosen; null where none of ours tells of it.
 */
export function usualFigure(category: FindingCategory): WatchedFigure | null {
	switch (category) {
		case 'F02':
		case 'F07':
		case 'F08':
			return 'open.overdue';
		case 'F14':
			return 'awaiting.overdue';
		case 'F12':
			return 'open.paused';
		case 'F10':
			return 'resolved.notHandedOver';
		default:
			return null;
	}
}

/** Stocks of an agency of which more is worse: what stands at an instant can be set beside another. */
export const WATCHED_FIGURES = [
	'open.overdue',
	'awaiting.overdue',
	'open.noDue',
	'open.paused',
	'resolved.notHandedOver'
] as const;
export type WatchedFigure = (typeof WATCHED_FIGURES)[number];
