import { z } from 'zod';
import { addDays, isoOf, type Day, type Instant } from '../calendar/time.ts';
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import {
	crosses,
	INDICATOR_NAMES,
	thresholdOn,
	type IndicatorName,
	type ThresholdValue
} from '../settings/thresholds.ts';
import { compareVietnamese } from '../words/collate.ts';
import type { AgencyFigures, Overview } from './overview.ts';
import { shareOf } from './shares.ts';
import type { Tally } from './tally.ts';

/**
 * The page for the hand (trang số liệu buổi sáng): what a leader reads on paper before the first
 * meeting. Aggregates and names of agencies only. It is kept as it was made, so that the page of any
 * day is printed again the same, whatever has arrived or been renamed since.
 */

/** So many of each list stand on one sheet of A4; the rest is counted. */
export const AT_MOST = { over: 10, mostOverdue: 5, due: 10, tasks: 6, silent: 8 } as const;

const count = z.int().min(0);
const share = z.number().min(0).max(1).nullable();
const day = z.iso.date();
const indicator = z.enum(INDICATOR_NAMES as [IndicatorName, ...IndicatorName[]]);
const agency = { code: z.string(), name: z.string() };

export const morningContentSchema = z
	.strictObject({
		/** Of this form; a later one is told apart by it. */
		version: z.literal(1),
		demo: z.boolean(),
		/** The period of `figures`: the month up to the day. */
		from: day,
		to: day,
		figures: z.strictObject({
			received: count,
			resolved: count,
			late: count,
			lateRate: share,
			overdue: count,
			dueSoon: count,
			awaitingOverdue: count
		}),
		/** The page before, to compare a stock with; null: this is the first. */
		before: z.strictObject({ day, overdue: count }).nullable(),
		/** From the working day before to yesterday. */
		lately: z.strictObject({
			...{ from: day, to: day },
			...{ received: count, resolved: count, late: count }
		}),
		/** The thresholds that hold on the day, each with the document that set it. */
		limits: z.array(
			z.strictObject({ indicator, value: z.number(), document: z.string(), validFrom: day })
		),
		/** Accountable agencies over at least one of them, those over most first. */
		over: z.strictObject({
			agencies: z.array(
				z.strictObject({
					...agency,
					overdue: count,
					/** Every limit of the page with the agency's share, in the order of `limits`. */
					shares: z.array(z.strictObject({ share, crosses: z.boolean() }))
				})
			),
			more: count
		}),
		/** What to look at where no threshold is decided. */
		mostOverdue: z.array(z.strictObject({ ...agency, overdue: count })),
		/** Open and due on the day, by the agency that answers for it. */
		dueToday: z.strictObject({
			total: count,
			agencies: z.array(z.strictObject({ ...agency, count })),
			more: count
		}),
		/** Open tasks past their due day, by who answers for them; null: no task then. Older pages tell none. */
		tasksOverdue: z
			.strictObject({
				total: count,
				agencies: z.array(z.strictObject({ ...agency, count })),
				more: count
			})
			.nullish(),
		/** CHƯA CẬP NHẬT; null: not known, because the page was made after its day. */
		silent: z
			.strictObject({
				total: count,
				agencies: z.array(z.strictObject({ ...agency, lastArrivalAt: z.string() })),
				more: count
			})
			.nullable(),
		/** Messages waiting to be matched. */
		pending: count
	})
	.meta({ id: 'MorningContent' });
export type MorningContent = z.infer<typeof morningContentSchema>;

/** A page as it is kept. */
export interface MorningPage {
	day: Day;
	asOf: Instant;
	epoch: string;
	seq: number;
	madeAt: Instant;
	content: MorningContent;
}

/** What a page is made of. */
export interface MorningFigures {
	/** Of the month, as at the page's instant. */
	overview: Overview;
	/** The province's figures of the days before, see {@link latelyBefore}. */
	lately: Tally;
	/** How many open dossiers fall due on the day, by the agency that answers for them; '' for none. */
	due: ReadonlyMap<string, number>;
	/** How many tasks were overdue, by the agency that answers for them; null: there was no task. */
	tasksOverdue: ReadonlyMap<string, number> | null;
	/** Codes of agencies that had fallen silent, with when they were last heard; null: not known. */
	silent: ReadonlyMap<string, Instant> | null;
	pending: number;
}

/** From the working day before to yesterday: over a holiday also what came in meanwhile. */
export function latelyBefore(calendar: WorkCalendar, today: Day): { from: Day; to: Day } {
	return { from: addWorkingDays(calendar, today, -1), to: addDays(today, -1) };
}

/**
 * Puts the page together.
 * @param before the page before; its stock of overdue dossiers is compared with
 */
