import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { ApologyForm } from '#lib/domain/apologies/apology.ts';
import type { CauseCode } from '#lib/domain/causes/cause.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';
import { dossiers } from './dossiers.ts';

/** Letters of apology as the agencies issued them: that there was one, and never to whom. */
export const apologies = pgTable(
	'apologies',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'XL-' || id::text`)
			.unique(),
		dossierId: bigint('dossier_id', { mode: 'number' })
			.notNull()
			.references(() => dossiers.id),
		/** The agency that resolves, which issues it. */
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		form: text().$type<ApologyForm>().notNull(),
		number: text().notNull(),
		issuedOn: day('issued_on').notNull(),
		cause: text().$type<CauseCode>(),
		/** The appointment that it apologises for. */
		oldDueOn: day('old_due_on').notNull(),
		/** The one that it gives instead; null: none. */
		newDueOn: day('new_due_on'),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		saidBy: text('said_by').notNull()
	},
	(t) => [
		index('apologies_dossier').on(t.dossierId),
		index('apologies_agency').on(t.agencyId),
		index('apologies_account').on(t.accountId)
	]
);

/** An apology entered by mistake, taken back with a reason; the entry stays. */
export const apologyWithdrawals = pgTable(
	'apology_withdrawals',
	{
		apologyId: bigint('apology_id', { mode: 'number' })
			.primaryKey()
			.references(() => apologies.id),
		reason: text().notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		saidBy: text('said_by').notNull()
	},
	(t) => [index('apology_withdrawals_account').on(t.accountId)]
);
