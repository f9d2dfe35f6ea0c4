import { sql } from 'drizzle-orm';
import {
	type AnyPgColumn,
	bigint,
	boolean,
	index,
	integer,
	pgTable,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import type { EvidenceType } from '#lib/domain/evidence/file.ts';
import type { EvidenceOwnerKind } from '#lib/domain/evidence/item.ts';
import { day, instant } from '../columns.ts';
import { accounts } from './accounts.ts';

/**
 * Files handed in as evidence (minh chứng), of whatever they are evidence for; what is in them lies in
 * DATA_DIR. Only ever added to: what has a newer version names it, and what was deleted on its day stays
 * as an entry without a name.
 */
export const evidenceFiles = pgTable(
	'evidence_files',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'MC-' || id::text`)
			.unique(),
		ownerKind: text('owner_kind').$type<EvidenceOwnerKind>().notNull(),
		/** Public code of a task, finding, inspection or correction. */
		owner: text().notNull(),
		/** As its sender called it, without a folder and with the ending of what it is. */
		name: text().notNull(),
		/** By its content, never by what its sender says. */
		type: text().$type<EvidenceType>().notNull(),
		size: integer().notNull(),
		/** As the device had it before it was sent; null of a form without scripts. */
		sha256Capture: text('sha256_capture'),
		/** As it lies. */
		sha256Receipt: text('sha256_receipt').notNull(),
		/** The random name under which it lies. */
		stored: text().notNull().unique(),
		/** When what it shows happened, as its sender says. */
		eventAt: instant('event_at'),
		/** When it was taken or chosen, by the clock of the device. */
		capturedAt: instant('captured_at'),
		receivedAt: instant('received_at').notNull(),
		/** How far the clock of the device was ahead of ours, in milliseconds. */
		deviceAhead: bigint('device_ahead', { mode: 'number' }),
		/** The place where it was taken is inside, because its sender wanted it there. */
		keptLocation: boolean('kept_location').notNull().default(false),
		/** Parts of the picture were painted over before it was sent. */
		masked: boolean().notNull().default(false),
		/** Not for everybody who sees its owner. */
		restricted: boolean().notNull().default(false),
		versionOf: bigint('version_of', { mode: 'number' }).references(
			(): AnyPgColumn => evidenceFiles.id
		),
		replacedBy: bigint('replaced_by', { mode: 'number' }).references(
			(): AnyPgColumn => evidenceFiles.id
		),
		deleteOn: day('delete_on'),
		deletedAt: instant('deleted_at'),
		accountId: integer('account_id').references(() => accounts.id)
	},
	(t) => [
		index('evidence_files_owner').on(t.ownerKind, t.owner),
		uniqueIndex('evidence_files_version_of').on(t.versionOf),
		index('evidence_files_replaced_by').on(t.replacedBy),
		index('evidence_files_delete_on')
			.on(t.deleteOn)
			.where(sql`deleted_at is null`),
		index('evidence_files_account').on(t.accountId)
	]
);

/** Files on their way in. Nothing of them is evidence before the whole of it lies, hashed. */
export const evidenceUploads = pgTable(
	'evidence_uploads',
	{
		/** In the address that the sender goes on sending to. */
		id: text().primaryKey(),
		/** `account:12` or `key:3`, and what it calls the file: sent again, it is the same upload. */
		sender: text().notNull(),
		key: text().notNull(),
		ownerKind: text('owner_kind').$type<EvidenceOwnerKind>().notNull(),
		owner: text().notNull(),
		name: text().notNull(),
		size: integer().notNull(),
		sha256Capture: text('sha256_capture').notNull(),
		eventAt: instant('event_at'),
		capturedAt: instant('captured_at').notNull(),
		deviceAhead: bigint('device_ahead', { mode: 'number' }),
		keptLocation: boolean('kept_location').notNull(),
		masked: boolean().notNull(),
		restricted: boolean().notNull(),
		/** Code of the version that it replaces. */
		replaces: text(),
		deleteOn: day('delete_on'),
		stored: text().notNull().unique(),
		/** Real time: what is given up is swept by it. */
		begunAt: instant('begun_at').notNull(),
		/** Why it was not taken, once that is known. */
		refused: text(),
		evidenceId: bigint('evidence_id', { mode: 'number' }).references(() => evidenceFiles.id)
	},
	(t) => [
		uniqueIndex('evidence_uploads_key').on(t.sender, t.key),
		index('evidence_uploads_begun_at').on(t.begunAt),
		index('evidence_uploads_evidence').on(t.evidenceId)
	]
);

/** Who opened which, when. */
export const evidenceViews = pgTable(
	'evidence_views',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		evidenceId: bigint('evidence_id', { mode: 'number' })
			.notNull()
			.references(() => evidenceFiles.id),
		at: instant().notNull(),
		accountId: integer('account_id').references(() => accounts.id),
		/** The name of the account then, or `key:3`. */
		reader: text().notNull()
	},
	(t) => [
		index('evidence_views_evidence').on(t.evidenceId),
		index('evidence_views_account').on(t.accountId)
	]
);
