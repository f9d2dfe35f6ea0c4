import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import type { OpinionState } from '#lib/domain/opinions/opinion.ts';
import type { Recurrence } from '#lib/domain/tasks/recurrence.ts';
import type { Task, TaskCause, TaskEvent, TaskTerms } from '#lib/domain/tasks/task.ts';
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

/** Work that comes again: each period of a series is a task of its own, made once. */
export const taskSeries = pgTable(
	'task_series',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'DK-' || id::text`)
			.unique(),
		directiveId: bigint('directive_id', { mode: 'number' }).references(() => directives.id),
		path: text(),
		/** Of every period; its due day is its own. */
		terms: jsonb().$type<TaskTerms>().notNull(),
		rule: jsonb().$type<Recurrence>().notNull(),
		/** What was due before this day is asked of nobody. */
		startsOn: day('starts_on').notNull(),
		/** First day of the period that is made next, when it comes. */
		nextFrom: day('next_from').notNull(),
		/** Periods that begin after this day are not made any more. */
		endedOn: day('ended_on'),
		/** The document that ended it. */
		endedBy: text('ended_by')
	},
	(t) => [
		index('task_series_directive').on(t.directiveId),
		index('task_series_next')
			.on(t.nextFrom)
			.where(sql`ended_on is null`)
	]
);

/**
 * Tasks as the fold of their events; the columns are what lists are narrowed by. Whether a task is in
 * time is never stored: it follows from the day.
 */
/** The day in Asia/Ho_Chi_Minh of an instant that a folded task keeps. */
const dayIn = (instantName: string) =>
	sql.raw(
		`(to_timestamp((folded ->> '${instantName}')::float8 / 1000) at time zone 'Asia/Ho_Chi_Minh')::date`
	);

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
		/** The series of which it is one period. */
		seriesId: bigint('series_id', { mode: 'number' }).references(() => taskSeries.id),
		period: text(),
		/** The other software in which a mirrored task lives, and its number there. */
		originSystem: text('origin_system'),
		originNumber: text('origin_number'),
		folded: jsonb().$type<Task>().notNull(),
		/** How many events it is the fold of. */
		events: smallint().notNull(),
		/** Of `folded`, for counting 200,000 of them: the days of its instants, and its condition. */
		assignedOn: day('assigned_on').generatedAlwaysAs(dayIn('assignedAt')),
		finishedOn: day('finished_on').generatedAlwaysAs(dayIn('submittedAt')),
		waits: boolean().generatedAlwaysAs(sql`(folded ->> 'waitsForCondition')::boolean`)
	},
	(t) => [
		uniqueIndex('tasks_period').on(t.seriesId, t.period),
		uniqueIndex('tasks_origin').on(t.originSystem, t.originNumber),
		index('tasks_directive').on(t.directiveId),
		index('tasks_lead').on(t.leadId),
		index('tasks_tracker').on(t.trackerId),
		// All that figures are counted by, and what the policy looks at: counted without the folded rows.
		index('tasks_counted').on(
			...[t.leadId, t.state, t.due, t.finishedOn, t.assignedOn, t.waits],
			...[t.trackerId, t.coordinatingIds, t.originSystem, t.directiveId]
		)
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

/**
 * What a leader has said at the sight of a number (ý kiến chỉ đạo), until the office has issued it as a
 * task or given it back.
 */
export const opinions = pgTable(
	'opinions',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'YK-' || id::text`)
			.unique(),
		state: text().$type<OpinionState>().notNull(),
		/** The agency that is to answer for it. */
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		text: text().notNull(),
		due: day('due').notNull(),
		/** The number as the leader saw it; never changed. */
		cause: jsonb().$type<TaskCause>().notNull(),
		/** What the server counted when the opinion came, which may differ from what a screen still showed. */
		counted: doublePrecision(),
		countedAt: instant('counted_at').notNull(),
		/** Whose opinion it is. */
		leaderId: integer('leader_id')
			.notNull()
			.references(() => accounts.id),
		/** Who wrote it: the leader, or a secretary. */
		preparedBy: integer('prepared_by')
			.notNull()
			.references(() => accounts.id),
		preparedAt: instant('prepared_at').notNull(),
		givenAt: instant('given_at'),
		settledAt: instant('settled_at'),
		settledBy: integer('settled_by').references(() => accounts.id),
		/** What the office said when it gave it back. */
		word: text(),
		taskId: bigint('task_id', { mode: 'number' }).references(() => tasks.id)
	},
	(t) => [
		index('opinions_agency').on(t.agencyId),
		index('opinions_leader').on(t.leaderId),
		index('opinions_prepared_by').on(t.preparedBy),
		index('opinions_settled_by').on(t.settledBy),
		index('opinions_task').on(t.taskId)
	]
);