export function morningContent(
	{ overview, lately, due, tasksOverdue, silent, pending }: MorningFigures,
	given: {
		day: Day;
		demo: boolean;
		calendar: WorkCalendar;
		thresholds: readonly ThresholdValue[];
		before: Pick<MorningPage, 'day' | 'content'> | null;
	}
): MorningContent {
	const { province, agencies, from, to } = overview;
	const limits = INDICATOR_NAMES.flatMap((name) => {
		const held = thresholdOn(given.thresholds, name, given.day);
		return held === null ? [] : [{ ...held, indicator: name }];
	}).map(({ indicator: name, value, document, validFrom }) => {
		return { indicator: name, value, document, validFrom };
	});
	const accountable = agencies.filter((one) => one.accountable && !one.vertical && !one.ended);
	return {
		version: 1,
		demo: given.demo,
		...{ from, to },
		figures: {
			received: province.received,
			resolved: province.resolved.total,
			late: province.resolved.late,
			lateRate: province.rates.late,
			overdue: province.open.overdue,
			dueSoon: province.open.dueSoon,
			awaitingOverdue: province.awaiting.overdue
		},
		before: given.before && {
			day: given.before.day,
			overdue: given.before.content.figures.overdue
		},
		lately: {
			...latelyBefore(given.calendar, given.day),
			received: lately.received,
			resolved: lately.resolved.total,
			late: lately.resolved.late
		},
		limits,
		over: overLimits(accountable, limits),
		mostOverdue: byOverdue(accountable)
			.slice(0, AT_MOST.mostOverdue)
			.map(({ code, name, tally }) => ({ code, name, overdue: tally.open.overdue })),
		dueToday: byAgency(agencies, due, AT_MOST.due),
		tasksOverdue: tasksOverdue && byAgency(agencies, tasksOverdue, AT_MOST.tasks),
		silent: silent === null ? null : silentOf(agencies, silent),
		pending
	};
}

function overLimits(
	agencies: readonly AgencyFigures[],
	limits: MorningContent['limits']
): MorningContent['over'] {
	const over = agencies
		.map(({ code, name, tally }) => ({
			...{ code, name, overdue: tally.open.overdue },
			shares: limits.map(({ indicator: of, value }) => {
				const part = shareOf(tally, of);
				return { share: part, crosses: crosses(of, part, value) };
			})
		}))
		.filter(({ shares }) => shares.some((one) => one.crosses));
	const crossed = ({ shares }: (typeof over)[number]) => shares.filter((one) => one.crosses).length;
	const sorted = over.toSorted(
		(a, b) => crossed(b) - crossed(a) || b.overdue - a.overdue || compareVietnamese(a.name, b.name)
	);
	return {
		agencies: sorted.slice(0, AT_MOST.over),
		more: Math.max(0, sorted.length - AT_MOST.over)
	};
}

function byOverdue(agencies: readonly AgencyFigures[]): AgencyFigures[] {
	return agencies
		.filter(({ tally }) => tally.open.overdue > 0)
		.toSorted(
			(a, b) => b.tally.open.overdue - a.tally.open.overdue || compareVietnamese(a.name, b.name)
		);
}

/** The most first; what no agency answers for is in the total alone. */
function byAgency(
	agencies: readonly AgencyFigures[],
	counts: ReadonlyMap<string, number>,
	atMost: number
): MorningContent['dueToday'] {
	const names = new Map(agencies.map(({ code, name }) => [code, name]));
	const named = [...counts]
		.filter(([code]) => code !== '')
		.map(([code, n]) => ({ code, name: names.get(code) ?? code, count: n }))
		.toSorted((a, b) => b.count - a.count || compareVietnamese(a.name, b.name));
	return {
		total: [...counts.values()].reduce((sum, n) => sum + n, 0),
		agencies: named.slice(0, atMost),
		more: Math.max(0, named.length - atMost)
	};
}

/** The longest silent first. */
function silentOf(
	agencies: readonly AgencyFigures[],
	silent: ReadonlyMap<string, Instant>
): NonNullable<MorningContent['silent']> {
	const found = agencies
		.filter(({ accountable, vertical, ended }) => (accountable || vertical) && !ended)
		.flatMap(({ code, name }) => {
			const since = silent.get(code);
			return since === undefined ? [] : [{ code, name, since }];
		})
		.toSorted((a, b) => a.since - b.since || compareVietnamese(a.name, b.name));
	return {
		total: found.length,
		agencies: found
			.slice(0, AT_MOST.silent)
			.map(({ code, name, since }) => ({ code, name, lastArrivalAt: isoOf(since) })),
		more: Math.max(0, found.length - AT_MOST.silent)
	};
}
