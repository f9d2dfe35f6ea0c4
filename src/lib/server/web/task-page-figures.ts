import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { TaskTally } from '#lib/domain/tasks/tally.ts';
import type { Desk } from '../desk.ts';
import { readFiguresAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { taskFigures, type TaskFigures } from '../store/task-figures.ts';

/** The tasks of one agency with all below it, in numbers, as they stand now. */
export async function tasksOfAgency(
	desk: Desk,
	reader: Reader,
	agencyId: number
): Promise<{ asOf: string; tally: TaskTally }> {
	const { asOf, figures } = await countedNow(desk, reader);
	return { asOf, tally: figures.tally(agencyId) };
}

/**
 * The tasks of the province in numbers and by accountable agency: those that have any, the most overdue
 * first.
 */
export async function tasksByAgency(
	desk: Desk,
	reader: Reader
): Promise<{
	asOf: string;
	province: TaskTally;
	agencies: { code: string; name: string; tally: TaskTally }[];
}> {
	const { asOf, figures, rules } = await countedNow(desk, reader);
	return { asOf, province: figures.province, agencies: accountableTasks(rules, figures, asOf) };
}

async function countedNow({ db, rulebook, clock }: Desk, reader: Reader) {
	const rules = await rulebook.current();
	const now = clock.now();
	const figures = await readFiguresAs(db, reader, async (sql) => taskFigures(sql, rules, now));
	return { asOf: isoOf(now), figures, rules };
}

/** Accountable agencies of a day that have tasks, those with most overdue first. */
function accountableTasks(
	{ directory, codeOf }: LoadedRules,
	figures: TaskFigures,
	asOf: string
): { code: string; name: string; tally: TaskTally }[] {
	return directory
		.active(dayOf(Date.parse(asOf)))
		.filter(({ accountable }) => accountable)
		.map(({ agencyId, name }) => {
			return { code: codeOf(agencyId), name, tally: figures.tally(agencyId) };
		})
		.filter(({ tally }) => tally.total > 0)
		.sort((a, b) => b.tally.open.overdue - a.tally.open.overdue || b.tally.total - a.tally.total);
}
