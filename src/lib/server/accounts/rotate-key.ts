import type { Actor } from '#lib/domain/audit/entry.ts';
import {
	addDays,
	dayOf,
	endOfDay,
	isoOf,
	type Day,
	type Instant
} from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import { endKey, insertKey, keyById, lockKey } from '../store/keys.ts';
import { announce } from './announce.ts';
import { hashOfKey, newKey } from './api-key.ts';

const DAYS = 7;
/** Two keys at once are for changing the sender, not for keeping. */
const DAYS_AT_MOST = 90;

export interface RotatedKey {
	/** Number of the new key. */
	id: number;
	/** The new key itself, which is kept nowhere and cannot be shown again. */
	key: string;
	name: string;
	/** Until when the old one opens. */
	endsAt: Instant;
}

/**
 * Makes a key of the same name, scope, agency and account in the place of another, which goes on opening
 * until the end of a day, so that the sender can be changed without a gap. A key is replaced once.
 *
 * @param endsOn last day of the old key in Asia/Ho_Chi_Minh; null: a week from today. Real time.
 */
export async function rotateKey(
	database: Database,
	id: number,
	endsOn: Day | null,
	actor: Actor
): Promise<Decision<RotatedKey>> {
	const now = Date.now();
	const today = dayOf(now);
	const last = endsOn ?? addDays(today, DAYS);
	if (last < today || last > addDays(today, DAYS_AT_MOST)) {
		return refused('keys.end_out_of_range', { field: 'endsOn', days: DAYS_AT_MOST });
	}
	const endsAt = endOfDay(last);
	return withTransaction(database, async ({ sql }) => {
		const before = await keyById(sql, id);
		const old = await lockKey(sql, id, now);
		if (old === null) return refused('keys.key_unknown');
		if (old.endsAt !== null) return refused('keys.already_replaced');
		const key = newKey(old.scope);
		const hash = hashOfKey(key);
		if (hash === null) throw new Error('a key of ours has not our shape');
		const { endsAt: _, ...same } = old;
		const made = await insertKey(sql, { ...same, hash, createdAt: now, replaces: id });
		await endKey(sql, id, endsAt);
		await record(sql, {
			at: now,
			actor,
			action: 'key.rotate',
			subject: `key:${id}`,
			before,
			after: { ...(await keyById(sql, id)), replacedBy: made, endsAt: isoOf(endsAt) }
		});
		await announce(sql, `key:${id}`);
		return accepted({ id: made, key, name: old.name, endsAt });
	});
}
