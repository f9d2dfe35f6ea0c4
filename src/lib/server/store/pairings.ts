import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** A device that shows a code; times are real. */
export interface PairingRecord {
	createdAt: Instant;
	endsAt: Instant;
	/** Set when somebody has approved it. */
	screenId: number | null;
}

export async function pairingOfDevice(sql: Sql, deviceHash: Buffer): Promise<PairingRecord | null> {
	const [row] = await sql<PairingRecord[]>`
		select created_at as "createdAt", ends_at as "endsAt", screen_id as "screenId"
		from screen_pairings where device_hash = ${deviceHash}`;
	return row ?? null;
}

/** How many devices show a code now: from this address, and from anywhere. */
export async function countPairings(
	sql: Sql,
	address: string,
	at: Instant
): Promise<{ here: number; all: number }> {
	const [row] = await sql<{ here: number; all: number }[]>`
		select count(*) filter (where address = ${address}) as here, count(*) as all
		from screen_pairings where ends_at > ${at}::timestamptz`;
	return row ?? { here: 0, all: 0 };
}

/** @returns whether it was kept: not when the device has one already, or the code is another's */
export async function insertPairing(
	sql: Sql,
	pairing: {
		deviceHash: Buffer;
		/** What is kept of the code. */
		code: string;
		createdAt: Instant;
		endsAt: Instant;
		address: string;
	}
): Promise<boolean> {
	const { deviceHash, code, createdAt, endsAt, address } = pairing;
	const rows = await sql`
		insert into screen_pairings (device_hash, code, created_at, ends_at, address)
		values (${deviceHash}, ${code}, ${createdAt}::timestamptz, ${endsAt}::timestamptz, ${address})
		on conflict do nothing returning 1`;
	return rows.length > 0;
}

/** Removes what has ended, and that of one device whatever its time. */
export async function clearPairings(
	sql: Sql,
	at: Instant,
	deviceHash: Buffer | null = null
): Promise<void> {
	await sql`
		delete from screen_pairings
		where ends_at <= ${at}::timestamptz or device_hash = ${deviceHash}`;
}

/** A device as whoever approves it is told of it. */
export interface FoundPairing {
	deviceHash: Buffer;
	address: string;
	createdAt: Instant;
	/** The name under which it was paired before. */
	knownAs: string | null;
}

/** The device that shows a code and waits; held until the transaction ends. */
export async function holdWaiting(
	sql: Sql,
	code: string,
	at: Instant
): Promise<FoundPairing | null> {
	const [row] = await sql<FoundPairing[]>`
		select p.device_hash as "deviceHash", p.address, p.created_at as "createdAt",
			(select s.name from screens s where s.device_hash = p.device_hash) as "knownAs"
		from screen_pairings p
		where p.code = ${code} and p.ends_at > ${at}::timestamptz and p.screen_id is null
		for update of p`;
	return row ?? null;
}

export async function saveApproval(
	sql: Sql,
	deviceHash: Buffer,
	screenId: number,
	endsAt: Instant
): Promise<void> {
	await sql`
		update screen_pairings set screen_id = ${screenId}, ends_at = ${endsAt}::timestamptz
		where device_hash = ${deviceHash}`;
}
