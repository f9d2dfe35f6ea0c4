import { DAY, type Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

const KEPT_MS = 90 * DAY;

/** A browser that its account's second factor is not asked on. */
export interface TrustedDevice {
	id: number;
	agent: string;
	createdAt: Instant;
	lastUsedAt: Instant;
	endsAt: Instant;
}

/** Trusts a browser, and lets the account's long ended ones go. @returns its id */
export async function insertTrustedDevice(
	sql: Sql,
	device: { accountId: number; hash: Buffer; agent: string; createdAt: Instant; endsAt: Instant }
): Promise<number> {
	await sql`
		delete from trusted_devices
		where account_id = ${device.accountId}
			and ends_at < ${device.createdAt - KEPT_MS}::timestamptz`;
	const [row] = await sql<{ id: number }[]>`
		insert into trusted_devices (account_id, hash, agent, created_at, last_used_at, ends_at)
		values (${device.accountId}, ${device.hash}, ${device.agent.slice(0, 300)},
			${device.createdAt}::timestamptz, ${device.createdAt}::timestamptz,
			${device.endsAt}::timestamptz)
		returning id`;
	if (row === undefined) throw new Error('a device was not kept');
	return row.id;
}

/** Uses a device. @returns its id, or null when the account trusts no such one now */
export async function useTrustedDevice(
	sql: Sql,
	{ accountId, hash, at }: { accountId: number; hash: Buffer; at: Instant }
): Promise<number | null> {
	const [row] = await sql<{ id: number }[]>`
		update trusted_devices set last_used_at = ${at}::timestamptz
		where hash = ${hash} and account_id = ${accountId} and revoked_at is null
			and ends_at > ${at}::timestamptz
		returning id`;
	return row?.id ?? null;
}

export async function trustedDevicesOf(
	sql: Sql,
	accountId: number,
	now: Instant
): Promise<TrustedDevice[]> {
	return sql<TrustedDevice[]>`
		select id, agent, created_at as "createdAt", last_used_at as "lastUsedAt", ends_at as "endsAt"
		from trusted_devices
		where account_id = ${accountId} and revoked_at is null and ends_at > ${now}::timestamptz
		order by last_used_at desc, id`;
}

/** Trusts a device no more, or none when no id is given. @returns how many were trusted until now */
export async function forgetTrustedDevices(
	sql: Sql,
	{ accountId, id = null, at }: { accountId: number; id?: number | null; at: Instant }
): Promise<number> {
	const rows = await sql`
		update trusted_devices set revoked_at = ${at}::timestamptz
		where account_id = ${accountId} and (${id}::int is null or id = ${id}::int)
			and revoked_at is null
		returning id`;
	return rows.length;
}
