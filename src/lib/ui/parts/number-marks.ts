import { getContext, setContext } from 'svelte';

/** That a number of an agency, with all below it, is asked to be put right; the province has the code ''. */
export interface NumberMark {
	code: string;
	figure: string;
	/** Dossiers in the number that are disputed one by one. */
	dossiers: number;
	/** How often the number itself is. */
	figures: number;
}

const MARKS = Symbol('marks');

/** Tells the tables below a page which numbers are under review. */
export function provideMarks(marks: () => readonly NumberMark[]): void {
	setContext(MARKS, marks);
}

/** Reads them inside a table; a page without any has none. @param code null: the province */
export function heldMarks(): (code: string | null, figure: string) => NumberMark | undefined {
	const marks = getContext<(() => readonly NumberMark[]) | undefined>(MARKS) ?? (() => []);
	return (code, figure) =>
		marks().find((mark) => mark.code === (code ?? '') && mark.figure === figure);
}
