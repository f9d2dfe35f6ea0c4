import { bigint, boolean, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { ActorKind, AuditAction } from '#lib/domain/audit/entry.ts';
import { bytes, instant } from '../columns.ts';

/** One row: the number and hash of the last link, so that a tail that was cut off is missed. */
export const auditHead = pgTable(
	'audit_head',
	{
		only: boolean().primaryKey().default(true),
		n: bigint({ mode: 'number' }).notNull(),
		hash: bytes().notNull()
	},
	(t) => [check('audit_head_one', sql`${t.only}`)]
);

/**
 * Who did what, when, from where, and what it was before and after. Written only by the function
 * `append_audit`, numbered without a gap; each row carries the hash of the one before it.
 */
export const audit = pgTable(
	'audit',
	{
		n: bigint({ mode: 'number' }).primaryKey(),
		at: instant('at').notNull(),
		actor: text().$type<ActorKind>().notNull(),
		/** No references: a row outlives what it names, and says the same for ever. */
		accountId: integer('account_id'),
		keyId: integer('key_id'),
		screenId: integer('screen_id'),
		address: text(),
		action: text().$type<AuditAction>().notNull(),
		/** Public id of what was acted on: `account:7`, `key:3`, `agency:H21.01`. */
		subject: text(),
		/** JSON as it was written: the hash is over these very bytes. */
		before: text(),
		after: text(),
		hash: bytes().notNull()
	},
	(t) => [
		index('audit_at').on(t.at),
		index('audit_account').on(t.accountId),
		index('audit_subject').on(t.subject)
	]
);
