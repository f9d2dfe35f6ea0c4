import {
	bigint,
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	unique
} from 'drizzle-orm/pg-core';
import type { ChecklistItem } from '#lib/domain/inspections/checklist.ts';
import type {
	Inspection,
	InspectionEvent,
	InspectionKind,
	InspectionState
} from '#lib/domain/inspections/inspection.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';

/** Inspections. What is kept folded here is what the inspected agency may read: no draft, no note. */
export const inspections = pgTable(
	'inspections',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		/** Drawn, never counted: a gap would tell of one that is not seen. */
		code: text().notNull().unique(),
		kind: text().$type<InspectionKind>().notNull(),
		year: smallint().notNull(),
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		state: text().$type<InspectionState>().notNull(),
		fromDay: day('from_day'),
		toDay: day('to_day'),
		/** Since when the inspected agency knows of it; null: it does not exist for that agency. */
		shownAt: instant('shown_at'),
		folded: jsonb().$type<Inspection>().notNull(),
		events: smallint().notNull()
	},
	(t) => [index('inspections_agency').on(t.agencyId), index('inspections_year').on(t.year)]
);

/** What happened to an inspection: only ever added to. */
export const inspectionEvents = pgTable(
	'inspection_events',
	{
		inspectionId: bigint('inspection_id', { mode: 'number' })
			.notNull()
			.references(() => inspections.id),
		n: smallint().notNull(),
		at: instant('at').notNull(),
		kind: text().$type<InspectionEvent['kind']>().notNull(),
		body: jsonb().notNull(),
		/** Whether the inspected agency may read it, once it knows of the inspection. */
		shown: boolean().notNull(),
		accountId: integer('account_id').references(() => accounts.id)
	},
	(t) => [
		primaryKey({ columns: [t.inspectionId, t.n] }),
		index('inspection_events_account').on(t.accountId)
	]
);

/** The accounts of a team and the days on which each may open the inspection, both included. */
export const inspectionMembers = pgTable(
	'inspection_members',
	{
		inspectionId: bigint('inspection_id', { mode: 'number' })
			.notNull()
			.references(() => inspections.id),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		leads: boolean().notNull(),
		fromDay: day('from_day').notNull(),
		/** Null: the leader's, until the conclusion. */
		toDay: day('to_day')
	},
	(t) => [
		primaryKey({ columns: [t.inspectionId, t.accountId] }),
		index('inspection_members_account').on(t.accountId)
	]
);

/** Checklists as the office has them: a change is another version, and old inspections keep theirs. */
export const inspectionTemplates = pgTable(
	'inspection_templates',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		/** The same in every version: `cchc`. */
		key: text().notNull(),
		version: smallint().notNull(),
		name: text().notNull(),
		items: jsonb().$type<ChecklistItem[]>().notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id)
	},
	(t) => [
		unique('inspection_templates_version').on(t.key, t.version),
		index('inspection_templates_account').on(t.accountId)
	]
);
