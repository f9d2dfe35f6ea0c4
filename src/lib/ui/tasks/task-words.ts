import type { Component } from 'svelte';
import CalendarOff from '@lucide/svelte/icons/calendar-off';
import Check from '@lucide/svelte/icons/check';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import Clock from '@lucide/svelte/icons/clock-3';
import ClockAlert from '@lucide/svelte/icons/clock-alert';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Split from '@lucide/svelte/icons/split';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import { addDays, type Day } from '#lib/domain/calendar/time.ts';
import type { Recurrence } from '#lib/domain/tasks/recurrence.ts';
import type { TaskFigure } from '#lib/domain/tasks/tally.ts';
import type { TaskSource, TaskState } from '#lib/domain/tasks/task.ts';
import type { Timeliness } from '#lib/domain/tasks/timeliness.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TaskItem, TaskWait } from '#lib/domain/tasks/shown.ts';
import { formatDay, formatDayOfYear } from '../words/dates.ts';
import { formatCount } from '../words/numbers.ts';
import { fullDay, fullMoment, planningDay, weekdayName } from '../words/weekday.ts';

interface Look {
	icon: Component;
	tone: string;
	word(): string;
}

/** Whose word is waited for. */
export const WAIT_WORDS: Record<TaskWait['for'], () => string> = {
	verification: m.tasks_inbox_to_verify,
	extension: m.tasks_inbox_extensions,
	correction: m.tasks_inbox_corrections
};

/** The one place where a task's timeliness gets its icon, colour and word. */
export const TIMELINESS_LOOKS: Record<Timeliness, Look> = {
	done_on_time: {
		icon: Check,
		tone: 'text-on-time bg-on-time-ground',
		word: m.tasks_timeliness_done_on_time
	},
	done_late: {
		icon: ClockAlert,
		tone: 'text-late bg-late-ground',
		word: m.tasks_timeliness_done_late
	},
	done_no_date: {
		icon: CircleCheck,
		tone: 'text-no-due bg-no-due-ground',
		word: m.tasks_timeliness_done_no_date
	},
	in_time: {
		icon: Clock,
		tone: 'text-in-time bg-in-time-ground',
		word: m.tasks_timeliness_in_time
	},
	due_soon: {
		icon: Hourglass,
		tone: 'text-due-soon bg-due-soon-ground',
		word: m.tasks_timeliness_due_soon
	},
	overdue: {
		icon: TriangleAlert,
		tone: 'text-overdue bg-overdue-ground',
		word: m.tasks_timeliness_overdue
	},
	no_date: {
		icon: CalendarOff,
		tone: 'text-no-due bg-no-due-ground',
		word: m.tasks_timeliness_no_date
	},
	paused: {
		icon: CirclePause,
		tone: 'text-paused bg-paused-ground',
		word: m.tasks_timeliness_paused
	},
	waiting: { icon: Split, tone: 'text-paused bg-paused-ground', word: m.tasks_timeliness_waiting }
};

export const STATE_WORDS: Record<TaskState, () => string> = {
	assigned: m.tasks_state_assigned,
	acknowledged: m.tasks_state_acknowledged,
	in_progress: m.tasks_state_in_progress,
	submitted: m.tasks_state_submitted,
	done: m.tasks_state_done,
	correction_asked: m.tasks_state_correction_asked,
	paused: m.tasks_state_paused,
	revoked: m.tasks_state_revoked
};

export const SOURCE_WORDS: Record<TaskSource, () => string> = {
	government: m.tasks_source_government,
	prime_minister: m.tasks_source_prime_minister,
	committee: m.tasks_source_committee,
	chairman: m.tasks_source_chairman,
	inspection: m.tasks_source_inspection
};

export const URGENCY_WORDS: Record<NonNullable<TaskItem['urgency']>, () => string> = {
	hoa_toc: m.tasks_urgency_hoa_toc,
	thuong_khan: m.tasks_urgency_thuong_khan,
	khan: m.tasks_urgency_khan
};

export const FIGURE_WORDS: Record<TaskFigure, () => string> = {
	total: m.tasks_figure_total,
	'done.onTime': m.tasks_figure_done_on_time,
	'done.late': m.tasks_figure_done_late,
	'done.noDate': m.tasks_figure_done_no_date,
	'done.total': m.tasks_figure_done_total,
	'open.inTime': m.tasks_figure_open_in_time,
	'open.dueSoon': m.tasks_figure_open_due_soon,
	'open.overdue': m.tasks_figure_open_overdue,
	'open.noDate': m.tasks_figure_open_no_date,
	'open.standing': m.tasks_figure_open_standing,
	'open.total': m.tasks_figure_open_total,
	unacknowledged: m.tasks_figure_unacknowledged,
	submitted: m.tasks_figure_submitted,
	noDateOld: m.tasks_figure_no_date_old,
	'overdueAge.le7': m.tasks_figure_le7,
	'overdueAge.d8_30': m.tasks_figure_d8_30,
	'overdueAge.d31_90': m.tasks_figure_d31_90,
	'overdueAge.gt90': m.tasks_figure_gt90
};

