import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** Keeps a link, and drops the account's former ones: none of them opens any more. */
export async function insertLink(
	sql: Sql,
	link: { hash: Buffer; accountId: number; createdAt: Instant; endsAt: Instant }
): Promise<void> {
	await sql`
		delete from sign_in_links where account_id = ${link.accountId}`;
	await sql`
		insert into sign_in_links (hash, account_id, created_at, ends_at)
		values (${link.hash}, ${link.accountId}, ${link.createdAt}::timestamptz,
			${link.endsAt}::timestamptz)`;
}

/** Whose link it is, if it opens now; a disabled account's does not. */
export async function accountOfLink(sql: Sql, hash: Buffer, now: Instant): Promise<number | null> {
	const [row] = await sql<{ id: number }[]>`
		select a.id from sign_in_links l join accounts a on a.id = l.account_id
		where l.hash = ${hash} and l.used_at is null and l.ends_at > ${now}::timestamptz
			and a.disabled_at is null`;
	return row?.id ?? null;
}

/** Uses a link up. @returns false when it does not open any more, or was used at this moment */
export async function claimLink(sql: Sql, hash: Buffer, at: Instant): Promise<boolean> {
	const rows = await sql`
		update sign_in_links set used_at = ${at}::timestamptz
		where hash = ${hash} and used_at is null and ends_at > ${at}::timestamptz returning hash`;
	return rows.length > 0;
}
