import {
	bigint,
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
import { sql } from 'drizzle-orm';
import type { Dismissal } from '#lib/domain/dossiers/dismissal.ts';
import { agencies } from './agencies.ts';
import { bytes, day, instant } from '../columns.ts';

/** When each agency's messages last spoke, and last arrived. */
export const freshness = pgTable('freshness', {
	agencyId: integer('agency_id')
		.primaryKey()
		.references(() => agencies.id),
	lastEventAt: instant('last_event_at').notNull(),
	lastArrivalAt: instant('last_arrival_at').notNull()
});

/**
 * How long agencies were silent between two arrivals that followed each other: silences of five minutes
 * and more, and the last of each day. What is usual for an agency is learned from them.
 */
export const silences = pgTable(
	'silences',
	{
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		beganAt: instant('began_at').notNull(),
		endedAt: instant('ended_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.agencyId, t.endedAt] })]
);

/** What was learned of each agency; one without a row was not heard on enough days. */
export const rhythms = pgTable('rhythms', {
	agencyId: integer('agency_id')
		.primaryKey()
		.references(() => agencies.id),
	/** On nine days of ten its longest silence was not longer, in working minutes. */
	usual: doublePrecision().notNull(),
	/** How many working days it was heard on. */
	days: smallint().notNull(),
	learnedOn: day('learned_on').notNull()
});

/**
 * Records that were not understood, or whose agency name nobody knows. Only kept fields whose value
 * has the field's own form are stored, so nothing personal waits here either.
 */
export const quarantine = pgTable(
	'quarantine',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		hash: bytes().notNull(),
		arrivedAt: instant('arrived_at').notNull(),
		lastArrivedAt: instant('last_arrived_at').notNull(),
		times: integer().notNull(),
		keyId: integer('key_id').notNull(),
		code: text().notNull(),
		field: text().notNull(),
		reason: text().notNull(),
		agencyName: text('agency_name'),
		content: jsonb().$type<Record<string, unknown>>().notNull(),
		settledAt: instant('settled_at'),
		settledBy: text('settled_by'),
		outcome: text().$type<'replayed' | 'dismissed'>(),
		/** Why it was dismissed; one of a list, never free text. */
		dismissal: text().$type<Dismissal>()
	},
	(t) => [
		uniqueIndex('quarantine_waiting')
			.on(t.hash)
			.where(sql`${t.settledAt} is null`),
		index('quarantine_name')
			.on(t.agencyName)
			.where(sql`${t.settledAt} is null`)
	]
);
