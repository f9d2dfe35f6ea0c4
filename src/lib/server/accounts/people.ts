/**
 * What administrators do to accounts and posts. Every change is on record with who made it, and in
 * the ledger, so that pages, API and open sockets follow within seconds. Posts are dated: none is
 * corrected in place, what was, stays.
 */
import type { Post, Role } from '#lib/domain/accounts/account.ts';
import { emailShape, nameShape } from '#lib/domain/accounts/people-row.ts';
import {
	endWithPrincipal,
	giftOfPost,
	keepsAdministrator,
	lastDayOf,
	type AskedPost
} from '#lib/domain/accounts/post-rules.ts';
import type { Actor } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { Clock } from '../clock.ts';
import { accountByEmail, disableAccount, insertAccount, insertPost } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database, type Sql } from '../store/database.ts';
import {
	closeLinks,
	enableAccount,
	knownFields,
	lockPeople,
	people,
	personById,
	saveName,
	savePostEnd,
	type Person
} from '../store/people.ts';
import type { LoadedRules, Rulebook } from '../store/rulebook.ts';
import { announce } from './announce.ts';

export interface PeopleDesk {
	db: Database;
	rulebook: Rulebook;
	clock: Clock;
}

/** A post as it is asked for from outside: agencies by code, people by address. */
export interface PostOrder {
	role: Role;
	agency: string | null;
	fields: string[];
	answersFor: string[];
	onBehalfOf: string | null;
	validFrom: Day;
	validTo: Day | null;
	document: string;
}

/** Makes an account with its first post. It has no way in until a link is handed out. */
export async function createPerson(
	desk: PeopleDesk,
	by: Actor,
	given: { email: string; name: string; post: PostOrder }
): Promise<Decision<{ id: number }>> {
	const email = emailShape.safeParse(given.email);
	if (!email.success) return refused('accounts.email_malformed', { field: 'email' });
	const name = nameShape.safeParse(given.name);
	if (!name.success) return refused('accounts.name_malformed', { field: 'name' });
	return changing(desk, async (sql, rules) => {
		if ((await accountByEmail(sql, email.data)) !== null) return refused('accounts.email_taken');
		const post = await judged(sql, rules, given.post, []);
		if (!post.accepted) return post;
		const at = Date.now();
		const account = { email: email.data, name: name.data, passwordHash: null, createdAt: at };
		const id = await insertAccount(sql, account);
		if (id === null) return refused('accounts.email_taken');
		await keepPost(sql, id, post.value);
		const after = { email: email.data, name: name.data, post: shown(rules, post.value) };
		const subject = `account:${id}`;
		await record(sql, { at, actor: by, action: 'account.create', subject, before: null, after });
		await announce(sql, subject);
		return accepted({ id });
	});
}

/** Gives somebody a further post. Nobody gives one to themselves. */
export async function givePost(
	desk: PeopleDesk,
	by: Actor,
	accountId: number,
	order: PostOrder
): Promise<Decision<{ id: number; validTo: Day | null }>> {
	return onPerson(desk, by, accountId, async (sql, person, rules) => {
		if (isSelf(by, person)) return refused('posts.own_not_allowed');
		if (person.disabledAt !== null) return refused('accounts.account_disabled');
		const post = await judged(sql, rules, order, person.posts);
		if (!post.accepted) return post;
		const { id, validTo } = await keepPost(sql, person.id, post.value);
		const after = { post: id, ...shown(rules, post.value) };
		await kept(sql, by, 'post.give', person, null, after);
		await announce(sql, `account:${person.id}`);
		return accepted({ id, validTo });
	});
}

/**
 * Ends a post from a day on. Posts that stood in for it end with it: a secretary's with the leader's.
 *
 * @returns the last day of each post that ended, the asked one first
 */
