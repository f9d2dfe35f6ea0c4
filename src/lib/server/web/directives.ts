import type { Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import type { KeptDocument } from '#lib/domain/directives/kept-document.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import type { TaskItem } from '#lib/domain/tasks/shown.ts';
import { tallyTasks, type TaskTally } from '#lib/domain/tasks/tally.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import { directiveByCode, documentOf, listDirectives } from '../store/directives.ts';
import { readAs } from '../store/reading.ts';
import { listTasks, type KeptDirective } from '../store/tasks.ts';
import { dueSoonDays, shownTask } from './task-items.ts';

/** A document as it is shown, with the figures of the tasks in it that the reader sees. */
export interface ShownDirective extends Omit<KeptDirective, 'createdAt'> {
	createdAt: string;
	tally: TaskTally;
	/** Of `tally.total`: taken up by the agency that answers for it. */
	acknowledged: number;
}

/** Documents shown at once. */
export const DIRECTIVES_A_PAGE = 50;

export async function readDirectives(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	{ search, page }: { search: string; page: number }
): Promise<{ total: number; items: ShownDirective[] }> {
	const rules = await rulebook.current();
	const now = clock.now();
	const offset = (page - 1) * DIRECTIVES_A_PAGE;
	const found = await readAs(db, reader, async (sql) =>
		listDirectives(sql, { search, offset, limit: DIRECTIVES_A_PAGE })
	);
	const items = found.items.map(({ tasks, ...directive }) => ({
		...shown(directive),
		tally: tallyTasks(tasks, now, rules.calendar, dueSoonDays(rules, now)),
		acknowledged: acknowledgedOf(tasks)
	}));
	return { total: found.total, items };
}

/** One document with its words, its tasks and the share done of each agency. */
export interface DirectiveDetail extends ShownDirective {
	document: KeptDocument | null;
	tasks: TaskItem[];
	/** Each agency that answers for a task, by figures over the very rows of `tasks`. */
	agencies: { code: string; name: string; tally: TaskTally; acknowledged: number }[];
}

/** @returns null for a document that does not exist for the reader */
export async function readDirective(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	code: string
): Promise<DirectiveDetail | null> {
	const rules = await rulebook.current();
	const now = clock.now();
	const found = await readAs(db, reader, async (sql) => {
		const directive = await directiveByCode(sql, code);
		if (directive === null) return null;
		return {
			directive,
			document: await documentOf(sql, code),
			rows: await listTasks(sql, { agencyIds: null, directive: code })
		};
	});
	if (found === null) return null;
	const { directive, document, rows } = found;
	const soon = dueSoonDays(rules, now);
	const figures = (tasks: readonly Task[]) => ({
		tally: tallyTasks(tasks, now, rules.calendar, soon),
		acknowledged: acknowledgedOf(tasks)
	});
	const byAgency = Map.groupBy(rows, ({ task }) => task.leadId);
	const ordered = rows.toSorted((a, b) => a.id - b.id);
	return {
		...shown(directive),
		document,
		tasks: ordered.map((row) => shownTask(row, rules, reader, now)),
		...figures(rows.map(({ task }) => task)),
		agencies: [...byAgency]
			.map(([id, of]) => ({
				code: rules.codeOf(id),
				name: rules.directory.latest(id)?.name ?? rules.codeOf(id),
				...figures(of.map(({ task }) => task))
			}))
			.sort((a, b) => compareVietnamese(a.name, b.name))
	};
}

function shown({ createdAt, ...directive }: KeptDirective) {
	return { ...directive, createdAt: isoOf(createdAt) };
}

function acknowledgedOf(tasks: readonly Task[]): number {
	return tasks.filter(({ state, acknowledgedAt }) => state !== 'revoked' && acknowledgedAt !== null)
		.length;
}
