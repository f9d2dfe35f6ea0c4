import type { OwnId } from '#lib/domain/indicators/registry.ts';
import type { Figure } from '#lib/domain/reports/tally.ts';
import { GROUP_WORDS, INDICATOR_WORDS } from '#lib/words/indicators.ts';
import type { RateKey, SortKey } from './agency-tree.ts';

export interface Column {
	key: SortKey;
	/** Its entry in the registry. */
	id: OwnId;
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

const count = (figure: Figure, tone?: string): Column => ({
	key: figure,
	id: figure,
	figure,
	rate: null,
	word: INDICATOR_WORDS[figure].inGroup,
	...(tone === undefined ? {} : { tone })
});
const share = (rate: RateKey): Column => ({
	key: `rates.${rate}`,
	id: `rates.${rate}`,
	figure: null,
	rate,
	word: INDICATOR_WORDS[`rates.${rate}`].inGroup
});

/** The columns of the table of agencies: those that are read daily, or all that a tally holds. */
export function columnGroups(set: ColumnSet): ColumnGroup[] {
	const all = set === 'all';
	const only = <T>(...extra: T[]): T[] => (all ? extra : []);
	return [
		{
			word: GROUP_WORDS.received,
			columns: [count('received'), ...only(count('carriedOver'))]
		},
		{
			word: GROUP_WORDS.resolved,
			columns: [
				count('resolved.early'),
				count('resolved.onTime'),
				count('resolved.late', 'text-late font-semibold'),
				...only(
					count('resolved.noDue'),
					count('resolved.total'),
					count('resolved.lateByPromise'),
					count('resolved.notHandedOver')
				)
			]
		},
		{
			word: GROUP_WORDS.open,
			columns: [
				count('open.inTime'),
				count('open.dueSoon', 'text-due-soon'),
				count('open.overdue', 'text-overdue font-semibold'),
				...only(count('open.noDue')),
				count('open.paused'),
				...only(count('open.total'))
			]
		},
		{
			word: GROUP_WORDS.awaiting,
			columns: [count('awaiting.total'), count('awaiting.overdue', 'text-overdue font-semibold')]
		},
		{
			word: GROUP_WORDS.ended,
			columns: [
				...only(count('refused'), count('ended.withdrawn'), count('ended.stopped')),
				count('ended.afterDue'),
				...only(count('movedDue'))
			]
		},
		{
			word: GROUP_WORDS.rates,
			columns: [share('onTimeOrEarly'), share('late'), ...only(share('lateByPromise'))]
		}
	];
}