/** "quá hạn 12 ngày làm việc"; null where the bare word says all. */
export function timelinessWords({ timeliness, overdueDays }: TaskItem): string | null {
	if (timeliness !== 'overdue' || overdueDays === null) return null;
	return overdueDays === 0
		? m.tasks_overdue_since_closed()
		: m.tasks_overdue_days({ days: formatCount(overdueDays) });
}

/** A due day where people plan, with its year only when that is not this year's. */
export function dueDay(day: Day, today: Day): string {
	return day.slice(0, 4) === today.slice(0, 4) ? planningDay(day) : fullDay(day);
}

/** `3035/UBND-TH ngày 4/6/2019`, or the type and subject of one without a number. */
export function directiveName(directive: NonNullable<TaskItem['directive']>): string {
	const { type, number, issuedOn, subject } = directive;
	const name = number ?? `${type}: ${subject}`;
	return issuedOn === null ? name : `${name}, ${formatDay(issuedOn)}`;
}

/** "Tuần 23/11 – 29/11/2026". */
export function weekWords(monday: Day, today: Day): string {
	const words = { from: formatDayOfYear(monday), to: formatDay(addDays(monday, 6)) };
	const here = monday <= today && today <= addDays(monday, 6);
	return here ? m.tasks_this_week(words) : m.tasks_week(words);
}

/** What is noted beside a task's state, each said once. */
export function markWords(item: TaskItem): { word: string; alarm: boolean }[] {
	const marks: { word: string; alarm: boolean }[] = [];
	const add = (word: string, alarm = false) => marks.push({ word, alarm });
	const { acknowledgement } = item;
	if (acknowledgement !== null) {
		if (item.acknowledgedAt !== null) {
			if (acknowledgement.late) add(m.tasks_mark_acknowledged_late());
		} else {
			const words = { moment: fullMoment(acknowledgement.by) };
			if (acknowledgement.late) add(m.tasks_mark_acknowledge_late(words), true);
			else add(m.tasks_mark_acknowledge_by(words));
		}
	}
	for (const wait of item.waits) {
		const days = formatCount(wait.days);
		if (wait.for === 'verification') add(m.tasks_mark_verification({ days }));
		if (wait.for === 'correction') add(m.tasks_mark_correction({ days }));
		if (wait.for === 'extension' && item.extension !== null) {
			const told = { day: formatDay(item.extension.until), days };
			if (item.extension.unanswered) add(m.tasks_mark_extension_unanswered(told), true);
			else add(m.tasks_mark_extension(told));
		}
	}
	if (item.relapses > 0) add(m.tasks_mark_relapse({ count: item.relapses }), true);
	if (item.sentBack > 0 && item.state !== 'done') {
		add(m.tasks_mark_sent_back({ count: item.sentBack }));
	}
	if (item.units !== null) {
		add(m.tasks_mark_units({ done: item.units.done, of: item.units.of }));
	}
	return marks;
}

/** Any Monday: days of the week are counted from it. */
const MONDAY: Day = '2026-11-23';

/** How often work comes again, and by when each time. */
export function recurrenceWords(rule: Recurrence): string {
	switch (rule.every) {
		case 'weekly':
			return m.tasks_series_weekly({ weekday: weekdayName(addDays(MONDAY, rule.weekday - 1)) });
		case 'monthly':
			return m.tasks_series_monthly({ day: rule.day });
		case 'quarterly':
			return m.tasks_series_quarterly({ day: rule.day, month: rule.month });
		case 'yearly':
			return m.tasks_series_yearly({ day: rule.day, month: rule.month });
	}
}

/** The name of a period as people say it: "tháng 8/2026". */
export function periodWords(name: string): string {
	const [, year = '', kind, n = ''] = /^(\d{4})(?:-([QW]?)(\d{1,2}))?$/.exec(name) ?? [];
	if (year === '') return name;
	if (n === '') return m.tasks_period_year({ year });
	const number = String(Number(n));
	if (kind === 'Q') return m.tasks_period_quarter({ quarter: number, year });
	if (kind === 'W') return m.tasks_period_week({ week: number, year });
	return m.tasks_period_month({ month: number, year });
}
