/** How administrators let people in, and out: sign-in links, sessions, the second factor. */
import { isNever } from '#lib/domain/accounts/post-rules.ts';
import type { Actor } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { withTransaction, type Sql } from '../store/database.ts';
import { lockPeople, people, personById, type Person } from '../store/people.ts';
import { endAllSessions } from './end-sessions.ts';
import { resetFactor } from './factor.ts';
import { issueLink } from './links.ts';
import type { PeopleDesk } from './people.ts';

/** A link as it is handed out, once: only its hash is kept. */
export interface HandedLink {
	id: number;
	email: string;
	name: string;
	/** What goes behind the address of the page that takes it. */
	token: string;
	endsAt: Instant;
}

/** A link with which somebody chooses their password. One from before opens nothing any more. */
export async function handOutLink(
	{ db }: PeopleDesk,
	by: Actor,
	accountId: number
): Promise<Decision<HandedLink>> {
	return withTransaction(db, async ({ sql }) => {
		await lockPeople(sql);
		const person = await personById(sql, accountId);
		if (person === null) return refused('accounts.account_unknown');
		if (by.accountId === person.id) return refused('accounts.own_not_allowed');
		if (person.disabledAt !== null) return refused('accounts.account_disabled');
		return accepted(await handedTo(sql, by, person));
	});
}

/**
 * Links for all who have no way in yet and hold a post, now or to come: after an import, as one file.
 *
 * @param again also for those who were handed one before and never used it
 */
export async function handOutLinks(
	{ db, clock }: PeopleDesk,
	by: Actor,
	again: boolean
): Promise<HandedLink[]> {
	const today = dayOf(clock.now());
	return withTransaction(db, async ({ sql }) => {
		await lockPeople(sql);
		const waiting = waitingForLinks(await people(sql), today, again);
		const links: HandedLink[] = [];
		for (const person of waiting) {
			if (person.id !== by.accountId) links.push(await handedTo(sql, by, person));
		}
		return links;
	});
}

/** Who would be handed a link by {@link handOutLinks}. */
export function waitingForLinks(all: readonly Person[], today: string, again: boolean): Person[] {
	return all.filter(
		({ enters, disabledAt, hadLink, posts }) =>
			!enters &&
			disabledAt === null &&
			(again || !hadLink) &&
			posts.some((post) => !isNever(post) && (post.validTo === null || post.validTo >= today))
	);
}

/** Đăng xuất mọi nơi. @returns how many sessions were open */
export async function signOutEverywhere(
	{ db }: PeopleDesk,
	by: Actor,
	accountId: number
): Promise<Decision<{ sessions: number }>> {
	if ((await personById(db.sql, accountId)) === null) return refused('accounts.account_unknown');
	const ended = await endAllSessions(db, accountId, by);
	return ended.accepted ? accepted({ sessions: ended.value }) : ended;
}

/** Takes the second factor away from who lost it; it is set anew at the next sign-in. Never one's own. */
export async function takeFactorAway(
	{ db }: PeopleDesk,
	by: Actor,
	accountId: number
): Promise<Decision<{ secondFactor: boolean }>> {
	if (by.accountId === accountId) return refused('accounts.own_not_allowed');
	if ((await personById(db.sql, accountId)) === null) return refused('accounts.account_unknown');
	const reset = await resetFactor(db, accountId, by);
	return reset.accepted ? accepted({ secondFactor: false }) : reset;
}

async function handedTo(sql: Sql, actor: Actor, person: Person): Promise<HandedLink> {
	const { id, email, name } = person;
	return { id, email, name, ...(await issueLink(sql, id, actor)) };
}
