import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { workingDaysBetween } from '#lib/domain/calendar/work-calendar.ts';
import type { LetterFrozen, LetterRow } from '#lib/domain/letters/letter.ts';
import { LETTER_ROWS } from '#lib/domain/letters/life.ts';
import { dayText } from '#lib/domain/letters/numerals.ts';
import type { DossierItem, ListQuery } from '#lib/domain/reports/overview.ts';
import { finishedOn } from '#lib/domain/tasks/timeliness.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Sql } from '../store/database.ts';
import { listDossiers } from '../store/dossiers.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { ProblemError } from './problem.ts';
import type { TaskRow } from './task-rows.ts';

/** A row with whom the letter is to be sent to for it. */
export type RowFor = LetterRow & {
	agencyId: number | null;
	/** Of an agency's own: the division that works on it. */
	unit: string;
};

/**
 * What of a list of dossiers is overdue, and what was finished late: two lists. Without a figure and a
 * standing the late ones are those of the list's period, because late is a flow; a list that is asked
 * for by standing is taken as it is.
 */
export async function urgedDossierRows(
	sql: Sql,
	rules: LoadedRules,
	reader: Reader,
	query: ListQuery,
	now: Instant
): Promise<{ overdue: RowFor[]; late: RowFor[]; period: LetterFrozen['period'] }> {
	const whole = query.codes !== undefined || query.standing !== null || query.figure !== null;
	const rowsOf = async (
		standing: 'overdue' | 'resolved_late',
		figure: ListQuery['figure'] = query.figure
	): Promise<RowFor[]> => {
		if (query.standing !== null && query.standing !== standing) return [];
		const asked = { ...query, standing, figure, limit: LETTER_ROWS, cursor: null };
		const list = await listDossiers(sql, rules, reader.sees.dossiers, asked, now);
		if (list.total > LETTER_ROWS) throw tooMany();
		return list.items.flatMap((item) => rowOf(item, rules));
	};
	const overdue = await rowsOf('overdue');
	const late = await rowsOf('resolved_late', whole ? query.figure : 'resolved.late');
	const flows = query.figure !== null || !whole;
	return { overdue, late, period: flows ? { from: query.from, to: query.to } : null };
}

/** Beyond this nothing is read: an annex of a thousand rows is forty sheets. */
export function tooMany(): ProblemError {
	return new ProblemError({
		status: 400,
		title:
			'Mỗi văn bản liệt kê tối đa 1.000 hồ sơ hoặc nhiệm vụ mỗi loại. Hãy lọc danh sách hẹp hơn.',
		code: 'letter.too_many'
	});
}

function rowOf(item: DossierItem, { directory }: LoadedRules): RowFor[] {
	if (item.dueAt === null) return [];
	return [
		{
			code: item.code,
			what: item.procedure.name,
			document: null,
			agency: item.agency.name,
			agencyId: item.agency.code === '' ? null : directory.byCode(item.agency.code),
			unit: item.unit,
			due: dayOf(Date.parse(item.dueAt)),
			finished: item.finishedAt === null ? null : dayOf(Date.parse(item.finishedAt)),
			days: item.daysLate ?? 0
		}
	];
}

/** What of these tasks is overdue, and what was done late. */
export function urgedTaskRows(
	rows: readonly TaskRow[],
	{ directory, calendar }: LoadedRules,
	now: Instant
): { overdue: RowFor[]; late: RowFor[] } {
	const rowsOf = (timeliness: TaskRow['item']['timeliness']) =>
		rows
			.filter(({ item }) => item.timeliness === timeliness)
			.flatMap(({ item, task }) => {
				if (task.due === null) return [];
				const finished = finishedOn(task);
				return [
					{
						code: item.code,
						what: task.text,
						document: documentOf(item.directive),
						agency: item.lead.name,
						agencyId: directory.byCode(item.lead.code),
						unit: '',
						due: task.due,
						finished: task.state === 'done' ? finished : null,
						days: workingDaysBetween(calendar, task.due, finished ?? dayOf(now))
					}
				];
			});
	return { overdue: rowsOf('overdue'), late: rowsOf('done_late') };
}

/** What of these tasks nobody has taken up by the end of the day on which it had to be. */
export function untakenTaskRows(
	rows: readonly TaskRow[],
	{ directory, calendar }: LoadedRules,
	now: Instant
): RowFor[] {
	return rows.flatMap(({ item, task }) => {
		const clock = item.acknowledgement;
		if (clock === null || !clock.late || item.acknowledgedAt !== null) return [];
		const due = dayOf(Date.parse(clock.by));
		return [
			{
				code: item.code,
				what: task.text,
				document: documentOf(item.directive),
				agency: item.lead.name,
				agencyId: directory.byCode(item.lead.code),
				unit: '',
				due,
				finished: null,
				days: workingDaysBetween(calendar, due, dayOf(now))
			}
		];
	});
}

function documentOf(directive: TaskRow['item']['directive']): string | null {
	const number = directive?.number ?? null;
	const on = directive?.issuedOn ?? null;
	return number === null ? null : `${number}${on === null ? '' : ` ngày ${dayText(on)}`}`;
}

/** By agency, then the oldest first. */
export function inOrder(rows: readonly RowFor[]): RowFor[] {
	return rows.toSorted(
		(a, b) =>
			compareVietnamese(a.agency, b.agency) ||
			(a.due < b.due ? -1 : a.due > b.due ? 1 : 0) ||
			(a.code < b.code ? -1 : 1)
	);
}
