import { bigint, boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns.ts';

/** One row. Updating it is the last thing a transaction does, so sequence order is commit order. */
export const ledgerHead = pgTable(
	'ledger_head',
	{
		only: boolean().primaryKey().default(true),
		epoch: text().notNull(),
		seq: bigint({ mode: 'number' }).notNull(),
		/** Which database cluster and timeline the epoch was made on; another means a restore. */
		origin: text().notNull()
	},
	(t) => [check('ledger_head_one', sql`${t.only}`)]
);

/** What was committed, in commit order, without a gap. */
export const ledger = pgTable('ledger', {
	seq: bigint({ mode: 'number' }).primaryKey(),
	at: instant('at').notNull(),
	kind: text().notNull(),
	/** Agencies whose figures or lists the entry touches. */
	agencies: integer().array().notNull(),
	/** Public ids of what to read again; empty when there are too many to name. */
	ids: text().array().notNull()
});
