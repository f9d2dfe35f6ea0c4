import type { Day } from '#lib/domain/calendar/time.ts';

/** An agency that existed on the day of the document. */
export interface Choice {
	value: string;
	label: string;
	/** The last day of one that has ended since. */
	ended: Day | null;
	/** Of one that has ended: codes of what followed it. */
	followers: string[];
}
