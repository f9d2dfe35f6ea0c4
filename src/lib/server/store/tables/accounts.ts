import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { Role } from '#lib/domain/accounts/account.ts';
import { agencies } from './agencies.ts';
import { bytes, instant } from '../columns.ts';

export const accounts = pgTable(
	'accounts',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		email: text().notNull().unique(),
		name: text().notNull(),
		role: text().$type<Role>().notNull(),
		agencyId: integer('agency_id').references(() => agencies.id),
		passwordHash: text('password_hash').notNull(),
		sessionVersion: integer('session_version').notNull().default(1),
		disabledAt: instant('disabled_at'),
		createdAt: instant('created_at').notNull(),
		lastSignInAt: instant('last_sign_in_at')
	},
	(t) => [index('accounts_agency').on(t.agencyId)]
);

/**
 * Sessions that were signed out before their time. A session is a signed cookie and nothing else, so
 * what must not open any more is written down until it would have ended by itself.
 */
export const endedSessions = pgTable(
	'ended_sessions',
	{
		id: text().primaryKey(),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		endedAt: instant('ended_at').notNull(),
		/** After this the row has no more use. */
		until: instant().notNull()
	},
	(t) => [index('ended_sessions_account').on(t.accountId)]
);

/** API keys. Only the SHA-256 of a key is kept; the key itself is shown once. */
export const apiKeys = pgTable(
	'api_keys',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		name: text().notNull(),
		scope: text().$type<'feed' | 'read' | 'act'>().notNull(),
		agencyId: integer('agency_id').references(() => agencies.id),
		accountId: integer('account_id').references(() => accounts.id),
		/** Messages sent with this key are declared history: lag is not held against anyone. */
		backfill: boolean().notNull().default(false),
		hash: bytes().notNull().unique(),
		createdAt: instant('created_at').notNull(),
		lastUsedAt: instant('last_used_at'),
		revokedAt: instant('revoked_at')
	},
	(t) => [index('api_keys_agency').on(t.agencyId), index('api_keys_account').on(t.accountId)]
);
