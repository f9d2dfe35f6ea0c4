import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { accounts } from './accounts.ts';
import { day, instant } from '../columns.ts';

/** Morning pages as they were made. A row is never changed: the page of any day is printed again from it. */
export const morningPages = pgTable('morning_pages', {
	/** One for each working day; who comes second makes none. */
	day: day('day').primaryKey(),
	/** The instant whose state it tells, and the ledger as it stood when it was made. */
	asOf: instant('as_of').notNull(),
	epoch: text().notNull(),
	seq: bigint({ mode: 'number' }).notNull(),
	/** By the schema of `domain/reports/morning-content.ts`. */
	content: jsonb().notNull(),
	/** By the domain's clock. */
	madeAt: instant('made_at').notNull()
});

/** Who wants it by mail each morning. */
export const morningSubscribers = pgTable('morning_subscribers', {
	accountId: integer('account_id')
		.primaryKey()
		.references(() => accounts.id),
	/** By the domain's clock: pages of earlier instants are not sent. */
	since: instant('since').notNull()
});

/** The one sending of a page to a person. What is known of it decides whether it may be tried again. */
export const morningSends = pgTable(
	'morning_sends',
	{
		day: day('day')
			.notNull()
			.references(() => morningPages.day),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		/**
		 * `waiting`: the mail server was away or asked to wait; `sending`: handed over, the outcome is not
		 * known (yet), so it is never handed over again; `sent`, `refused`: by the mail server.
		 */
		state: text().$type<'waiting' | 'sending' | 'sent' | 'refused'>().notNull(),
		tries: integer().notNull(),
		/** Real time of the last change. */
		at: instant('at').notNull(),
		/** Real time before which it is not tried again. */
		notBefore: instant('not_before').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.day, t.accountId] }),
		index('morning_sends_account').on(t.accountId)
	]
);
