import { dayOf } from '#lib/domain/calendar/time.ts';
import type { MorningContent, MorningPage } from '#lib/domain/reports/morning-page.ts';
import { INDICATORS, type IndicatorName } from '#lib/domain/settings/thresholds.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDate, formatDay, formatDayOfYear, formatTime } from './dates.ts';
import { formatCount, formatRate } from './numbers.ts';
import { fullDay, type Spoken } from './weekday.ts';

/** The morning page in words, the same on the screen, on paper and in the PDF. */
export interface MorningText {
	title: string;
	day: string;
	asOf: string;
	/** SỐ LIỆU MÔ PHỎNG. */
	demo: string | null;
	committee: string;
	flow: string;
	stock: string;
	/** Three of the period, then three of the instant. */
	numbers: { word: string; value: string; note: string; tone: 'late' | 'overdue' | null }[];
	lately: string;
	over: {
		title: string;
		/** Over the column of counts. */
		countWord: string;
		columns: { word: string; limit: string }[];
		rows: { name: string; overdue: string; cells: { text: string; crosses: boolean }[] }[];
		/** In place of rows, or above the most overdue. */
		note: string | null;
		mostOverdue: { name: string; count: string }[];
		more: string | null;
		/** Who set the thresholds. */
		by: string[];
	};
	due: {
		title: string;
		total: string;
		rows: { name: string; count: string }[];
		more: string | null;
	};
	/** Null where there are no tasks. */
	tasks: MorningText['due'] | null;
	silent: { title: string; note: string; rows: string[]; more: string | null };
	pending: string;
	foot: string;
}

/** @param spoken a language other than the reader's: the PDF is Vietnamese for everybody */
export function morningText(page: MorningPage, spoken: Spoken = {}): MorningText {
	const { content } = page;
	const time = formatTime(page.asOf);
	return {
		title: m.morning_title({}, spoken),
		day: fullDay(page.day, spoken),
		asOf: m.morning_as_of({ time, date: formatDate(page.asOf) }, spoken),
		demo: content.demo ? m.app_demo({}, spoken) : null,
		committee: m.app_committee({}, spoken),
		flow: m.tiles_flow({ from: formatDay(content.from), to: formatDay(content.to) }, spoken),
		stock: m.tiles_stock({ time, date: formatDate(page.asOf) }, spoken),
		numbers: numbersOf(content, spoken),
		lately: latelyOf(content, spoken),
		over: overOf(content, spoken),
		due: dueOf(content, spoken),
		tasks: tasksOf(content, spoken),
		silent: silentOf(content, spoken),
		pending: m.morning_pending({ n: formatCount(content.pending) }, spoken),
		foot: m.morning_made(
			{
				time: formatTime(page.madeAt),
				date: formatDate(page.madeAt),
				seal: `${page.epoch.slice(0, 8)}.${page.seq}`
			},
			spoken
		)
	};
}

function numbersOf({ figures, before }: MorningContent, spoken: Spoken): MorningText['numbers'] {
	const number = (word: string, n: number, note = '', tone: 'late' | 'overdue' | null = null) => {
		return { word, value: formatCount(n), note, tone: n === 0 ? null : tone };
	};
	const rate = m.morning_rate({ rate: formatRate(figures.lateRate) }, spoken);
	const compared = before === null ? '' : comparedWith(before, figures.overdue, spoken);
	return [
		number(m.figure_received({}, spoken), figures.received),
		number(m.figure_resolved_total({}, spoken), figures.resolved),
		number(m.column_late({}, spoken), figures.late, rate, 'late'),
		number(m.column_overdue({}, spoken), figures.overdue, compared, 'overdue'),
		number(m.column_due_soon({}, spoken), figures.dueSoon),
		number(m.figure_awaiting_overdue({}, spoken), figures.awaitingOverdue, '', 'overdue')
	];
}

function comparedWith(
	before: NonNullable<MorningContent['before']>,
	now: number,
	spoken: Spoken
): string {
	const n = formatCount(Math.abs(now - before.overdue));
	const change =
		now > before.overdue
			? m.morning_more_than({ n }, spoken)
			: now < before.overdue
				? m.morning_fewer_than({ n }, spoken)
				: m.morning_same_as({}, spoken);
	const day = formatDayOfYear(before.day);
	return `${m.morning_before({ day, n: formatCount(before.overdue) }, spoken)}, ${change}`;
}

