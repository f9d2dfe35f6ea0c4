import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** The second factor of an account; `sealed` is null while none is set. */
export interface Factor {
	sealed: Buffer | null;
	confirmedAt: Instant | null;
	recoveryLeft: number;
}

export async function factorOf(sql: Sql, accountId: number): Promise<Factor> {
	const [row] = await sql<Factor[]>`
		select totp_sealed as sealed, totp_confirmed_at as "confirmedAt",
			(select count(*) from recovery_codes c where c.account_id = a.id and c.used_at is null)
				as "recoveryLeft"
		from accounts a where a.id = ${accountId}`;
	return row ?? { sealed: null, confirmedAt: null, recoveryLeft: 0 };
}

/** Puts a factor in the place of any other; the step of the code that confirmed it is used up. */
export async function saveFactor(
	sql: Sql,
	accountId: number,
	factor: { sealed: Buffer; step: number; recovery: Buffer[]; at: Instant }
): Promise<void> {
	await sql`
		update accounts
		set totp_sealed = ${factor.sealed}, totp_last_step = ${factor.step},
			totp_confirmed_at = ${factor.at}::timestamptz
		where id = ${accountId}`;
	await saveRecoveryCodes(sql, accountId, factor.recovery);
}

/** Puts recovery codes in the place of all former ones. */
export async function saveRecoveryCodes(
	sql: Sql,
	accountId: number,
	hashes: Buffer[]
): Promise<void> {
	await sql`delete from recovery_codes where account_id = ${accountId}`;
	for (const hash of hashes) {
		await sql`insert into recovery_codes (account_id, hash) values (${accountId}, ${hash})`;
	}
}

/** @returns whether there was one */
export async function deleteFactor(sql: Sql, accountId: number): Promise<boolean> {
	await sql`delete from recovery_codes where account_id = ${accountId}`;
	const rows = await sql`
		update accounts set totp_sealed = null, totp_confirmed_at = null, totp_last_step = null
		where id = ${accountId} and totp_sealed is not null returning id`;
	return rows.length > 0;
}

/** Uses up a time step. @returns false when it, or a later one, was used before */
export async function claimStep(sql: Sql, accountId: number, step: number): Promise<boolean> {
	const rows = await sql`
		update accounts set totp_last_step = ${step}
		where id = ${accountId} and (totp_last_step is null or totp_last_step < ${step})
		returning id`;
	return rows.length > 0;
}

/** Uses up a recovery code. @returns false when there is none such, or it was used before */
export async function claimRecoveryCode(
	sql: Sql,
	accountId: number,
	hash: Buffer,
	at: Instant
): Promise<boolean> {
	const rows = await sql`
		update recovery_codes set used_at = ${at}::timestamptz
		where account_id = ${accountId} and hash = ${hash} and used_at is null returning hash`;
	return rows.length > 0;
}
