import type { Figure } from '#lib/domain/reports/tally.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RateKey, SortKey } from './agency-tree.ts';

export interface Column {
	key: SortKey;
	/** Exactly one of the two. */
	figure: Figure | null;
	rate: RateKey | null;
	/** Short, under the word of its group. */
	word(): string;
	/** Text colour where the number is not zero. */
	tone?: string;
}

export interface ColumnGroup {
	word(): string;
	columns: Column[];
}

export type ColumnSet = 'main' | 'all';

const count = (figure: Figure, word: () => string, tone?: string): Column => ({
	key: figure,
	figure,
	rate: null,
	word,
	...(tone === undefined ? {} : { tone })
});
const share = (rate: RateKey, word: () => string): Column => ({
	key: `rates.${rate}`,
	figure: null,
	rate,
	word
});

/** The columns of the table of agencies: those that are read daily, or all that a tally holds. */
export function columnGroups(set: ColumnSet): ColumnGroup[] {
	const all = set === 'all';
	const only = <T>(...extra: T[]): T[] => (all ? extra : []);
	return [
		{
			word: m.column_received_group,
			columns: [
				count('received', m.column_received),
				...only(count('carriedOver', m.column_carried_over))
			]
		},
		{
			word: m.column_resolved_group,
			columns: [
				count('resolved.early', m.column_early),
				count('resolved.onTime', m.column_on_time),
				count('resolved.late', m.column_late, 'text-late font-semibold'),
				...only(
					count('resolved.noDue', m.column_no_due),
					count('resolved.total', m.column_total),
					count('resolved.lateByPromise', m.column_late_by_promise),
					count('resolved.notHandedOver', m.column_not_handed_over)
				)
			]
		},
		{
			word: m.column_open_group,
			columns: [
				count('open.inTime', m.column_in_time),
				count('open.dueSoon', m.column_due_soon, 'text-due-soon'),
				count('open.overdue', m.column_overdue, 'text-overdue font-semibold'),
				...only(count('open.noDue', m.column_no_due)),
				count('open.paused', m.column_paused),
				...only(count('open.total', m.column_total))
			]
		},
		{
			word: m.column_awaiting_group,
			columns: [
				count('awaiting.total', m.column_total),
				count('awaiting.overdue', m.column_overdue, 'text-overdue font-semibold')
			]
		},
		{
			word: m.column_ended_group,
			columns: [
				...only(
					count('refused', m.column_refused),
					count('ended.withdrawn', m.column_withdrawn),
					count('ended.stopped', m.column_stopped)
				),
				count('ended.afterDue', m.column_ended_after_due),
				...only(count('movedDue', m.column_moved_due))
			]
		},
		{
			word: m.column_rates_group,
			columns: [
				share('onTimeOrEarly', m.column_rate_on_time_or_early),
				share('late', m.column_rate_late),
				...only(share('lateByPromise', m.column_late_by_promise))
			]
		}
	];
}
