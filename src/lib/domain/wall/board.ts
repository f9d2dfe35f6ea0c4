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
	/** Overdue a week before, for the trend; null: not known. */
	overdueBefore: number | null;
	/** Of the overdue ones, how many the agency holds wrong and asks to be put right. */
	disputed: number;
}

/** What the office has decided to be high or low, by indicator. */
export type WallLimits = Partial<Record<IndicatorName, { value: number; document: string }>>;

/** The same figures of another period. */
export interface Compared {
	from: Day;
	to: Day;
	tally: Tally;
	/** Agencies began, ended or changed parents between then and now (thay đổi tổ chức trong kỳ). */
	reorganised: boolean;
	/** The data go back that far; else the tally is all zeros and says nothing: shown as "—". */
	known: boolean;
}

/**
 * Open dossiers whose appointment is today, so none of them overdue: days are compared as dates. Those of
 * agencies whose office is still open stand by the agency that answers for them (on a wall of one
 * agency: what is directly below it); never a person.
 */
export interface DueToday {
	/** The sum of `agencies`. */
	total: number;
	agencies: {
		code: string;
		name: string;
		count: number;
		/** Of these, how many whose appointed hour has passed. */
		hourPassed: number;
		/**
		 * Working minutes left until the next of them falls due, by that agency's hours; until it closes when
		 * the hour of all has passed.
		 */
		minutesLeft: number;
		/** Most first; the name is empty where the feed names none. */
		fields: { name: string; count: number }[];
	}[];
	/** Open and due today where the office has closed for today, or does not work. */
	afterHours: number;
	/** `rest`: nobody works today; `closed`: all have closed for today. */
	hours: 'open' | 'closed' | 'rest';
	/** When the last office closes today, ISO 8601 with offset; null unless `hours` is `open`. */
	until: string | null;
	/** False: not counted yet, nothing may be said of it. */
	known: boolean;
}

export interface WallField {
	code: string;
	/** As the feed names it; empty where it names none. */
	name: string;
	received: number;
	resolved: number;
	late: number;
	overdue: number;
	/** late of those resolved with an appointment; null: nothing to divide by. */
	lateRate: number | null;
}

/** Tasks of the Committee and its Chairman that are not done, in numbers. */
export interface WallTaskCounts {
	/** All of them: also those that wait for a condition or are paused. */
	open: number;
	/** Those due soon included. */
	inTime: number;
	dueSoon: number;
	overdue: number;
	noDate: number;
	/** Waiting for the head to acknowledge them. */
	unacknowledged: number;
}

export interface WallTasks extends WallTaskCounts {
	/**
	 * By accountable agency, on a wall of one agency by what is directly below it; those with none open are
	 * left out, and those of agencies that have ended stand in the sum alone.
	 */
	agencies: (WallTaskCounts & { code: string; name: string })[];
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
	/** The data go back that far; else all is zero and shown as "—". */
	known: boolean;
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
	limits: WallLimits;
	/** Messages waiting to be matched (bản tin chờ đối chiếu). */
	pending: number;
	whole: Tally;
	agencies: WallAgency[];
	/** The instant of the figures below, which move slowly; null: not counted yet. */
	slowAsOf: string | null;
	monthBefore: Compared;
	lastYear: Compared;
	dueToday: DueToday;
	/** Null: no task was ever given, or they are not counted yet. */
	tasks: WallTasks | null;
	fields: WallField[];
	weeks: WallWeek[];
}
