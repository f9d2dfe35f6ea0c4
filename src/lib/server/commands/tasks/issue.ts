import { may } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { KeptDocument } from '#lib/domain/directives/kept-document.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { begun, type TaskTerms } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database } from '#lib/server/store/database.ts';
import { insertDocument } from '#lib/server/store/directives.ts';
import { deleteDraft, holdDraft } from '#lib/server/store/drafts.ts';
import { calendarOf } from '#lib/server/store/settings.ts';
import { insertSeries } from '#lib/server/store/task-series.ts';
import {
	directivesOf,
	insertDirective,
	insertTask,
	type NewDirective
} from '#lib/server/store/tasks.ts';
import { makePeriodsOf } from './periods.ts';
import { announce, inTurn, type TaskActor } from './turn.ts';

/** A task of a document as a person of the office has confirmed it. */
export type ConfirmedTask = { path: string | null } & Omit<TaskTerms, 'oneOfMany' | 'urgency'>;

export interface IssuedDirective {
	code: string;
	tasks: string[];
	/** Of work that comes again: the first task of each stands in `tasks`. */
	series?: string[];
}

/**
 * Issues a document with its tasks, all or none. Nothing is issued that a person has not confirmed:
 * what a reader of documents proposes is not a task yet.
 *
 * @param again another document of the same number and day is meant: without it that is refused
 */
export async function issueDirective(
	database: Database,
	given: {
		directive: NewDirective;
		tasks: readonly ConfirmedTask[];
		again: boolean;
		/** The draft that this issues, which goes. */
		draft?: { code: string; version: number };
		/**
		 * What is kept of the document, told the code of each task in order; null for one whose first
		 * period has not begun.
		 */
		document?: (codes: readonly (string | null)[]) => KeptDocument;
	},
	by: TaskActor
): Promise<Decision<IssuedDirective>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'assigned' });
	const { directive, tasks, again, draft, document } = given;
	const many = new Map<number, number>();
	for (const { leadId } of tasks) many.set(leadId, (many.get(leadId) ?? 0) + 1);
	return inTurn(database, async (sql) => {
		if (draft !== undefined) {
			const held = await holdDraft(sql, draft.code);
			if (held === null) return refused('draft.unknown');
			if (held.version !== draft.version) return refused('draft.stale');
		}
		const same = await directivesOf(sql, directive.number, directive.issuedOn);
		if (same.length > 0 && !again) {
			return refused('directive.exists', { code: same[0] ?? null });
		}
		const account = by.reader.account?.id ?? null;
		const { id, code } = await insertDirective(sql, directive, account, by.now);
		const codes: string[] = [];
		const placed: (string | null)[] = [];
		const series: string[] = [];
		/** Second periods that have begun as well: the document names the first. */
		const others: string[] = [];
		for (const { path, ...confirmed } of tasks) {
			const terms: TaskTerms = {
				...confirmed,
				oneOfMany: (many.get(confirmed.leadId) ?? 0) > 1,
				urgency: directive.urgency
			};
			const { recurrence } = terms;
			if (recurrence !== null && recurrence !== undefined) {
				const today = dayOf(by.now);
				const startsOn = terms.due ?? today;
				const begins = { directiveId: id, path, terms, rule: recurrence, startsOn };
				const held = await insertSeries(sql, begins);
				const when = { calendar: await calendarOf(sql), now: by.now, today };
				const [first, ...more] = await makePeriodsOf(sql, held, when);
				placed.push(first ?? null);
				if (first !== undefined) codes.push(first);
				others.push(...more);
				series.push(held.code);
				continue;
			}
			const event = { kind: 'assigned' as const, at: by.now, terms };
			const made = await insertTask(
				sql,
				{ directiveId: id, path, task: begun(event), event },
				account
			);
			codes.push(made);
			placed.push(made);
		}
		if (document !== undefined) await insertDocument(sql, id, document(placed));
		if (draft !== undefined) await deleteDraft(sql, draft.code);
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'directive.issue',
			subject: `directive:${code}`,
			before: null,
			after: { number: directive.number, issuedOn: directive.issuedOn, tasks: codes, series }
		});
		await announce(sql, by.now, [...codes, ...others], tasks);
		return accepted({ code, tasks: codes, series });
	});
}
