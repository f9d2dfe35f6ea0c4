import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { GivenOrder } from '#lib/domain/wall/order.ts';
import type { WallPlan } from '#lib/domain/wall/scene.ts';
import type { WallTelemetry } from '#lib/domain/wall/telemetry.ts';
import { agencies } from './agencies.ts';
import { accounts } from './accounts.ts';
import { bytes, instant } from '../columns.ts';

/** Paired wall displays. Only hashes are kept of what a screen shows to be let in. */
export const screens = pgTable(
	'screens',
	{
		id: integer().primaryKey().generatedAlwaysAsIdentity(),
		name: text().notNull(),
		/** What it shows: the whole province, or an agency with all below it. */
		agencyId: integer('agency_id').references(() => agencies.id),
		/** The device itself, which keeps its secret for ever; a token alone opens nothing. */
		deviceHash: bytes('device_hash').notNull().unique(),
		tokenHash: bytes('token_hash').notNull().unique(),
		/** The token before the last rotation, which a screen may still hold that lost the answer. */
		formerHash: bytes('former_hash'),
		formerUntil: instant('former_until'),
		rotatedAt: instant('rotated_at').notNull(),
		pairedAt: instant('paired_at').notNull(),
		pairedBy: integer('paired_by')
			.notNull()
			.references(() => accounts.id),
		endsAt: instant('ends_at').notNull(),
		revokedAt: instant('revoked_at'),
		lastSeenAt: instant('last_seen_at'),
		address: text(),
		build: text(),
		scene: text(),
		/** Which scenes it shows, in which order, for how long; null: what every wall shows. */
		plan: jsonb().$type<WallPlan>(),
		/** What it showed before its plan was last set, to go back to; null: nothing. */
		formerPlan: jsonb('former_plan').$type<WallPlan>(),
		/** How it fares, as it said itself when it was last seen. */
		telemetry: jsonb().$type<WallTelemetry>(),
		/** What the office last told it to do, once. */
		wallOrder: jsonb('wall_order').$type<GivenOrder>()
	},
	(t) => [index('screens_agency').on(t.agencyId), index('screens_paired_by').on(t.pairedBy)]
);

/** Walls that show a code and wait for an administrator. */
export const screenPairings = pgTable(
	'screen_pairings',
	{
		deviceHash: bytes('device_hash').primaryKey(),
		code: text().notNull().unique(),
		createdAt: instant('created_at').notNull(),
		endsAt: instant('ends_at').notNull(),
		address: text().notNull(),
		/** Wrong codes typed are counted per administrator; this is who approved it. */
		screenId: integer('screen_id').references(() => screens.id)
	},
	(t) => [index('screen_pairings_screen').on(t.screenId)]
);
