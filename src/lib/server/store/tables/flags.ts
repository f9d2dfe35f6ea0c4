import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Flag } from '#lib/domain/dossiers/flags.ts';
import { instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { dossiers } from './dossiers.ts';

/** What an agency says to a question about one of its dossiers: kept beside the question, never changed. */
export const flagAnswers = pgTable(
	'flag_answers',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		dossierId: bigint('dossier_id', { mode: 'number' })
			.notNull()
			.references(() => dossiers.id),
		flag: text().$type<Flag>().notNull(),
		text: text().notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		/** Their name as it was then: who reads the answer need not see accounts. */
		saidBy: text('said_by').notNull()
	},
	(t) => [
		index('flag_answers_dossier').on(t.dossierId),
		index('flag_answers_account').on(t.accountId)
	]
);

/** Fair samples as they were drawn, with all that is needed to draw them again. */
export const samples = pgTable(
	'samples',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'MR-' || id::text`)
			.unique(),
		method: text().notNull(),
		seed: text().notNull(),
		/** What it was drawn from, in words of the query. */
		asked: jsonb().notNull(),
		population: integer().notNull(),
		snapshot: text().notNull(),
		snapshotHash: text('snapshot_hash').notNull(),
		drawn: text().array().notNull(),
		drawnAt: instant('drawn_at').notNull(),
		drawnBy: integer('drawn_by').references(() => accounts.id),
		drawnByName: text('drawn_by_name').notNull()
	},
	(t) => [index('samples_drawn_by').on(t.drawnBy)]
);
