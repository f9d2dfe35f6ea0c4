import type { Day } from '#lib/domain/calendar/time.ts';
import { urgesOf, type LetterUrge, type UrgedRow } from '#lib/domain/letters/urge.ts';
import type { LetterTable } from '#lib/domain/letters/letter.ts';
import type { Sql } from '../store/database.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { marksOf } from '../store/urgings.ts';
import type { RowFor } from './letter-rows.ts';
import type { LetterOrder } from './letter-shapes.ts';
import { questionOf } from './urgings.ts';

/** Chosen one by one and not by a list: urged about like the list that each of them stands in. */
const ALL_OVERDUE = 'figure=open.overdue';

/**
 * Whom a letter with these rows urges about what, as far as each had come at this moment.
 *
 * @param ownId of a head who writes to those below; null: the Committee, which writes to the agencies
 *   that answer to its Chairman
 * @param reminded the question of the reminder that becomes the letter
 */
export async function letterUrges(
	sql: Sql,
	{ directory }: LoadedRules,
	order: LetterOrder,
	rows: Record<LetterTable, RowFor[]>,
	{ ownId, on, reminded }: { ownId: number | null; on: Day; reminded: string | null }
): Promise<LetterUrge[]> {
	const addressed = ({ code, agencyId }: RowFor): UrgedRow => {
		if (ownId !== null || agencyId === null) return { code, agencyId };
		return { code, agencyId: directory.accountableAncestor(agencyId, on) ?? agencyId };
	};
	const { dossiersOverdue, dossiersLate, tasksOverdue, tasksLate } = rows;
	const lists = [
		{ kind: 'dossiers', overdue: dossiersOverdue, late: dossiersLate, list: order.dossiers },
		{ kind: 'tasks', overdue: tasksOverdue, late: tasksLate, list: order.tasks }
	] as const;
	const urges: LetterUrge[] = [];
	for (const { kind, overdue, late, list } of lists) {
		const question = list === null ? (reminded ?? ALL_OVERDUE) : questionOf(list);
		const codes = [...overdue, ...late].map(({ code }) => code);
		const marks = await marksOf(sql, kind, codes);
		const markOf = new Map(marks.map(({ code, mark }) => [code, mark]));
		const parts = { overdue: overdue.map(addressed), late: late.map(addressed) };
		urges.push(...urgesOf(kind, question, parts, markOf));
	}
	return urges;
}
