import {
	TASK_COLUMNS,
	taskNumberOf,
	type TaskColumn
} from '#lib/domain/indicators/task-indicators.ts';
import type { AgencyFigures, Overview } from '#lib/domain/reports/overview.ts';
import { FIGURES, figureOf, type Figure, type Tally } from '#lib/domain/reports/tally.ts';
import type { TaskTally } from '#lib/domain/tasks/tally.ts';
import type { Sheet, SheetCell, SheetNotes } from './sheet.ts';

export type Rate = keyof Tally['rates'];
/** In the order of the columns. */
export const RATES: readonly Rate[] = ['onTimeOrEarly', 'late', 'lateByPromise'];

/** The office's words in the reader's language. */
export interface OverviewWords {
	agency: string;
	code: string;
	accountable: string;
	province: string;
	ended: string;
	lastArrival: string;
	figures: Record<Figure, string>;
	rates: Record<Rate, string>;
	tasks: Record<TaskColumn, string>;
}

/** The tasks beside the dossiers, as they stand at one instant. */
export interface OverviewTasks {
	/** Of all that the table is about. */
	whole: TaskTally;
	/** Of an agency with all below it, by its code. */
	tally(code: string): TaskTally;
}

/**
 * An overview as a sheet: the province first, then every agency with what it answers for, in the order
 * of the table on screen. Names of agencies below others are set in.
 *
 * @param tasks null: without them, as where the dossiers are narrowed by what tasks do not have
 */
export function overviewSheet(
	words: OverviewWords,
	name: string,
	head: Sheet['head'],
	{ province, agencies }: Overview,
	notes: SheetNotes,
	tasks: OverviewTasks | null = null
): Sheet {
	const taskCells = (tally: TaskTally | undefined): SheetCell[] =>
		tally === undefined ? [] : TASK_COLUMNS.map((id) => taskCell(tally, id));
	const parents = new Map(agencies.map((row) => [row.code, row.parent]));
	const depth = (code: string): number => {
		let n = 0;
		for (let at = parents.get(code); at != null && parents.has(at) && n < 9; at = parents.get(at))
			n++;
		return n;
	};
	return {
		name,
		head,
		notes,
		columns: [
			{ title: words.agency, width: 48 },
			{ title: words.code, width: 14 },
			{ title: words.accountable, width: 10 },
			...FIGURES.map((figure) => ({ title: words.figures[figure], width: 14 })),
			...RATES.map((rate) => ({ title: words.rates[rate], width: 14 })),
			...(tasks === null ? [] : TASK_COLUMNS.map((id) => ({ title: words.tasks[id], width: 14 }))),
			{ title: words.lastArrival, width: 17 }
		],
		rows: [
			[words.province, null, null, ...numbersOf(province), ...taskCells(tasks?.whole), null],
			...agencies.map((row) => [
				`${'    '.repeat(depth(row.code))}${row.name}${row.ended ? ` (${words.ended})` : ''}`,
				row.code,
				row.accountable ? 'x' : null,
				...numbersOf(row.tally),
				...taskCells(tasks?.tally(row.code)),
				arrivalOf(row)
			])
		]
	};
}

function numbersOf(tally: Tally): SheetCell[] {
	return [
		...FIGURES.map((figure) => ({ number: figureOf(tally, figure) })),
		...RATES.map((rate) => ({ share: tally.rates[rate] }))
	];
}

function taskCell(tally: TaskTally, id: TaskColumn): SheetCell {
	const value = taskNumberOf(tally, id);
	return id === 'tasks.onTimeRate' ? { share: value } : { number: value ?? 0 };
}

function arrivalOf({ freshness }: AgencyFigures): SheetCell {
	const at = freshness.lastArrivalAt;
	return at === null ? null : { instant: Date.parse(at) };
}