export async function endPost(
	desk: PeopleDesk,
	by: Actor,
	accountId: number,
	order: { post: number; from: Day; document: string }
): Promise<Decision<{ ended: { account: number; post: number; validTo: Day }[] }>> {
	return onPerson(desk, by, accountId, async (sql, person, rules, today) => {
		if (isSelf(by, person)) return refused('posts.own_not_allowed');
		const post = person.posts.find(({ id }) => id === order.post);
		if (post === undefined) return refused('posts.post_unknown');
		if (order.document.trim() === '') return refused('posts.document_needed');
		const last = lastDayOf(post, order.from, today);
		if (!last.accepted) return last;
		const all = await people(sql);
		const remaining = person.posts.map((one) =>
			one.id === post.id ? { ...one, validTo: last.value } : one
		);
		const after = all.map((one) => (one.id === person.id ? { ...one, posts: remaining } : one));
		const stays = keepsAdministrator(keepers(all), keepers(after), today);
		if (!stays.accepted) return stays;
		const standing = all.flatMap(({ id, posts }) =>
			posts.filter(({ onBehalfOf }) => onBehalfOf === person.id).map((one) => ({ ...one, by: id }))
		);
		const ended = [
			{ account: person.id, post, validTo: last.value },
			...endWithPrincipal(standing, remaining, today).map(({ post: one, validTo }) => ({
				...{ account: one.by, post: one, validTo }
			}))
		];
		for (const one of ended) {
			await savePostEnd(sql, one.post.id, one.validTo);
			const subject = `account:${one.account}`;
			const was = { post: one.post.id, ...shown(rules, one.post) };
			const is = { post: one.post.id, validTo: one.validTo, document: order.document.trim() };
			const at = Date.now();
			await record(sql, { at, actor: by, action: 'post.end', subject, before: was, after: is });
		}
		await announce(sql, ...new Set(ended.map(({ account }) => `account:${account}`)));
		return accepted({ ended: ended.map(({ post: one, ...rest }) => ({ ...rest, post: one.id })) });
	});
}

export async function renamePerson(
	desk: PeopleDesk,
	by: Actor,
	accountId: number,
	written: string
): Promise<Decision<{ name: string }>> {
	const name = nameShape.safeParse(written);
	if (!name.success) return refused('accounts.name_malformed', { field: 'name' });
	return onPerson(desk, by, accountId, async (sql, person) => {
		if (person.name === name.data) return accepted({ name: name.data });
		await saveName(sql, person.id, name.data);
		await kept(sql, by, 'account.change', person, { name: person.name }, { name: name.data });
		await announce(sql, `account:${person.id}`);
		return accepted({ name: name.data });
	});
}

/** Ends all that the account opens: sessions, keys and links, on pages, API and sockets. */
export async function disablePerson(
	desk: PeopleDesk,
	by: Actor,
	accountId: number
): Promise<Decision<{ disabled: boolean }>> {
	return onPerson(desk, by, accountId, async (sql, person, _rules, today) => {
		if (isSelf(by, person)) return refused('accounts.own_not_allowed');
		if (person.disabledAt !== null) return accepted({ disabled: true });
		const all = await people(sql);
		const others = all.filter(({ id }) => id !== person.id);
		const stays = keepsAdministrator(keepers(all), keepers(others), today);
		if (!stays.accepted) return stays;
		const at = Date.now();
		await disableAccount(sql, person.id, at);
		await closeLinks(sql, person.id, at);
		await kept(sql, by, 'account.disable', person, { disabled: false }, { disabled: true });
		await announce(sql, `account:${person.id}`);
		return accepted({ disabled: true });
	});
}

/** The account may come in again, with the password and posts that it has. */
export async function enablePerson(
	desk: PeopleDesk,
	by: Actor,
	accountId: number
): Promise<Decision<{ disabled: boolean }>> {
	return onPerson(desk, by, accountId, async (sql, person) => {
		if (isSelf(by, person)) return refused('accounts.own_not_allowed');
		if (person.disabledAt === null) return accepted({ disabled: false });
		await enableAccount(sql, person.id);
		await kept(sql, by, 'account.enable', person, { disabled: true }, { disabled: false });
		await announce(sql, `account:${person.id}`);
		return accepted({ disabled: false });
	});
}

