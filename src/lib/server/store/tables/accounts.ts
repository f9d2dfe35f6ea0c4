import {
	bigint,
	boolean,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	uuid
} from 'drizzle-orm/pg-core';
import type { Role } from '#lib/domain/accounts/account.ts';
import { agencies } from './agencies.ts';
import { bytes, day, instant } from '../columns.ts';

export const accounts = pgTable('accounts', {
	id: integer().primaryKey().generatedAlwaysAsIdentity(),
	email: text().notNull().unique(),
	name: text().notNull(),
	/** Null for who comes in by the province's single sign-on, or has not yet chosen one. */
	passwordHash: text('password_hash'),
	/** Issuer and subject at the province's single sign-on, once it has vouched for the address. */
	subject: text().unique(),
	sessionVersion: integer('session_version').notNull().default(1),
	disabledAt: instant('disabled_at'),
	createdAt: instant('created_at').notNull(),
	lastSignInAt: instant('last_sign_in_at'),
	/** The secret of the second factor, sealed with a key made from AUTH_SECRET. */
	totpSealed: bytes('totp_sealed'),
	totpConfirmedAt: instant('totp_confirmed_at'),
	/** The last time step whose code was used: none is taken twice. */
	totpLastStep: bigint('totp_last_step', { mode: 'number' })
});

/** Roles that somebody holds, with their days and the document that decides them. */
export const posts = pgTable(
	'posts',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		role: text().$type<Role>().notNull(),
		agencyId: integer('agency_id').references(() => agencies.id),
		fields: text().array().notNull().default([]),
		answersFor: integer('answers_for').array().notNull().default([]),
		onBehalfOf: integer('on_behalf_of').references(() => accounts.id),
		validFrom: day('valid_from').notNull(),
		validTo: day('valid_to'),
		document: text().notNull().default(''),
		createdAt: instant('created_at').notNull()
	},
	(t) => [
		index('posts_account').on(t.accountId),
		index('posts_agency').on(t.agencyId),
		index('posts_on_behalf_of').on(t.onBehalfOf)
	]
);

/** Every sign-in. The cookie carries its id; whether it still opens is asked here at every use. */
export const sessions = pgTable(
	'sessions',
	{
		id: uuid().primaryKey(),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		/** The account's session version at sign-in. */
		version: integer().notNull(),
		/** Whether the second factor was shown, now or by a trusted device. */
		secondFactor: boolean('second_factor').notNull(),
		createdAt: instant('created_at').notNull(),
		lastSeenAt: instant('last_seen_at').notNull(),
		endsAt: instant('ends_at').notNull(),
		address: text().notNull(),
		agent: text().notNull(),
		endedAt: instant('ended_at')
	},
	(t) => [index('sessions_account').on(t.accountId)]
);

/** Browsers that need no second factor again until their day. Only the SHA-256 of the cookie is kept. */
export const trustedDevices = pgTable(
	'trusted_devices',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		hash: bytes().notNull().unique(),
		agent: text().notNull(),
		createdAt: instant('created_at').notNull(),
		lastUsedAt: instant('last_used_at').notNull(),
		endsAt: instant('ends_at').notNull(),
		revokedAt: instant('revoked_at')
	},
	(t) => [index('trusted_devices_account').on(t.accountId)]
);

/** Codes for a day without the telephone; each opens once. */
export const recoveryCodes = pgTable(
	'recovery_codes',
	{
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		hash: bytes().notNull(),
		usedAt: instant('used_at')
	},
	(t) => [primaryKey({ columns: [t.accountId, t.hash] })]
);

/** Links with which somebody chooses a password; handed out once, opened once. */
export const signInLinks = pgTable(
	'sign_in_links',
	{
		hash: bytes().primaryKey(),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		createdAt: instant('created_at').notNull(),
		endsAt: instant('ends_at').notNull(),
		usedAt: instant('used_at')
	},
	(t) => [index('sign_in_links_account').on(t.accountId)]
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
		/** Opens nothing from then on; set when another key takes its place. */
		endsAt: instant('ends_at'),
		/** The key in whose place it was made. */
		replaces: integer(),
		lastUsedAt: instant('last_used_at'),
		revokedAt: instant('revoked_at')
	},
	(t) => [index('api_keys_agency').on(t.agencyId), index('api_keys_account').on(t.accountId)]
);
