import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { KeptDocument } from '#lib/domain/directives/kept-document.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { decide, type TaskAct } from '#lib/domain/tasks/acts.ts';
import { after, begun, type Task, type TaskTerms } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { insertDocument } from '#lib/server/store/directives.ts';
import { deleteDraft, holdDraft } from '#lib/server/store/drafts.ts';
import { append } from '#lib/server/store/ledger.ts';
import { calendarOf } from '#lib/server/store/settings.ts';
import { insertSeries } from '#lib/server/store/task-series.ts';
import {
	directivesOf,
	holdTask,
	holdTasksOf,
	insertDirective,
	insertTask,
	saveTask,
	type KeptTask,
	type NewDirective
} from '#lib/server/store/tasks.ts';
import { makePeriodsOf } from './series-periods.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface TaskActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

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
		/** The draft that this issues, and what is kept of the document, told its tasks' codes in order. */
		kept?: {
			draft: string;
			version: number;
			document(codes: readonly string[]): KeptDocument;
		};
	},
	by: TaskActor
): Promise<Decision<IssuedDirective>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'assigned' });
	const { directive, tasks, again, kept } = given;
	const many = new Map<number, number>();
	for (const { leadId } of tasks) many.set(leadId, (many.get(leadId) ?? 0) + 1);
	return inTurn(database, async (sql) => {
		if (kept !== undefined) {
			const held = await holdDraft(sql, kept.draft);
			if (held === null) return refused('draft.unknown');
			if (held.version !== kept.version) return refused('draft.stale');
		}
		const same = await directivesOf(sql, directive.number, directive.issuedOn);
		if (same.length > 0 && !again) {
			return refused('directive.exists', { code: same[0] ?? null });
		}
		const account = by.reader.account?.id ?? null;
		const { id, code } = await insertDirective(sql, directive, account, by.now);
		const codes: string[] = [];
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
				const kept = await insertSeries(sql, begins);
				const when = { calendar: await calendarOf(sql), now: by.now, today };
				const [first, ...more] = await makePeriodsOf(sql, kept, when);
				if (first !== undefined) codes.push(first);
				others.push(...more);
				series.push(kept.code);
				continue;
			}
			const event = { kind: 'assigned' as const, at: by.now, terms };
			codes.push(
				await insertTask(sql, { directiveId: id, path, task: begun(event), event }, account)
			);
		}
		if (kept !== undefined) {
			await insertDocument(sql, id, kept.document(codes));
			await deleteDraft(sql, kept.draft);
		}
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

/** What became of a task by an act. */
export interface ActedTask {
	code: string;
	state: Task['state'];
	due: Day | null;
}

/** Does one act to a task: two who act at once go one after the other, and the second is told (T33). */
export async function actOnTask(
	database: Database,
	{ code, act }: { code: string; act: TaskAct },
	by: TaskActor
): Promise<Decision<ActedTask>> {
	return inTurn(database, async (sql) => {
		const held = await holdTask(sql, code);
		if (held === null || !seesTask(by.reader, held.task)) return refused('task.unknown');
		const at = Math.max(by.now, held.task.lastMovedAt);
		const decision = decide(held.task, act, by.reader, at);
		if (!decision.accepted) return decision;
		const event = decision.value;
		const task = after(held.task, event);
		await saveTask(sql, held, { task, event }, by.reader.account?.id ?? null);
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'task.act',
			subject: `task:${code}`,
			before: { state: held.task.state, due: held.task.due },
			after: { act: act.kind, state: task.state, due: task.due }
		});
		await announce(sql, by.now, [code], [held.task, task]);
		return accepted({ code, state: task.state, due: task.due });
	});
}

/**
 * Takes up all that a document still asks of the agencies whose head the reader is: a head says it once
 * for a document, not once for each of its tasks.
 */
export async function acknowledgeDirective(
	database: Database,
	code: string,
	by: TaskActor
): Promise<Decision<IssuedDirective>> {
	const reach = by.reader.grants.acknowledgeTasks ?? [];
	return inTurn(database, async (sql) => {
		const held = await holdTasksOf(sql, code, reach === 'all' ? null : reach);
		if (held.length === 0) return refused('directive.unknown');
		const waiting = held.filter(({ task }) => task.state === 'assigned');
		if (waiting.length === 0) return refused('directive.already_acknowledged');
		const moved: KeptTask[] = [];
		for (const kept of waiting) {
			const at = Math.max(by.now, kept.task.lastMovedAt);
			const decision = decide(kept.task, { kind: 'acknowledged' }, by.reader, at);
			if (!decision.accepted) return decision;
			const task = after(kept.task, decision.value);
			await saveTask(sql, kept, { task, event: decision.value }, by.reader.account?.id ?? null);
			moved.push({ ...kept, task });
		}
		const codes = moved.map((kept) => kept.code);
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'directive.acknowledge',
			subject: `directive:${code}`,
			before: null,
			after: { tasks: codes }
		});
		const concerned = moved.map(({ task }) => task);
		await announce(sql, by.now, codes, concerned);
		return accepted({ code, tasks: codes });
	});
}

/** Whether a task exists for somebody: whose agency answers for it, coordinates or follows it. */
export function seesTask(reader: Reader, task: Task): boolean {
	const reach = reader.kind === 'system' ? 'all' : reader.grants.seeTasks;
	if (reach === undefined || reach === 'all') return reach === 'all';
	return [task.leadId, task.trackerId, ...task.coordinatingIds].some((id) => reach.includes(id));
}

/** One transaction that may change tasks. */
export async function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
	return withTransaction(database, async ({ sql }) => work(sql), { scope: 'tasks' });
}

/** Tells open pages which tasks moved, and whose they are: once for all of them. */
export async function announce(
	sql: Sql,
	at: Instant,
	ids: string[],
	tasks: readonly Pick<TaskTerms, 'leadId' | 'trackerId' | 'coordinatingIds'>[]
): Promise<void> {
	const agencies = new Set(
		tasks.flatMap(({ leadId, trackerId, coordinatingIds }) => [
			leadId,
			trackerId,
			...coordinatingIds
		])
	);
	await append(sql, { at, kind: 'tasks', agencies: [...agencies], ids });
}
