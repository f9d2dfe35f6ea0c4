import { boolean, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { agencies } from './agencies.ts';
import { day, instant } from '../columns.ts';

/**
 * Days that the province itself declares: a holiday, a working day, a closure (bão, lụt). They stand
 * above the calendar in the code; one that was withdrawn holds no more and is kept.
 */
export const declaredDays = pgTable('declared_days', {
	id: integer().primaryKey().generatedAlwaysAsIdentity(),
	day: day('day').notNull(),
	kind: text().$type<'holiday' | 'working' | 'closure'>().notNull(),
	name: text().notNull(),
	document: text().notNull(),
	createdAt: instant('created_at').notNull(),
	withdrawnAt: instant('withdrawn_at')
});

/** Values of the parameters of contract section 3 from a day on, above those in the code. */
export const parameterValues = pgTable('parameter_values', {
	id: integer().primaryKey().generatedAlwaysAsIdentity(),
	name: text().notNull(),
	value: doublePrecision().notNull(),
	validFrom: day('valid_from').notNull(),
	document: text().notNull(),
	createdAt: instant('created_at').notNull(),
	withdrawnAt: instant('withdrawn_at')
});

/** From which value on an indicator is high, as the office decided, from a day on. */
export const thresholds = pgTable('thresholds', {
	id: integer().primaryKey().generatedAlwaysAsIdentity(),
	indicator: text().notNull(),
	value: doublePrecision().notNull(),
	validFrom: day('valid_from').notNull(),
	document: text().notNull(),
	createdAt: instant('created_at').notNull(),
	withdrawnAt: instant('withdrawn_at')
});

/** Who heads an agency, with the term of office; an account is another matter. */
export const agencyHeads = pgTable(
	'agency_heads',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		name: text().notNull(),
		title: text().notNull(),
		/** Quyền, phụ trách. */
		acting: boolean().notNull(),
		validFrom: day('valid_from').notNull(),
		validTo: day('valid_to'),
		document: text().notNull(),
		createdAt: instant('created_at').notNull()
	},
	(t) => [index('agency_heads_agency').on(t.agencyId)]
);
