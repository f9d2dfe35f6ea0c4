import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { TaskTally } from '#lib/domain/tasks/tally.ts';
import type { WallTaskCounts, WallTasks } from '#lib/domain/wall/board.ts';
import type { Sql } from './database.ts';
import type { LoadedRules } from './rulebook.ts';
import { taskFigures } from './task-figures.ts';

/**
 * The tasks that a wall shows: in numbers, by the agency that answers for them, never a task itself.
 *
 * @param agencyId the wall's agency with what is directly below it; null: the province by accountable agency
 * @returns null where no task was ever given
 */
export async function wallTasks(
	sql: Sql,
	rules: LoadedRules,
	agencyId: number | null,
	now: Instant
): Promise<WallTasks | null> {
	const figures = await taskFigures(sql, rules, now);
	const whole = agencyId === null ? figures.province : figures.tally(agencyId);
	if (whole.total === 0) return null;
	const { directory, codeOf } = rules;
	const named = directory.active(dayOf(now)).filter((one) => {
		if (agencyId === null) return one.accountable;
		return one.parentId === agencyId || one.agencyId === agencyId;
	});
	const agencies = named
		.map(({ agencyId: id, name }) => {
			const tally = id === agencyId ? figures.own(id) : figures.tally(id);
			return { code: codeOf(id), name, ...countsOf(tally) };
		})
		.filter(({ open }) => open > 0);
	return { ...countsOf(whole), agencies };
}

function countsOf({ open, unacknowledged }: TaskTally): WallTaskCounts {
	const { inTime, dueSoon, overdue, noDate, total } = open;
	return { open: total, inTime, dueSoon, overdue, noDate, unacknowledged };
}
