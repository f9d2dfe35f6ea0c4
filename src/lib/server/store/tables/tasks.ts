import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text
} from 'drizzle-orm/pg-core';
import type { Task, TaskEvent } from '#lib/domain/tasks/task.ts';
import { agencies } from './agencies.ts';
import { accounts } from './accounts.ts';
import { day, instant } from '../columns.ts';

/** Documents of the Committee (văn bản chỉ đạo) as a person of the office has confirmed and issued them. */
export const directives = pgTable(
	'directives',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'VB-' || id::text`)
			.unique(),
		/** The Vietnamese name of the type in lower case: `công văn`, `chỉ thị`. */
		type: text().notNull(),
		/** `3035/UBND-TH`; null where the document has none. */
		number: text(),
		issuedOn: day('issued_on'),
		issuer: text().notNull(),
		subject: text().notNull(),
		urgency: text().$type<'hoa_toc' | 'thuong_khan' | 'khan'>(),
		createdAt: instant('created_at').notNull(),
		createdBy: integer('created_by').references(() => accounts.id)
	},
	(t) => [
		index('directives_number').on(t.number, t.issuedOn),
		index('directives_created_by').on(t.createdBy)
	]
);

/**
 * Tasks as the fold of their events; the columns are what lists are narrowed by. Whether a task is in
 * time is never stored: it follows from the day.
 */
export const tasks = pgTable(
	'tasks',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'NV-' || id::text`)
			.unique(),
		directiveId: bigint('directive_id', { mode: 'number' }).references(() => directives.id),
		/** The document's own numbering: `II.3.1.b`. */
		path: text(),
		state: text().$type<Task['state']>().notNull(),
		leadId: integer('lead_id')
			.notNull()
			.references(() => agencies.id),
		trackerId: integer('tracker_id')
			.notNull()
			.references(() => agencies.id),
		coordinatingIds: integer('coordinating_ids').array().notNull(),
		due: day('due'),
		folded: jsonb().$type<Task>().notNull(),
		/** How many events it is the fold of. */
		events: smallint().notNull()
	},
	(t) => [
		index('tasks_directive').on(t.directiveId),
		index('tasks_lead').on(t.leadId),
		index('tasks_tracker').on(t.trackerId)
	]
);

/** What happened to tasks: only ever added to. */
export const taskEvents = pgTable(
	'task_events',
	{
		taskId: bigint('task_id', { mode: 'number' })
			.notNull()
			.references(() => tasks.id),
		/** From 1, without a gap. */
		n: smallint().notNull(),
		at: instant('at').notNull(),
		kind: text().$type<TaskEvent['kind']>().notNull(),
		/** The event without its instant. */
		body: jsonb().$type<Record<string, unknown>>().notNull(),
		/** Who did it; null: a key without an account, or the program. */
		accountId: integer('account_id').references(() => accounts.id)
	},
	(t) => [primaryKey({ columns: [t.taskId, t.n] }), index('task_events_account').on(t.accountId)]
);
