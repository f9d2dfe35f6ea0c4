import type { Account } from '#lib/domain/accounts/account.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import { POSTS } from './accounts.ts';
import type { Sql } from './database.ts';

export type SendState = 'waiting' | 'sending' | 'sent' | 'refused';

/** Whether an account has asked for the page by mail, and what became of the last one. */
export interface OwnMorning {
	on: boolean;
	last: { day: Day; state: SendState } | null;
}

export async function ownMorning(sql: Sql, accountId: number): Promise<OwnMorning> {
	const [subscribed] = await sql`
		select 1 from morning_subscribers where account_id = ${accountId}`;
	const [last] = await sql<{ day: Day; state: SendState }[]>`
		select day, state from morning_sends where account_id = ${accountId}
		order by day desc limit 1`;
	return { on: subscribed !== undefined, last: last ?? null };
}

/** @returns whether this changed anything */
export async function subscribe(sql: Sql, accountId: number, now: Instant): Promise<boolean> {
	const rows = await sql`
		insert into morning_subscribers (account_id, since) values (${accountId}, ${now}::timestamptz)
		on conflict (account_id) do nothing returning account_id`;
	return rows.length > 0;
}

/** @returns whether this changed anything */
export async function unsubscribe(sql: Sql, accountId: number): Promise<boolean> {
	const rows = await sql`
		delete from morning_subscribers where account_id = ${accountId} returning account_id`;
	return rows.length > 0;
}

/**
 * Who still waits for the page of a day: asked for it before the instant it tells of, may sign in, and
 * nothing has been handed over for them yet. Whether they may see it is the caller's to ask.
 *
 * @param realNow what the mail server asked to wait for has passed
 */
export async function awaitingPage(
	sql: Sql,
	page: { day: Day; asOf: Instant },
	realNow: Instant
): Promise<Account[]> {
	return sql<Account[]>`
		select a.id, a.email, a.name, ${sql.unsafe(POSTS)} as posts
		from morning_subscribers w join accounts a on a.id = w.account_id
			left join morning_sends s on s.account_id = w.account_id and s.day = ${page.day}::date
		where w.since <= ${page.asOf}::timestamptz and a.disabled_at is null
			and (s.state is null
				or s.state = 'waiting' and s.not_before <= ${realNow}::timestamptz)
		order by a.id`;
}

/**
 * Takes the sending of a page to a person in hand. Only one of several processes is told that it has,
 * and it hands the mail over once: whatever becomes of it afterwards, `sending` is not taken again.
 *
 * @returns which try it is; null when somebody else has it, or the account is no longer to get it
 */
export async function claimSending(
	sql: Sql,
	day: Day,
	accountId: number,
	realNow: Instant
): Promise<number | null> {
	const [row] = await sql<{ tries: number }[]>`
		insert into morning_sends as s (day, account_id, state, tries, at, not_before)
		select ${day}::date, a.id, 'sending', 1, ${realNow}::timestamptz, ${realNow}::timestamptz
		from accounts a join morning_subscribers w on w.account_id = a.id
		where a.id = ${accountId} and a.disabled_at is null
		on conflict (day, account_id) do update
			set state = 'sending', tries = s.tries + 1, at = excluded.at
			where s.state = 'waiting' and s.not_before <= excluded.at
		returning tries`;
	return row?.tries ?? null;
}

/** What became of a sending that was taken in hand. */
export async function settleSending(
	sql: Sql,
	{ day, accountId }: { day: Day; accountId: number },
	outcome: { state: Exclude<SendState, 'sending'>; notBefore: Instant },
	realNow: Instant
): Promise<void> {
	await sql`
		update morning_sends set state = ${outcome.state}, at = ${realNow}::timestamptz,
			not_before = ${outcome.notBefore}::timestamptz
		where day = ${day}::date and account_id = ${accountId} and state = 'sending'`;
}
