import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../columns.ts';

/**
 * Answers to commands that carried an Idempotency-Key: the same key and body get the stored answer,
 * another body is refused. Kept for 30 days of real time.
 */
export const commandAnswers = pgTable(
	'command_answers',
	{
		/** Who sent it: `account:12` or `key:3`; a key of one never meets that of another. */
		sender: text().notNull(),
		key: text().notNull(),
		/** SHA-256 of method, path and body. */
		request: bytes().notNull(),
		status: integer().notNull(),
		answer: jsonb().$type<Record<string, unknown>>().notNull(),
		at: instant('at').notNull()
	},
	(t) => [primaryKey({ columns: [t.sender, t.key] }), index('command_answers_at').on(t.at)]
);