/** Those who can still let people in, as the rule of the last administrator asks. */
export function keepers(all: readonly Person[]): { enters: boolean; posts: Post[] }[] {
	return all.map(({ enters, disabledAt, posts }) => ({
		enters: enters && disabledAt === null,
		posts
	}));
}

/** A post for the record and for answers: codes instead of our own numbers. */
export function shown(
	{ codeOf }: Pick<LoadedRules, 'codeOf'>,
	post: Omit<AskedPost, 'document'> & { document?: string }
) {
	return {
		role: post.role,
		agency: post.agencyId === null ? null : codeOf(post.agencyId),
		fields: post.fields,
		answersFor: post.answersFor.map(codeOf),
		onBehalfOf: post.onBehalfOf === null ? null : `account:${post.onBehalfOf}`,
		validFrom: post.validFrom,
		validTo: post.validTo,
		document: post.document ?? ''
	};
}

async function changing<T>(
	{ db, rulebook }: PeopleDesk,
	change: (sql: Sql, rules: LoadedRules) => Promise<Decision<T>>
): Promise<Decision<T>> {
	const rules = await rulebook.current();
	return withTransaction(db, async ({ sql }) => {
		await lockPeople(sql);
		return change(sql, rules);
	});
}

async function onPerson<T>(
	desk: PeopleDesk,
	by: Actor,
	id: number,
	change: (sql: Sql, person: Person, rules: LoadedRules, today: Day) => Promise<Decision<T>>
): Promise<Decision<T>> {
	return changing(desk, async (sql, rules) => {
		const person = await personById(sql, id);
		if (person === null) return refused('accounts.account_unknown');
		return change(sql, person, rules, dayOf(desk.clock.now()));
	});
}

/** Codes and addresses as what they name, then the rules of posts. */
async function judged(
	sql: Sql,
	{ directory }: LoadedRules,
	order: PostOrder,
	held: readonly Post[]
): Promise<Decision<AskedPost>> {
	const { agency, answersFor, onBehalfOf, ...rest } = order;
	const agencyId = agency === null ? null : directory.byCode(agency);
	if (agency !== null && agencyId === null) return refused('posts.agency_unknown');
	const parts = answersFor.map((code) => directory.byCode(code)).filter((id) => id !== null);
	if (parts.length < answersFor.length) return refused('posts.agency_unknown');
	if (rest.fields.length > 0) {
		const fields = new Set((await knownFields(sql)).map(({ code }) => code));
		if (!rest.fields.every((code) => fields.has(code))) return refused('posts.field_unknown');
	}
	const principal = onBehalfOf === null ? null : await accountByEmail(sql, onBehalfOf);
	if (onBehalfOf !== null && principal === null) return refused('posts.principal_unknown');
	return giftOfPost(
		{ ...rest, agencyId, answersFor: parts, onBehalfOf: principal?.id ?? null },
		{ directory, held, principal: principal?.disabledAt === null ? principal.posts : null }
	);
}

async function keepPost(sql: Sql, accountId: number, post: AskedPost): Promise<Post> {
	const document = post.document.trim();
	return insertPost(sql, { ...post, accountId, document, createdAt: Date.now() });
}

async function kept(
	sql: Sql,
	actor: Actor,
	action: 'post.give' | 'account.change' | 'account.disable' | 'account.enable',
	{ id }: Person,
	before: unknown,
	after: unknown
): Promise<void> {
	await record(sql, { at: Date.now(), actor, action, subject: `account:${id}`, before, after });
}

function isSelf({ accountId }: Actor, { id }: Person): boolean {
	return accountId === id;
}
