import type { Account, Post } from '#lib/domain/accounts/account.ts';
import type { ApiKey, KeyScope } from '#lib/domain/accounts/reader.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** A key that still opens, with the account it stands for. */
export interface KeyRecord {
	key: ApiKey;
	account: Account | null;
	lastUsedAt: Instant | null;
	/** Opens nothing from then on, also where it is remembered. */
	endsAt: Instant | null;
}

/**
 * The key with this SHA-256; null when there is none, it is revoked, or its account is disabled. The
 * index finds the hash, so that no time of comparison tells anything about a key.
 */
export async function keyByHash(sql: Sql, hash: Buffer): Promise<KeyRecord | null> {
	const [row] = await sql<
		(Omit<ApiKey, 'id'> & {
			keyId: number;
			lastUsedAt: Instant | null;
			endsAt: Instant | null;
			accountId: number | null;
			email: string;
			accountName: string;
			posts: Post[];
		})[]
	>`
		select key_id as "keyId", name, scope, agency_id as "agencyId", backfill,
			last_used_at as "lastUsedAt", ends_at as "endsAt", account_id as "accountId", email,
			account_name as "accountName", posts
		from key_by_hash(${hash}::bytea)
		where revoked_at is null and disabled_at is null and (ends_at is null or ends_at > now())`;
	if (row === undefined) return null;
	const { keyId, name, scope, agencyId, backfill } = row;
	return {
		key: { id: keyId, name, scope, agencyId, backfill },
		account:
			row.accountId === null
				? null
				: {
						id: row.accountId,
						email: row.email,
						name: row.accountName,
						posts: row.posts
					},
		lastUsedAt: row.lastUsedAt,
		endsAt: row.endsAt
	};
}

export async function insertKey(
	sql: Sql,
	key: {
		name: string;
		scope: KeyScope;
		agencyId: number | null;
		accountId: number | null;
		backfill: boolean;
		hash: Buffer;
		createdAt: Instant;
		/** The key in whose place it is made. */
		replaces?: number;
	}
): Promise<number> {
	const [row] = await sql<{ id: number }[]>`
		insert into api_keys (name, scope, agency_id, account_id, backfill, hash, created_at,
			replaces)
		values (${key.name}, ${key.scope}, ${key.agencyId}, ${key.accountId}, ${key.backfill},
			${key.hash}, ${key.createdAt}::timestamptz, ${key.replaces ?? null})
		returning id`;
	if (row === undefined) throw new Error('a key was not kept');
	return row.id;
}

export interface ListedKey {
	id: number;
	name: string;
	scope: KeyScope;
	agencyCode: string | null;
	email: string | null;
	backfill: boolean;
	createdAt: Instant;
	lastUsedAt: Instant | null;
	endsAt: Instant | null;
	replaces: number | null;
	revokedAt: Instant | null;
}

export async function listKeys(sql: Sql): Promise<ListedKey[]> {
	return sql<ListedKey[]>`
		select k.id, k.name, k.scope, g.code as "agencyCode", a.email, k.backfill,
			k.created_at as "createdAt", k.last_used_at as "lastUsedAt", k.ends_at as "endsAt",
			k.replaces, k.revoked_at as "revokedAt"
		from api_keys k
		left join agencies g on g.id = k.agency_id
		left join accounts a on a.id = k.account_id
		order by k.id`;
}

/** A key as it is kept on record: whose it is and until when it opens; never its hash. */
export interface RecordedKey {
	name: string;
	scope: KeyScope;
	agency: string | null;
	account: string | null;
	backfill: boolean;
	/** Number of the key in whose place it was made. */
	replaces: number | null;
	endsAt: string | null;
	revokedAt: string | null;
}

/** The key with this number, also one that opens no more; null when there is none. */
export async function keyById(sql: Sql, id: number): Promise<RecordedKey | null> {
	const [row] = await sql<
		(Omit<RecordedKey, 'endsAt' | 'revokedAt'> & {
			endsAt: Instant | null;
			revokedAt: Instant | null;
		})[]
	>`
		select k.name, k.scope, g.code as agency, a.email as account, k.backfill, k.replaces,
			k.ends_at as "endsAt", k.revoked_at as "revokedAt"
		from api_keys k
		left join agencies g on g.id = k.agency_id
		left join accounts a on a.id = k.account_id
		where k.id = ${id}`;
	if (row === undefined) return null;
	const shown = (at: Instant | null) => (at === null ? null : isoOf(at));
	return { ...row, endsAt: shown(row.endsAt), revokedAt: shown(row.revokedAt) };
}

/** @returns whether there was such a key that still opened */
export async function revokeKey(sql: Sql, id: number, at: Instant): Promise<boolean> {
	const rows = await sql`
		update api_keys set revoked_at = ${at}::timestamptz
		where id = ${id} and revoked_at is null returning id`;
	return rows.length > 0;
}

/** A key that opens, held until the transaction ends so that nobody else replaces it meanwhile. */
export interface OpenKey {
	name: string;
	scope: KeyScope;
	agencyId: number | null;
	accountId: number | null;
	backfill: boolean;
	/** Another key has taken its place already. */
	endsAt: Instant | null;
}

/** @returns null when there is none that opens at the instant */
export async function lockKey(sql: Sql, id: number, at: Instant): Promise<OpenKey | null> {
	const [row] = await sql<OpenKey[]>`
		select name, scope, agency_id as "agencyId", account_id as "accountId", backfill,
			ends_at as "endsAt"
		from api_keys
		where id = ${id} and revoked_at is null
			and (ends_at is null or ends_at > ${at}::timestamptz)
		for update`;
	return row ?? null;
}

export async function endKey(sql: Sql, id: number, at: Instant): Promise<void> {
	await sql`update api_keys set ends_at = ${at}::timestamptz where id = ${id}`;
}

/** Written at most once a minute however often the key is used. */
export async function saveKeyUse(sql: Sql, id: number, at: Instant): Promise<void> {
	await sql`
		update api_keys set last_used_at = ${at}::timestamptz
		where id = ${id}
			and (last_used_at is null or last_used_at < ${at - 60_000}::timestamptz)`;
}
