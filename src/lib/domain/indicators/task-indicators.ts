import { TASK_FIGURES, taskFigureOf, type TaskFigure, type TaskTally } from '../tasks/tally.ts';
import { versionsBy, type LegalBasis, type Version } from './bases.ts';

/**
 * The numbers of tasks. All stand at an instant: of all tasks that were given, how many are done and
 * how, and how many are not. Late ones (done) and overdue ones (open) are two numbers here as well.
 */
export const TASK_IDS = [
	...TASK_FIGURES.map((figure) => `tasks.${figure}` as const),
	/** As provinces report them: what has no date is not late. */
	'tasks.done.notLate',
	'tasks.open.notOverdue',
	'tasks.onTimeRate'
] as const;
export type TaskIndicatorId =
	`tasks.${TaskFigure}` | 'tasks.done.notLate' | 'tasks.open.notOverdue' | 'tasks.onTimeRate';

/** The numbers of an agency's row, on the screen and in a file, in this order; the rate stands last. */
export const TASK_COLUMNS = [
	...(['tasks.done.notLate', 'tasks.done.late', 'tasks.open.notOverdue'] as const),
	...(['tasks.open.dueSoon', 'tasks.open.overdue', 'tasks.open.standing'] as const),
	...(['tasks.total', 'tasks.unacknowledged', 'tasks.onTimeRate'] as const)
] as const satisfies readonly TaskIndicatorId[];
export type TaskColumn = (typeof TASK_COLUMNS)[number];

interface TaskFacts {
	group: 'tasks';
	kind: 'stock' | 'rate';
	formula:
		| { type: 'set' }
		| { type: 'sum'; of: readonly TaskIndicatorId[] }
		| {
				type: 'share';
				of: readonly TaskIndicatorId[];
				over: readonly TaskIndicatorId[];
		  };
	versions: readonly Version<TaskIndicatorId>[];
	source: readonly (typeof TASK_FIELDS)[number][];
	parameters: readonly 'taskDueSoonWorkingDays'[];
}

/** What a task of `/api/v1/tasks` tells that its numbers are counted from. */
export const TASK_FIELDS = [
	'state',
	'assignedAt',
	'acknowledgedAt',
	'submittedAt',
	'due',
	'condition'
] as const;

const BASIS: readonly LegalBasis[] = [
	{ document: 'decision42', article: null, unchecked: true },
	{ document: 'letter3035', article: null }
];

const FORMULAS: Partial<Record<TaskIndicatorId, TaskFacts['formula']>> = {
	'tasks.total': { type: 'sum', of: ['tasks.done.total', 'tasks.open.total'] },
	'tasks.done.total': {
		type: 'sum',
		of: ['tasks.done.onTime', 'tasks.done.late', 'tasks.done.noDate']
	},
	'tasks.open.total': {
		type: 'sum',
		of: [
			...(['tasks.open.inTime', 'tasks.open.overdue'] as const),
			...(['tasks.open.noDate', 'tasks.open.standing'] as const)
		]
	},
	'tasks.done.notLate': { type: 'sum', of: ['tasks.done.onTime', 'tasks.done.noDate'] },
	'tasks.open.notOverdue': { type: 'sum', of: ['tasks.open.inTime', 'tasks.open.noDate'] },
	'tasks.onTimeRate': {
		type: 'share',
		of: ['tasks.done.onTime'],
		over: ['tasks.done.onTime', 'tasks.done.late']
	}
};

/** What is known of a number of tasks. */
export function taskFacts(id: TaskIndicatorId): TaskFacts {
	const dated = id !== 'tasks.unacknowledged' && id !== 'tasks.submitted';
	return {
		group: 'tasks',
		kind: id === 'tasks.onTimeRate' ? 'rate' : 'stock',
		formula: FORMULAS[id] ?? { type: 'set' },
		versions: versionsBy(id, BASIS),
		source: [
			'state',
			...(dated ? (['due', 'submittedAt', 'condition'] as const) : []),
			...(id === 'tasks.noDateOld' ? (['assignedAt'] as const) : []),
			...(id === 'tasks.unacknowledged' ? (['acknowledgedAt'] as const) : [])
		],
		parameters: id === 'tasks.open.dueSoon' ? ['taskDueSoonWorkingDays'] : []
	};
}

/** Whether an indicator is a number of tasks. */
export function isTaskNumber(id: string): id is TaskIndicatorId {
	return TASK_IDS.some((one) => one === id);
}

/** What the number is of a tally; null: nothing to divide by. */
export function taskNumberOf(tally: TaskTally, id: TaskIndicatorId): number | null {
	const { done, open } = tally;
	switch (id) {
		case 'tasks.done.notLate':
			return done.onTime + done.noDate;
		case 'tasks.open.notOverdue':
			return open.inTime + open.noDate;
		case 'tasks.onTimeRate':
			return tally.onTimeRate;
		default:
			return taskFigureOf(tally, id.slice('tasks.'.length) as TaskFigure);
	}
}
