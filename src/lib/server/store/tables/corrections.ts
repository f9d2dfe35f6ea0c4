import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text
} from 'drizzle-orm/pg-core';
import type { Claim } from '#lib/domain/corrections/claim.ts';
import type {
	Correction,
	CorrectionEvent,
	CorrectionState
} from '#lib/domain/corrections/correction.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';
import { dossiers } from './dossiers.ts';

/** Đề nghị đính chính: what an agency holds wrong. `state` and `folded` are what its events make of it. */
export const corrections = pgTable(
	'corrections',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'DC-' || id::text`)
			.unique(),
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		/** Dossiers named one by one, or a number with the list behind it. */
		kind: text().$type<'dossiers' | 'figure'>().notNull(),
		claim: text().$type<Claim>().notNull(),
		/** The question of the list as an address asks it; empty for dossiers named one by one. */
		question: text().notNull(),
		/** How many there were at that instant: frozen. */
		count: integer('count').notNull(),
		/** Of a number: what the agency holds right. */
		claimed: integer('claimed'),
		askedAt: instant('asked_at').notNull(),
		askedOn: day('asked_on').notNull(),
		answerDue: day('answer_due').notNull(),
		state: text().$type<CorrectionState>().notNull(),
		folded: jsonb().$type<Correction>().notNull(),
		events: smallint().notNull()
	},
	(t) => [
		index('corrections_agency').on(t.agencyId),
		/** The few whose mark may stand beside a number. */
		index('corrections_under_review')
			.on(t.id)
			.where(sql`${t.state} in ('asked', 'accepted')`)
	]
);

/** The dossiers of a request, as they counted for an agency when it was asked: never changed. */
export const correctionItems = pgTable(
	'correction_items',
	{
		correctionId: bigint('correction_id', { mode: 'number' })
			.notNull()
			.references(() => corrections.id),
		dossierId: bigint('dossier_id', { mode: 'number' })
			.notNull()
			.references(() => dossiers.id),
		agencyId: integer('agency_id').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.correctionId, t.dossierId] }),
		index('correction_items_dossier').on(t.dossierId)
	]
);

/** What was said, append-only: who asked, who answered and when, for ever. */
export const correctionEvents = pgTable(
	'correction_events',
	{
		correctionId: bigint('correction_id', { mode: 'number' })
			.notNull()
			.references(() => corrections.id),
		n: smallint().notNull(),
		at: instant('at').notNull(),
		kind: text().$type<CorrectionEvent['kind']>().notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		body: jsonb().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.correctionId, t.n] }),
		index('correction_events_account').on(t.accountId)
	]
);

/** Bàn giao ca: what one shift of the centre leaves to the next, with the numbers as they stood. */
export const shiftNotes = pgTable(
	'shift_notes',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		text: text().notNull(),
		/** The numbers of the page when it was written. */
		numbers: jsonb().$type<Record<string, number>>().notNull(),
		writtenAt: instant('written_at').notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		writtenBy: text('written_by').notNull()
	},
	(t) => [index('shift_notes_account').on(t.accountId)]
);

/** Who of the next shift has read a note. */
export const shiftNoteReads = pgTable(
	'shift_note_reads',
	{
		noteId: bigint('note_id', { mode: 'number' })
			.notNull()
			.references(() => shiftNotes.id),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		readAt: instant('read_at').notNull(),
		readBy: text('read_by').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.noteId, t.accountId] }),
		index('shift_note_reads_account').on(t.accountId)
	]
);
