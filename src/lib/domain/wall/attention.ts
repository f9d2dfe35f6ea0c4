import type { Tally } from '../reports/tally.ts';
import type { IndicatorName } from '../settings/thresholds.ts';
import type { TaskFigure, TaskTally } from '../tasks/tally.ts';
import type { WallLimits } from './board.ts';
import { overBy } from './over.ts';

/** Something that whoever answers for an agency or a field looks at before its numbers. */
export type Attention =
	/** Nothing has been heard of the agency for longer than it should. */
	| { kind: 'silent' }
	/** A share is over what the office has decided. */
	| { kind: 'over'; by: IndicatorName }
	/** Tasks more than 30 days past their day, by age. */
	| { kind: 'tasks'; figure: TaskFigure; count: number };

/**
 * What is severe of an agency, of a field or of the province, as walls judge it: numbers of a silent agency
 * that nobody stands behind, and those of a central branch, are held against no threshold. Late and overdue
 * are named each by itself.
 *
 * @param tasks null for what no task is given to
 */
export function attentionOf(
	of: {
		tally: Tally;
		silent: boolean;
		vertical: boolean;
		tasks: Pick<TaskTally, 'overdueAge'> | null;
	},
	limits: WallLimits
): Attention[] {
	const { tally, silent, vertical, tasks } = of;
	const shares = silent || vertical ? [] : overBy(tally, limits);
	const ages = tasks === null ? [] : (['d31_90', 'gt90'] as const);
	return [
		...(silent ? [{ kind: 'silent' as const }] : []),
		...shares.map((by) => ({ kind: 'over' as const, by })),
		...ages
			.map((age) => ({
				kind: 'tasks' as const,
				figure: `overdueAge.${age}` as const,
				count: tasks?.overdueAge[age] ?? 0
			}))
			.filter(({ count }) => count > 0)
	];
}
