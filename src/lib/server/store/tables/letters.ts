import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	smallint,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import type { LetterFrozen, LetterKind, LetterSaid } from '#lib/domain/letters/letter.ts';
import type { LetterUrge } from '#lib/domain/letters/urge.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';

/** Official letters: drafted here, issued in the document-management system, which gives number and day. */
export const letters = pgTable(
	'letters',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'CV-' || id::text`)
			.unique(),
		kind: text().$type<LetterKind>().notNull(),
		/** Whose letter it is; null: the Committee's. */
		agencyId: integer('agency_id').references(() => agencies.id),
		/** The reminder that became this letter, by its public code. */
		urging: text(),
		/** Never changed: the web's role may not. */
		frozen: jsonb().$type<LetterFrozen>().notNull(),
		said: jsonb().$type<LetterSaid>().notNull(),
		/** Whom it urges about what, by agency, frozen with its rows; null: nobody, or drafted before this was kept. */
		urges: jsonb().$type<LetterUrge[]>(),
		/** How often what it says was changed: who changes it says which they saw. */
		edits: smallint().notNull().default(0),
		draftedAt: instant('drafted_at').notNull(),
		draftedBy: integer('drafted_by').references(() => accounts.id),
		number: text(),
		issuedOn: day('issued_on'),
		/** When number and day were entered, and by whom. */
		issuedAt: instant('issued_at'),
		issuedBy: integer('issued_by').references(() => accounts.id)
	},
	(t) => [
		check('letters_issued', sql`("number" is null) = ("issued_on" is null)`),
		index('letters_agency').on(t.agencyId),
		index('letters_drafted_by').on(t.draftedBy),
		index('letters_issued_by').on(t.issuedBy),
		index('letters_urging').on(t.urging),
		uniqueIndex('letters_number').on(sql`coalesce("agency_id", 0)`, t.number, t.issuedOn)
	]
);
