import { startOfDay, type Day, type Instant } from '../calendar/time.ts';

/**
 * Whom an urging letter urges about what: one agency's part of one of its lists. It is frozen when the
 * letter is drafted, and counts as an urging when the letter is issued.
 */
export interface LetterUrge {
	kind: 'dossiers' | 'tasks';
	/** The list as an address asks for it: reminders of the same question and agency are numbered with it. */
	question: string;
	agencyId: number;
	items: readonly UrgedItem[];
}

export interface UrgedItem {
	code: string;
	/** How far it had come when the letter was drafted: see `urging_items.mark`. */
	mark: number;
}

/**
 * Each agency's part of a list.
 *
 * @param overdue what is open and past its day; of an agency that has none of it the letter urges about
 *   what was finished late, and the two are never one count
 * @param marks how far each has come; one without a mark is gone and is not urged about
 */
export function urgesOf(
	kind: LetterUrge['kind'],
	question: string,
	rows: { overdue: readonly UrgedRow[]; late: readonly UrgedRow[] },
	marks: ReadonlyMap<string, number>
): LetterUrge[] {
	const parts = partsOf(rows.overdue, marks);
	for (const [agencyId, items] of partsOf(rows.late, marks)) {
		if (!parts.has(agencyId)) parts.set(agencyId, items);
	}
	return [...parts].map(([agencyId, items]) => ({ kind, question, agencyId, items }));
}

export interface UrgedRow {
	code: string;
	/** Whom the letter is sent to for it; null: nobody that is known. */
	agencyId: number | null;
}

function partsOf(
	rows: readonly UrgedRow[],
	marks: ReadonlyMap<string, number>
): Map<number, UrgedItem[]> {
	const parts = new Map<number, UrgedItem[]>();
	for (const { code, agencyId } of rows) {
		const mark = marks.get(code);
		if (agencyId === null || mark === undefined) continue;
		parts.set(agencyId, [...(parts.get(agencyId) ?? []), { code, mark }]);
	}
	return parts;
}

/**
 * From when on an issued letter counts as an urging: the beginning of its day, and on the day on which
 * it was drafted the instant of its numbers. When somebody came to enter its number changes nothing.
 */
export function urgesFrom(asOf: Instant, issuedOn: Day): Instant {
	return Math.max(asOf, startOfDay(issuedOn));
}
