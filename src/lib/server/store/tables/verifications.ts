import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

/** What recounts found: whole ones (`npm run verify`) and rotating slices in the background. */
export const verifications = pgTable(
	'verifications',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		/** Real time. */
		beganAt: instant('began_at').notNull(),
		endedAt: instant('ended_at').notNull(),
		kind: text().$type<'whole' | 'slice'>().notNull(),
		/** Dossiers folded again. */
		dossiers: integer().notNull(),
		/** Null: the recount itself failed, and says in `error` how. */
		differences: integer(),
		/** By invariant: how many differ, and a few public ids of where. */
		lines: jsonb()
			.$type<{ invariant: string; differences: number; examples: string[]; upTo?: number }[]>()
			.notNull(),
		error: text()
	},
	(t) => [index('verifications_ended').on(t.endedAt)]
);
