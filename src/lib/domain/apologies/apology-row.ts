/** A line of a file in which an agency tells of its letters of apology. */
import { writtenDay } from '../calendar/written-day.ts';
import type { Day } from '../calendar/time.ts';
import { causeWritten, textsOf, type RowFault } from '../causes/cause-row.ts';
import type { ApologyTold } from './apology.ts';

export type ApologyColumn = 'dossier' | 'number' | 'issuedOn' | 'oldDueOn' | 'newDueOn' | 'cause';

/** The first header is the one that is shown; case, diacritics and punctuation do not matter. */
export const APOLOGY_COLUMNS: Readonly<Record<ApologyColumn, readonly string[]>> = {
	dossier: ['Mã hồ sơ', 'Số hồ sơ', 'MaHoSo', 'dossier'],
	number: ['Số văn bản', 'Số', 'Số phiếu', 'number'],
	issuedOn: ['Ngày ban hành', 'Ngày văn bản', 'Ngày', 'issuedOn'],
	oldDueOn: ['Ngày hẹn cũ', 'Ngày hẹn trả cũ', 'oldDueOn'],
	newDueOn: ['Ngày hẹn mới', 'Ngày hẹn lại', 'Ngày hẹn trả mới', 'newDueOn'],
	cause: ['Nguyên nhân', 'Lý do', 'Mã nguyên nhân', 'cause']
};
export const APOLOGY_REQUIRED: readonly ApologyColumn[] = ['dossier', 'number', 'issuedOn'];

/** @returns the line, or all that is wrong with it; never a value of it */
export function readApologyRow(
	headers: readonly string[],
	cells: readonly unknown[]
): { row: ApologyTold & { dossier: string } } | { faults: RowFault[] } {
	const texts = textsOf(headers, cells, APOLOGY_COLUMNS);
	const faults: RowFault[] = [];
	const fault = (column: ApologyColumn, reason: string) =>
		faults.push({ field: APOLOGY_COLUMNS[column][0] ?? column, reason });
	const text = (column: ApologyColumn, atMost: number) => {
		const value = texts.get(column) ?? '';
		if (value === '' && APOLOGY_REQUIRED.includes(column)) fault(column, 'missing');
		if (value.length > atMost) fault(column, 'too_long');
		return value;
	};
	const day = (column: ApologyColumn): Day | null => {
		const value = text(column, 40);
		if (value === '') return null;
		const found = writtenDay(value);
		if (found === null) fault(column, 'not_a_day');
		return found;
	};
	const dossier = text('dossier', 100);
	const number = text('number', 60);
	const [issuedOn, oldDueOn, newDueOn] = [day('issuedOn'), day('oldDueOn'), day('newDueOn')];
	const written = text('cause', 200);
	const cause = written === '' ? null : causeWritten(written);
	if (written !== '' && cause === null) fault('cause', 'unknown_cause');
	if (faults.length > 0 || issuedOn === null) return { faults };
	return { row: { dossier, number, issuedOn, oldDueOn, newDueOn, cause } };
}
