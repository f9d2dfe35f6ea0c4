import { bigint, boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { MeasureKind } from '#lib/domain/measures/measure.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';

/** Measures against officials, by the document that says them; whom they are against stands apart. */
export const measures = pgTable(
	'measures',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		/** Drawn, never counted: a gap would tell an agency of one elsewhere. */
		code: text().notNull().unique(),
		/** The agency whose official it is. */
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		kind: text().$type<MeasureKind>().notNull(),
		number: text().notNull(),
		decidedOn: day('decided_on').notNull(),
		/** Public code of what it is about; empty: none was told. */
		ground: text().notNull(),
		/** Recorded for the Committee, and not by the agency itself. */
		ofProvince: boolean('of_province').notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		saidBy: text('said_by').notNull()
	},
	(t) => [
		index('measures_agency').on(t.agencyId, t.decidedOn),
		index('measures_account').on(t.accountId)
	]
);

/** The official, read of one measure at a time, each time on record. */
export const measurePeople = pgTable('measure_people', {
	measureId: bigint('measure_id', { mode: 'number' })
		.primaryKey()
		.references(() => measures.id),
	name: text().notNull(),
	title: text().notNull()
});

/** Entries made by mistake: they stay, and count no more. */
export const measureWithdrawals = pgTable(
	'measure_withdrawals',
	{
		measureId: bigint('measure_id', { mode: 'number' })
			.primaryKey()
			.references(() => measures.id),
		reason: text().notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		saidBy: text('said_by').notNull()
	},
	(t) => [index('measure_withdrawals_account').on(t.accountId)]
);
