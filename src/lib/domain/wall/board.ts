import type { Day } from '../calendar/time.ts';
import type { Freshness } from '../reports/overview.ts';
import type { Expected } from '../reports/rhythm.ts';
import type { Tally } from '../reports/tally.ts';
import type { IndicatorName } from '../settings/thresholds.ts';

/**
 * Where an agency stands on a wall: accountable departments (sở, ngành) are ranked, communes (xã,
 * phường) are tiles, vertical central branches (ngành dọc) are shown and not ranked. `below`: directly
 * below the one agency that this wall shows.
 */
export type WallGroup = 'department' | 'commune' | 'vertical' | 'below';

/** An agency as a wall knows it: aggregates and a name, nothing of any dossier. */
export interface WallAgency {
	code: string;
	name: string;
	group: WallGroup;
	tally: Tally;
	freshness: Freshness;
	/** Until when something should be heard of it; null: nothing ever was. */
	expected: Expected | null;
	/** Of the whole month before, for the trend; null: nothing to divide by. */
	lateBefore: number | null;
}

/** The same figures of another period. */
export interface Compared {
	from: Day;
	to: Day;
	tally: Tally;
	/** Agencies began, ended or changed parents between then and now (thay đổi tổ chức trong kỳ). */
	reorganised: boolean;
}

/** What falls due before the office closes, by the agency that answers for it; never a person. */
export interface DueToday {
	total: number;
	agencies: {
		code: string;
		name: string;
		count: number;
		/** Working minutes left until the first of them falls due, by that agency's hours. */
		minutesLeft: number;
		fields: { name: string; count: number }[];
	}[];
}

export interface WallField {
	code: string;
	name: string;
	received: number;
	resolved: number;
	late: number;
	overdue: number;
	/** late of those resolved with an appointment; null: nothing to divide by. */
	lateRate: number | null;
}

/** Monday to Sunday; the last one is not over. */
export interface WallWeek {
	from: Day;
	to: Day;
	received: number;
	resolved: number;
	late: number;
	lateRate: number | null;
	/** As it stood at the end of the week, or now. */
	overdue: number;
}

/**
 * All that a wall is sent, whole. What moves from second to second comes by `tallies` and is laid over
 * it; the rest is read again when a scene comes up.
 */
export interface WallBoard {
	epoch: string;
	seq: number;
	asOf: string;
	from: Day;
	to: Day;
	/** The agency that this wall shows with all below it; null: the whole province. */
	scope: { code: string; name: string } | null;
	/** What the office has decided to be high or low; none: nothing is marked. */
	limits: Partial<Record<IndicatorName, { value: number; document: string }>>;
	/** Messages waiting to be matched (bản tin chờ đối chiếu). */
	pending: number;
	whole: Tally;
	agencies: WallAgency[];
	monthBefore: Compared;
	lastYear: Compared;
	dueToday: DueToday;
	fields: WallField[];
	weeks: WallWeek[];
}
