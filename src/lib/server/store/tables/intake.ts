import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Dismissal } from '#lib/domain/dossiers/dismissal.ts';
import { agencies } from './agencies.ts';
import { bytes, instant } from '../columns.ts';

/** When each agency's messages last spoke, and last arrived. */
export const freshness = pgTable('freshness', {
	agencyId: integer('agency_id')
		.primaryKey()
		.references(() => agencies.id),
	lastEventAt: instant('last_event_at').notNull(),
	lastArrivalAt: instant('last_arrival_at').notNull()
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
