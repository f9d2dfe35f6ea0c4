import {
	bigint,
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { DueReason, Phase } from '#lib/domain/dossiers/dossier.ts';
import type { KeptContent } from '#lib/domain/dossiers/message.ts';
import { bytes, day, instant } from '../columns.ts';

/**
 * What a tally reads of a dossier. The same columns stand in `dossiers` (as it is now) and in
 * `dossier_spans` (as it was), so that one set of figures serves both.
 */
const stateColumns = () => ({
	status: smallint().notNull(),
	phase: text().$type<Phase>().notNull(),
	agencyId: integer('agency_id'),
	fieldCode: text('field_code').notNull(),
	channel: text().notNull(),
	receivedBy: text('received_by').notNull(),
	submittedAt: instant('submitted_at'),
	receivedOn: day('received_on'),
	dueAt: instant('due_at'),
	dueOn: day('due_on'),
	promiseOn: day('promise_on'),
	/** The day the agency finished (date of E), or on which the dossier ended or was refused. */
	finishedOn: day('finished_on'),
	/** Contract section 4: c = max(r, day of end); null while open or awaiting. */
	closedOn: day('closed_on'),
	moved: boolean().notNull()
});

export const dossiers = pgTable(
	'dossiers',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
		code: text().notNull().unique(),
		/** First day of the month in which the dossier was first seen: where its messages lie. */
		firstMonth: day('first_month').notNull(),
		...stateColumns(),
		procedureCode: text('procedure_code').notNull(),
		unit: text().notNull(),
		applicantKind: text('applicant_kind').notNull(),
		receivedAt: instant('received_at'),
		dueSource: text('due_source').$type<'recorded' | 'same_day'>(),
		firstDueAt: instant('first_due_at'),
		promiseAt: instant('promise_at'),
		finishedAt: instant('finished_at'),
		returnedAt: instant('returned_at'),
		flags: text().array().notNull(),
		lastEventAt: instant('last_event_at').notNull(),
		lastArrivalAt: instant('last_arrival_at').notNull(),
		messageCount: integer('message_count').notNull(),
		dueRevision: integer('due_revision').notNull()
	},
	(t) => [
		// The covering indexes that the figures are counted from stand in the migration: they INCLUDE.
		index('dossiers_procedure').on(t.procedureCode),
		/** Steps whose dossier has not come: few, and looked for often. */
		index('dossiers_incomplete')
			.on(t.lastArrivalAt)
			.where(sql`${t.phase} = 'incomplete'`),
		check(
			'dossiers_phase',
			sql`${t.phase} in ('incomplete','awaiting','open','paused','resolved','withdrawn','stopped','refused')`
		)
	]
);

/**
 * What was true of a dossier when (`valid_from` ≤ t < `valid_to`), and since when it was known
 * (`known_from` ≤ k < `known_to`). A late message closes known ranges and adds rows; it edits none.
 */
export const dossierSpans = pgTable(
	'dossier_spans',
	{
		id: bigint({ mode: 'number' }).notNull().generatedByDefaultAsIdentity(),
		dossierId: bigint('dossier_id', { mode: 'number' }).notNull(),
		knownFrom: instant('known_from').notNull(),
		knownTo: instant('known_to').notNull(),
		validFrom: instant('valid_from').notNull(),
		validTo: instant('valid_to').notNull(),
		...stateColumns()
	},
	// One index finds a dossier's spans and names each of them: every message writes several.
	(t) => [primaryKey({ columns: [t.dossierId, t.id] })]
);

/**
 * The due-date ledger: append-only. A late message that changes the story writes the whole chain
 * again under the next revision; rows are never changed or removed.
 */
export const dueDates = pgTable(
	'due_dates',
	{
		dossierId: bigint('dossier_id', { mode: 'number' }).notNull(),
		revision: integer().notNull(),
		n: integer().notNull(),
		dueAt: instant('due_at').notNull(),
		promiseAt: instant('promise_at').notNull(),
		effectiveAt: instant('effective_at').notNull(),
		reason: text().$type<DueReason>().notNull(),
		grounded: boolean().notNull(),
		knownAt: instant('known_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.dossierId, t.revision, t.n] })]
);

/**
 * Every recorded message, kept for ever: the truth of which all else is a reading. Partitioned by
 * the month in which its dossier was first seen (the migration adds PARTITION BY).
 */
export const messages = pgTable(
	'messages',
	{
		firstMonth: day('first_month').notNull(),
		dossierId: bigint('dossier_id', { mode: 'number' }).notNull(),
		hash: bytes().notNull(),
		arrivedAt: instant('arrived_at').notNull(),
		/** When it entered the figures: later than its arrival when it waited in quarantine. */
		recordedAt: instant('recorded_at').notNull(),
		/**
		 * The agency that DonViXuLy named, resolved on the day of the event; null for a step. No foreign
		 * key: it would lock and look up the agency once a message, a tenth of a batch's work in the
		 * database, for ids that come out of that table and of which none is ever removed.
		 */
		agencyId: integer('agency_id'),
		backfill: boolean().notNull(),
		keyId: integer('key_id').notNull(),
		content: jsonb().$type<KeptContent>().notNull()
	},
	(t) => [primaryKey({ columns: [t.firstMonth, t.dossierId, t.hash] })]
);
