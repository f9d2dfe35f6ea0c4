import {
	type AnyPgColumn,
	bigint,
	check,
	index,
	integer,
	pgTable,
	text
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { CauseCode, CauseStanding, Nature } from '#lib/domain/causes/cause.ts';
import { instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';
import { dossiers } from './dossiers.ts';

/** What was said about why a dossier is late: by its agency, then by the centre. Never changed. */
export const causeStatements = pgTable(
	'cause_statements',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		dossierId: bigint('dossier_id', { mode: 'number' })
			.notNull()
			.references(() => dossiers.id),
		/** The agency whose dossier it was when it was said. */
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		kind: text().$type<'declared' | 'confirmed' | 'rejected'>().notNull(),
		/** The declaration that is confirmed or rejected; null for a declaration. */
		declarationId: bigint('declaration_id', { mode: 'number' }).references(
			(): AnyPgColumn => causeStatements.id
		),
		cause: text().$type<CauseCode>(),
		nature: text().$type<Nature>(),
		text: text().notNull(),
		at: instant('at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		/** Their name as it was then. */
		saidBy: text('said_by').notNull()
	},
	(t) => [
		index('cause_statements_dossier').on(t.dossierId),
		index('cause_statements_agency').on(t.agencyId),
		index('cause_statements_declaration').on(t.declarationId),
		index('cause_statements_account').on(t.accountId),
		check(
			'cause_statements_kind',
			sql`(${t.kind} = 'declared') = (${t.cause} is not null and ${t.nature} is not null and ${t.declarationId} is null)`
		)
	]
);

/** Where the cause of a dossier stands: the fold of its statements, so that they can be counted. */
export const lateCauses = pgTable(
	'late_causes',
	{
		dossierId: bigint('dossier_id', { mode: 'number' })
			.primaryKey()
			.references(() => dossiers.id),
		declarationId: bigint('declaration_id', { mode: 'number' })
			.notNull()
			.references(() => causeStatements.id),
		cause: text().$type<CauseCode>().notNull(),
		nature: text().$type<Nature>().notNull(),
		standing: text().$type<CauseStanding>().notNull()
	},
	(t) => [index('late_causes_declaration').on(t.declarationId)]
);
