import type { AgencyFigures, Overview } from '#lib/domain/reports/overview.ts';
import { FIGURES, figureOf, type Figure, type Tally } from '#lib/domain/reports/tally.ts';
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
}

/**
 * An overview as a sheet: the province first, then every agency with what it answers for, in the order
 * of the table on screen. Names of agencies below others are set in.
 */
export function overviewSheet(
	words: OverviewWords,
	name: string,
	head: Sheet['head'],
	{ province, agencies }: Overview,
	notes: SheetNotes
): Sheet {
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
			{ title: words.lastArrival, width: 17 }
		],
		rows: [
			[words.province, null, null, ...numbersOf(province), null],
			...agencies.map((row) => [
				`${'    '.repeat(depth(row.code))}${row.name}${row.ended ? ` (${words.ended})` : ''}`,
				row.code,
				row.accountable ? 'x' : null,
				...numbersOf(row.tally),
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

function arrivalOf({ freshness }: AgencyFigures): SheetCell {
	const at = freshness.lastArrivalAt;
	return at === null ? null : { instant: Date.parse(at) };
}
