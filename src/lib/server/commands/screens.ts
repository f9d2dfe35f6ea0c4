import { SCREEN_LIFE_MS } from '#lib/domain/accounts/screen.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf, type AuditAction } from '#lib/domain/audit/entry.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	holdScreen,
	saveRevokedScreen,
	saveScreenEnd,
	saveScreenName,
	type ScreenRecord
} from '#lib/server/store/screens.ts';

/** Who changes a wall, and from where. */
export interface ScreenKeeper {
	reader: Reader;
	address: string;
}

export interface ChangedScreen {
	id: number;
	name: string;
	endsAt: string;
}

interface Change {
	action: AuditAction;
	/** What is another afterwards. */
	after: Partial<Pick<ScreenRecord, 'name' | 'endsAt' | 'revokedAt'>>;
	save(sql: Sql): Promise<void>;
}

/** Gives a wall another name. */
export async function renameScreen(
	database: Database,
	{ id, name }: { id: number; name: string },
	by: ScreenKeeper,
	now: Instant
): Promise<Decision<ChangedScreen>> {
	return onScreen(database, id, by, now, {
		action: 'screen.change',
		after: { name },
		save: async (sql) => saveScreenName(sql, id, name)
	});
}

/** Approves a wall that still opens for another ninety days from now. */
export async function renewScreen(
	database: Database,
	{ id }: { id: number },
	by: ScreenKeeper,
	now: Instant
): Promise<Decision<ChangedScreen>> {
	const endsAt = now + SCREEN_LIFE_MS;
	return onScreen(database, id, by, now, {
		action: 'screen.change',
		after: { endsAt },
		save: async (sql) => saveScreenEnd(sql, id, endsAt)
	});
}

/** Ends a wall: within five seconds it opens nothing, and its device shows a code again. */
export async function revokeScreen(
	database: Database,
	{ id }: { id: number },
	by: ScreenKeeper,
	now: Instant
): Promise<Decision<ChangedScreen>> {
	return onScreen(database, id, by, now, {
		action: 'screen.revoke',
		after: { revokedAt: now },
		save: async (sql) => saveRevokedScreen(sql, id, now)
	});
}

async function onScreen(
	database: Database,
	id: number,
	by: ScreenKeeper,
	now: Instant,
	change: Change
): Promise<Decision<ChangedScreen>> {
	return withTransaction(database, async ({ sql }) => {
		const before = await holdScreen(sql, id);
		if (before === null) return refused('screens.screen_unknown');
		if (before.revokedAt !== null || before.endsAt <= now) return refused('screens.already_ended');
		const { action, after, save } = change;
		await save(sql);
		const changed = { ...before, ...after };
		await record(sql, {
			at: now,
			actor: actorOf(by.reader, by.address),
			action,
			subject: `screen:${id}`,
			before: told(before),
			after: told(changed)
		});
		await append(sql, { at: now, kind: 'accounts', agencies: [], ids: [`screen:${id}`] });
		return accepted({ id, name: changed.name, endsAt: isoOf(changed.endsAt) });
	});
}

function told({ name, endsAt, revokedAt }: ScreenRecord) {
	return { name, endsAt: isoOf(endsAt), revokedAt: revokedAt === null ? null : isoOf(revokedAt) };
}
