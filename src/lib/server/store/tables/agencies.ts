import {
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { AgencyKind, AgencyLevel } from '#lib/domain/agencies/agency.ts';
import type { OfficeHours } from '#lib/domain/calendar/office-hours.ts';
import { day, instant } from '../columns.ts';

/** An agency as a lasting identity; what it is called and where it belongs is dated in its versions. */
export const agencies = pgTable('agencies', {
	id: integer().primaryKey().generatedAlwaysAsIdentity(),
	code: text().notNull().unique(),
	createdAt: instant('created_at').notNull()
});

export const agencyVersions = pgTable(
	'agency_versions',
	{
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		validFrom: day('valid_from').notNull(),
		validTo: day('valid_to'),
		name: text().notNull(),
		shortName: text('short_name').notNull(),
		kind: text().$type<AgencyKind>().notNull(),
		level: text().$type<AgencyLevel>().notNull(),
		parentId: integer('parent_id').references(() => agencies.id),
		accountable: boolean().notNull(),
		vertical: boolean().notNull(),
		hours: jsonb().$type<OfficeHours>().notNull(),
		/** What decides it: number and date of the document. */
		document: text().notNull().default('')
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.validFrom] }),
		index('agency_versions_parent').on(t.parentId),
		check('agency_versions_dates', sql`${t.validTo} is null or ${t.validTo} >= ${t.validFrom}`)
	]
);

/** Names and codes under which the feed knows an agency, with the days on which they hold. */
export const agencyAliases = pgTable(
	'agency_aliases',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		alias: text().notNull(),
		validFrom: day('valid_from'),
		validTo: day('valid_to'),
		createdAt: instant('created_at').notNull(),
		createdBy: text('created_by').notNull()
	},
	(t) => [index('agency_aliases_agency').on(t.agencyId)]
);

export const agencySuccessions = pgTable(
	'agency_successions',
	{
		fromId: integer('from_id')
			.notNull()
			.references(() => agencies.id),
		toId: integer('to_id')
			.notNull()
			.references(() => agencies.id),
		kind: text().$type<'merge' | 'split' | 'rename' | 'abolish' | 'transfer'>().notNull(),
		on: day('on_day').notNull(),
		document: text().notNull().default('')
	},
	(t) => [
		primaryKey({ columns: [t.fromId, t.toId, t.on] }),
		index('agency_successions_to').on(t.toId)
	]
);
