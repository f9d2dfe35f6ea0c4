import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { liesIn, spansOf, type KeptDocument } from '#lib/domain/directives/kept-document.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import type { TaskItem } from '#lib/domain/tasks/shown.ts';
import { tallyTasks, type TaskTally } from '#lib/domain/tasks/tally.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import { directiveByCode, documentOf, listDirectives } from '../store/directives.ts';
import { readAs } from '../store/reading.ts';
import { listTasks, type KeptDirective } from '../store/tasks.ts';
import { textKept } from './directive-door.ts';
import { dueSoonDays, shownTask } from './task-items.ts';
import type { directiveIssue } from './task-shapes.ts';

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

/**
 * What is kept of a document that is issued with its words, told the code of each task in order; null
 * for one without words.
 *
 * @throws ProblemError for a text that is not to be read here
 */
export async function documentToKeep(
	given: z.output<typeof directiveIssue>
): Promise<Decision<((codes: readonly (string | null)[]) => KeptDocument) | null>> {
	const { text, rules, signer, authority, assignedBy, addressees, references } = given;
	const spans = given.tasks.map(({ span }) => span);
	const places = [...spans.filter((span) => span !== null), ...rules];
	if (text === null) {
		return places.length === 0 ? accepted(null) : refused('directive.span_outside');
	}
	const kept = await textKept(text);
	if (kept !== text && places.length > 0) {
		return refused('directive.text_other', { field: 'text' });
	}
	if (!places.every((span) => liesIn(kept, span))) return refused('directive.span_outside');
	return accepted((codes: readonly (string | null)[]) => ({
		text: kept,
		spans: spansOf(spans, codes),
		rules: rules.map(([from, to]) => ({ from, to })),
		...{ signer, authority, assignedBy, addressees, trackers: [], references }
	}));
}
