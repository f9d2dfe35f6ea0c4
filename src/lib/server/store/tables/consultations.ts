import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { BodyKind } from '#lib/domain/consultations/consultation.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';
import { dossiers } from './dossiers.ts';

/** An opinion asked of another body about a dossier. The clock of the dossier goes on meanwhile. */
export const consultations = pgTable(
	'consultations',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'XY-' || id::text`)
			.unique(),
		dossierId: bigint('dossier_id', { mode: 'number' })
			.notNull()
			.references(() => dossiers.id),
		/** The agency that asks. */
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		bodyKind: text('body_kind').$type<BodyKind>().notNull(),
		/** The body asked, where it is an agency of the province. */
		askedId: integer('asked_id').references(() => agencies.id),
		/** Its name as written, where it is none. */
		askedName: text('asked_name').notNull(),
		number: text().notNull(),
		askedOn: day('asked_on').notNull(),
		dueOn: day('due_on'),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		saidBy: text('said_by').notNull()
	},
	(t) => [
		index('consultations_dossier').on(t.dossierId),
		index('consultations_agency').on(t.agencyId),
		index('consultations_asked').on(t.askedId),
		index('consultations_account').on(t.accountId)
	]
);

/** How an opinion asked for ended: answered, or taken back as entered by mistake. Once. */
export const consultationEnds = pgTable(
	'consultation_ends',
	{
		consultationId: bigint('consultation_id', { mode: 'number' })
			.primaryKey()
			.references(() => consultations.id),
		kind: text().$type<'answered' | 'withdrawn'>().notNull(),
		answeredOn: day('answered_on'),
		/** Number of the answer, or why it was taken back. */
		text: text().notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		saidBy: text('said_by').notNull()
	},
	(t) => [index('consultation_ends_account').on(t.accountId)]
);