function latelyOf({ lately }: MorningContent, spoken: Spoken): string {
	const { from, to } = lately;
	const counts = {
		received: formatCount(lately.received),
		resolved: formatCount(lately.resolved),
		late: formatCount(lately.late)
	};
	return from === to
		? m.morning_lately_day({ day: fullDay(from, spoken), ...counts }, spoken)
		: m.morning_lately_days({ from: formatDay(from), to: formatDay(to), ...counts }, spoken);
}

const SHARES: Record<IndicatorName, typeof m.rate_late> = {
	late: m.rate_late,
	lateByPromise: m.rate_late_by_promise,
	overdue: m.share_overdue,
	awaitingOverdue: m.share_awaiting_overdue,
	onTimeOrEarly: m.rate_on_time_or_early
};

function overOf(content: MorningContent, spoken: Spoken): MorningText['over'] {
	const { limits, over, mostOverdue } = content;
	const written = (value: number) => String(value).replace('.', ',');
	const none = mostOverdue.length > 0 ? m.morning_no_limits : m.morning_none_overdue;
	return {
		title: m.morning_over({}, spoken),
		countWord: m.morning_overdue_dossiers({}, spoken),
		columns: limits.map(({ indicator, value }) => ({
			word: SHARES[indicator]({}, spoken),
			limit: (INDICATORS[indicator].direction === 'high'
				? m.morning_limit_high
				: m.morning_limit_low)({ value: written(value) }, spoken)
		})),
		rows: over.agencies.map(({ name, overdue, shares }) => ({
			name,
			overdue: formatCount(overdue),
			cells: shares.map(({ share, crosses }) => ({ text: formatRate(share), crosses }))
		})),
		note:
			limits.length === 0
				? none({}, spoken)
				: over.agencies.length === 0
					? m.morning_over_none({}, spoken)
					: null,
		mostOverdue:
			limits.length > 0
				? []
				: mostOverdue.map(({ name, overdue }) => ({ name, count: formatCount(overdue) })),
		more: moreOf(over.more, spoken),
		by: limits.map(({ indicator, document, validFrom }) =>
			m.morning_limit_by(
				{ share: SHARES[indicator]({}, spoken), document, from: formatDay(validFrom) },
				spoken
			)
		)
	};
}

function dueOf({ dueToday }: MorningContent, spoken: Spoken): MorningText['due'] {
	const { total, agencies, more } = dueToday;
	return {
		title: m.morning_due({}, spoken),
		total:
			total === 0
				? m.morning_due_none({}, spoken)
				: m.morning_due_total({ n: formatCount(total) }, spoken),
		rows: agencies.map(({ name, count }) => ({ name, count: formatCount(count) })),
		more: moreOf(more, spoken)
	};
}

function tasksOf({ tasksOverdue }: MorningContent, spoken: Spoken): MorningText['tasks'] {
	if (tasksOverdue === null || tasksOverdue === undefined) return null;
	const { total, agencies, more } = tasksOverdue;
	return {
		title: m.morning_tasks({}, spoken),
		total:
			total === 0
				? m.morning_tasks_none({}, spoken)
				: m.morning_tasks_total({ n: formatCount(total) }, spoken),
		rows: agencies.map(({ name, count }) => ({ name, count: formatCount(count) })),
		more: moreOf(more, spoken)
	};
}

function silentOf({ silent, to }: MorningContent, spoken: Spoken): MorningText['silent'] {
	const note =
		silent === null
			? m.morning_silent_unknown({}, spoken)
			: silent.total === 0
				? m.morning_silent_none({}, spoken)
				: m.morning_silent_total({ n: formatCount(silent.total) }, spoken);
	return {
		title: m.morning_silent({}, spoken),
		note,
		rows: (silent?.agencies ?? []).map(({ name, lastArrivalAt }) => {
			const last = dayOf(Date.parse(lastArrivalAt));
			const year = last.slice(0, 4) === to.slice(0, 4);
			return m.morning_silent_since(
				{
					name,
					time: formatTime(lastArrivalAt),
					date: year ? formatDayOfYear(last) : formatDay(last)
				},
				spoken
			);
		}),
		more: moreOf(silent?.more ?? 0, spoken)
	};
}

function moreOf(n: number, spoken: Spoken): string | null {
	return n === 0 ? null : m.morning_more({ n: formatCount(n) }, spoken);
}
