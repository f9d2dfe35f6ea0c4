import { boolean, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { day, instant } from '../columns.ts';

/** The procedure catalogue, a row for each span of days in which a norm held. */
export const procedures = pgTable(
	'procedures',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		code: text().notNull(),
		name: text().notNull(),
		fieldCode: text('field_code').notNull(),
		fieldName: text('field_name').notNull(),
		normValue: integer('norm_value'),
		normUnit: text('norm_unit').$type<'working_days' | 'calendar_days' | 'working_hours'>(),
		committedValue: integer('committed_value'),
		committedUnit: text('committed_unit').$type<
			'working_days' | 'calendar_days' | 'working_hours'
		>(),
		sameDay: boolean('same_day').notNull(),
		validFrom: day('valid_from').notNull(),
		validTo: day('valid_to'),
		source: text().notNull(),
		importedAt: instant('imported_at').notNull()
	},
	(t) => [
		unique('procedures_code_from').on(t.code, t.validFrom),
		index('procedures_field').on(t.fieldCode)
	]
);

/** Names that the feed itself gives to procedure and field codes; the last one seen is shown. */
export const feedNames = pgTable(
	'feed_names',
	{
		kind: text().$type<'procedure' | 'field'>().notNull(),
		code: text().notNull(),
		name: text().notNull(),
		folded: text().notNull()
	},
	(t) => [unique('feed_names_key').on(t.kind, t.code)]
);
