import type { Day } from '#lib/domain/calendar/time.ts';

/** Of the dossiers resolved on a day: how many with an appointment, and how many of those late. */
export interface LateDay {
	day: Day;
	resolved: number;
	late: number;
	rate: number | null;
}

export interface LateAgency {
	code: string;
	name: string;
	resolved: number;
	late: number;
	rate: number | null;
	previousRate: number | null;
	lastYearRate: number | null;
}

export interface FieldFigures {
	code: string;
	name: string;
	received: number;
	resolved: number;
	late: number;
	overdue: number;
}

export interface OverdueAge {
	bucket: 'le7' | 'd8_30' | 'gt30' | 'gt90';
	count: number;
}

/** The series that the server counts (store/charts.ts). */
export interface ReportSeries {
	lateByDay: LateDay[];
	previous: LateDay[];
	lastYear: LateDay[];
	lateByAgency: LateAgency[];
	overdueAge: OverdueAge[];
	byField: FieldFigures[];
}

export interface ComparedDay {
	day: Day;
	now: LateDay;
	previous: LateDay | null;
	lastYear: LateDay | null;
}

/** The days of a period, each beside the one with the same number in the periods compared with. */
export function comparedDays(
	series: Pick<ReportSeries, 'lateByDay' | 'previous' | 'lastYear'>
): ComparedDay[] {
	return series.lateByDay.map((now, i) => ({
		day: now.day,
		now,
		previous: series.previous[i] ?? null,
		lastYear: series.lastYear[i] ?? null
	}));
}

/** The rate of a whole stretch of days: of all their dossiers, not the mean of the days' rates. */
export function rateOfDays(days: readonly LateDay[]): number | null {
	const resolved = days.reduce((sum, day) => sum + day.resolved, 0);
	const late = days.reduce((sum, day) => sum + day.late, 0);
	return resolved === 0 ? null : late / resolved;
}

/**
 * The agencies with the highest late rate, highest first; equal rates: more late dossiers first. Those
 * without a late dossier are not named as if they were the worst, nor are those that resolved fewer
 * than `atLeast`: one late dossier out of one is no "100 %".
 *
 * @param ranked codes of the accountable agencies; central branches are shown and not ranked
 */
export function worstAgencies(
	agencies: readonly LateAgency[],
	{ ranked, atMost, atLeast }: { ranked: ReadonlySet<string>; atMost: number; atLeast: number }
): LateAgency[] {
	return agencies
		.filter((agency) => ranked.has(agency.code) && agency.late > 0 && agency.resolved >= atLeast)
		.toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0) || b.late - a.late)
		.slice(0, atMost);
}

/** The fields with most dossiers overdue, then late. The two numbers are never added. */
export function heaviestFields(fields: readonly FieldFigures[], atMost: number): FieldFigures[] {
	return fields
		.filter((field) => field.overdue > 0 || field.late > 0)
		.toSorted((a, b) => b.overdue - a.overdue || b.late - a.late)
		.slice(0, atMost);
}

/** A name in lines of about `width` characters, broken between words: nothing is cut. */
export function labelLines(name: string, width: number): string[] {
	const lines: string[] = [];
	for (const word of name.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else lines.push(word);
	}
	return lines;
}
