import type { Standing } from '#lib/domain/deadlines/standing.ts';
import type { DossierItem } from '#lib/domain/reports/overview.ts';
import type { Sheet, SheetCell, SheetNotes } from './sheet.ts';

/** The columns of a list of dossiers, in order, with their widths in characters. */
export const DOSSIER_COLUMNS = {
	code: 28,
	standing: 24,
	daysOverdue: 12,
	daysLate: 12,
	marks: 30,
	agency: 40,
	agencyCode: 14,
	procedure: 60,
	procedureCode: 14,
	field: 24,
	receivedBy: 14,
	channel: 16,
	unit: 28,
	submitted: 17,
	received: 17,
	firstDue: 17,
	due: 17,
	finished: 17,
	returned: 17,
	flags: 24
} as const;
export type DossierColumn = keyof typeof DOSSIER_COLUMNS;

/** The office's words in the reader's language. */
export interface DossierWords {
	columns: Record<DossierColumn, string>;
	standings: Record<Standing, string>;
	marks: Record<keyof DossierItem['marks'], string>;
	channels: Record<string, string>;
}

/**
 * A list of dossiers as a sheet. Working days of overdue and of late ones stand in columns of their
 * own: the one is open and the other finished, and nobody shall add them.
 */
export function dossierSheet(
	words: DossierWords,
	name: string,
	head: Sheet['head'],
	items: AsyncIterable<DossierItem>,
	notes: SheetNotes | null
): Sheet {
	const columns = Object.entries(DOSSIER_COLUMNS).map(([column, width]) => ({
		title: words.columns[column as DossierColumn],
		width
	}));
	return {
		name,
		head,
		columns,
		rows: rowsOf(words, items),
		...(notes === null ? {} : { notes })
	};
}

async function* rowsOf(
	words: DossierWords,
	items: AsyncIterable<DossierItem>
): AsyncGenerator<SheetCell[], void, undefined> {
	for await (const item of items) {
		const cells = cellsOf(words, item);
		yield (Object.keys(DOSSIER_COLUMNS) as DossierColumn[]).map((column) => cells[column]);
	}
}

function cellsOf(words: DossierWords, item: DossierItem): Record<DossierColumn, SheetCell> {
	const { standing, marks, daysLate } = item;
	const days = daysLate === null ? null : { number: daysLate };
	const told = (Object.keys(words.marks) as (keyof typeof marks)[]).filter((mark) => marks[mark]);
	return {
		code: item.code,
		standing: standing === null ? null : words.standings[standing],
		daysOverdue: standing === 'overdue' ? days : null,
		daysLate: standing === 'resolved_late' ? days : null,
		marks: told.map((mark) => words.marks[mark]).join('; '),
		agency: item.agency.name,
		agencyCode: item.agency.code,
		procedure: item.procedure.name,
		procedureCode: item.procedure.code,
		field: item.field.name,
		receivedBy: item.receivedBy,
		channel: words.channels[item.channel] ?? item.channel,
		unit: item.unit,
		submitted: instantOf(item.submittedAt),
		received: instantOf(item.receivedAt),
		firstDue: instantOf(item.firstDueAt),
		due: instantOf(item.dueAt),
		finished: instantOf(item.finishedAt),
		returned: instantOf(item.returnedAt),
		flags: item.flags.join(', ')
	};
}

function instantOf(text: string | null): SheetCell {
	return text === null ? null : { instant: Date.parse(text) };
}
