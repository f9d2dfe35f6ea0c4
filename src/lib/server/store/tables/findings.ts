import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import type { Severity } from '#lib/domain/findings/category.ts';
import type { FindingCategory } from '#lib/domain/inspections/checklist.ts';
import type { Finding, FindingEvent } from '#lib/domain/findings/finding.ts';
import { instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';

/** Findings (tồn tại, hạn chế) as the fold of their events; the columns are what lists are narrowed by. */
export const findings = pgTable(
	'findings',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		/** Drawn, never counted: a gap would tell an agency of one that it does not see yet. */
		code: text().notNull().unique(),
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		/** Public code of its inspection; null: it stands alone. */
		inspection: text(),
		category: text().$type<FindingCategory>().notNull(),
		severity: text().$type<Severity>().notNull(),
		state: text().$type<Finding['state']>().notNull(),
		dossiers: text().array().notNull(),
		/** Code of the task that it has become, the latest. */
		task: text(),
		loggedAt: instant('logged_at').notNull(),
		loggedBy: integer('logged_by').references(() => accounts.id),
		/** From when its agency sees it; null: not yet. */
		releasedAt: instant('released_at'),
		/** Named by who logs it, so that what is sent twice is logged once. */
		sentAs: text('sent_as'),
		folded: jsonb().$type<Finding>().notNull(),
		/** How many events it is the fold of. */
		events: smallint().notNull()
	},
	(t) => [
		uniqueIndex('findings_sent').on(t.loggedBy, t.sentAs),
		index('findings_agency').on(t.agencyId),
		index('findings_inspection').on(t.inspection),
		index('findings_task').on(t.task),
		index('findings_dossiers').using('gin', t.dossiers)
	]
);

/** What happened to findings: only ever added to. */
export const findingEvents = pgTable(
	'finding_events',
	{
		findingId: bigint('finding_id', { mode: 'number' })
			.notNull()
			.references(() => findings.id),
		/** From 1, without a gap. */
		n: smallint().notNull(),
		at: instant('at').notNull(),
		kind: text().$type<FindingEvent['kind']>().notNull(),
		/** The event without its instant and its author. */
		body: jsonb().$type<Record<string, unknown>>().notNull(),
		/** Who did it; null: a key without an account, or the program. */
		accountId: integer('account_id').references(() => accounts.id),
		/** Their name as it was then: who reads a finding need not see accounts. */
		saidBy: text('said_by')
	},
	(t) => [
		primaryKey({ columns: [t.findingId, t.n] }),
		index('finding_events_account').on(t.accountId)
	]
);

/** The official whom a finding concerns: apart, for few to read. */
export const findingPeople = pgTable('finding_people', {
	findingId: bigint('finding_id', { mode: 'number' })
		.primaryKey()
		.references(() => findings.id),
	name: text().notNull()
});
