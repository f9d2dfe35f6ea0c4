import type { DayKind } from '#lib/domain/calendar/work-calendar.ts';
import type { PauseKind } from '#lib/domain/deadlines/trace.ts';
import type { DueReason } from '#lib/domain/dossiers/dossier.ts';
import type { NormUnit } from '#lib/domain/procedures/catalogue.ts';
import { m } from '#lib/paraglide/messages.js';

export const DUE_REASON_WORDS: Record<DueReason, () => string> = {
	first: m.due_reason_first,
	same_day: m.due_reason_same_day,
	supplement: m.due_reason_supplement,
	financial_duty: m.due_reason_financial_duty,
	resumed: m.due_reason_resumed,
	moved: m.due_reason_moved,
	time_only: m.due_reason_time_only
};

export const PAUSE_WORDS: Record<PauseKind, () => string> = {
	supplement: m.pause_supplement,
	financial_duty: m.pause_financial_duty,
	stopped: m.pause_stopped
};

export const DAY_KIND_WORDS: Record<DayKind, () => string> = {
	working: m.day_working,
	weekend: m.day_weekend,
	holiday: m.day_holiday,
	compensation: m.day_compensation,
	swap_off: m.day_swap_off,
	make_up: m.day_make_up,
	local_off: m.day_local_off
};

/** "15 ngày làm việc". */
export function normWords(value: number, unit: NormUnit): string {
	switch (unit) {
		case 'working_days':
			return m.norm_working_days({ value });
		case 'calendar_days':
			return m.norm_calendar_days({ value });
		case 'working_hours':
			return m.norm_working_hours({ value });
	}
}
