import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { KeptDocument } from '#lib/domain/directives/kept-document.ts';
import type { Draft } from '#lib/domain/directives/draft.ts';
import { accounts } from './accounts.ts';
import { directives } from './tasks.ts';
import { instant } from '../columns.ts';

/**
 * Documents that somebody of the office is going through before they are issued. A row goes when its
 * document is issued or dropped: nothing but the issued one keeps a text.
 */
export const directiveDrafts = pgTable(
	'directive_drafts',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'DT-' || id::text`)
			.unique(),
		/** Normalised; what spans point into. May hold a citizen's data: never logged or searched. */
		text: text().notNull(),
		draft: jsonb().$type<Draft>().notNull(),
		/** Goes up by one with each saving: who saves an older one is told. */
		version: integer().notNull().default(1),
		createdAt: instant('created_at').notNull(),
		createdBy: integer('created_by').references(() => accounts.id),
		savedAt: instant('saved_at').notNull(),
		savedBy: integer('saved_by').references(() => accounts.id)
	},
	(t) => [
		index('directive_drafts_created_by').on(t.createdBy),
		index('directive_drafts_saved_by').on(t.savedBy)
	]
);

/** The text of an issued document with where its tasks stand in it; seen by who sees the document. */
export const directiveTexts = pgTable('directive_texts', {
	directiveId: bigint('directive_id', { mode: 'number' })
		.primaryKey()
		.references(() => directives.id),
	/** May hold a citizen's data: never logged or searched. */
	text: text().notNull(),
	document: jsonb().$type<Omit<KeptDocument, 'text'>>().notNull()
});
