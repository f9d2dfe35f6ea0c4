import type { z } from 'zod';
import { isHeld, postsOn } from '#lib/domain/accounts/account.ts';
import { SECOND_FACTOR_ROLES } from '#lib/domain/accounts/permissions.ts';
import { isNever } from '#lib/domain/accounts/post-rules.ts';
import { isoOf, type Day } from '#lib/domain/calendar/time.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { KeptPost, Person } from '#lib/server/store/people.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import type { peopleParams } from './people-shapes.ts';

/** When a post is held, seen from a day. */
export type PostTime = 'past' | 'now' | 'to_come' | 'withdrawn';

/** A post with codes and names instead of our own numbers. */
export function shownPost(post: KeptPost, rules: LoadedRules, all: readonly Person[], on: Day) {
	const { directory, codeOf } = rules;
	const named = (id: number) => ({
		code: codeOf(id),
		name: (directory.version(id, on) ?? directory.latest(id))?.name ?? codeOf(id)
	});
	const principal = all.find(({ id }) => id === post.onBehalfOf);
	const time: PostTime = isNever(post)
		? 'withdrawn'
		: isHeld(post, on)
			? 'now'
			: post.validFrom > on
				? 'to_come'
				: 'past';
	return {
		id: post.id,
		role: post.role,
		agency: post.agencyId === null ? null : named(post.agencyId),
		fields: post.fields,
		answersFor: post.answersFor.map(named),
		onBehalfOf: principal === undefined ? null : { email: principal.email, name: principal.name },
		validFrom: post.validFrom,
		validTo: post.validTo,
		document: post.document,
		time
	};
}

/** An account with its posts, for pages and API. */
export function shownPerson(person: Person, rules: LoadedRules, all: readonly Person[], on: Day) {
	const instant = (at: number | null) => (at === null ? null : isoOf(at));
	return {
		id: person.id,
		email: person.email,
		name: person.name,
		createdAt: isoOf(person.createdAt),
		disabledAt: instant(person.disabledAt),
		lastSignInAt: instant(person.lastSignInAt),
		enters: person.enters,
		secondFactor: person.secondFactor,
		lacksFactor: lacksFactor(person, on),
		linkEndsAt: instant(person.linkEndsAt),
		posts: person.posts.map((post) => shownPost(post, rules, all, on))
	};
}

/**
 * The accounts that a question is about, in Vietnamese order of their names. Search is without
 * diacritics, in name, address and agency.
 */
export function searchPeople(
	all: readonly Person[],
	{ q = '', role = '', agency = '', state = '' }: z.output<typeof peopleParams>,
	{ directory }: LoadedRules,
	on: Day
): Person[] {
	const wanted = fold(q.trim());
	const agencyId = agency === '' ? null : directory.byCode(agency);
	const below = new Set(agencyId === null ? [] : directory.descendants(agencyId, on));
	const nameOf = (id: number | null) => (id === null ? '' : (directory.latest(id)?.name ?? ''));
	return all
		.filter((person) => {
			const held = postsOn(person, on);
			if (role !== '' && !held.some((post) => post.role === role)) return false;
			if (agency !== '' && !held.some(({ agencyId: id }) => id !== null && below.has(id))) {
				return false;
			}
			if (!isIn(state, person, on)) return false;
			if (wanted === '') return true;
			const text = [person.name, person.email, ...held.map(({ agencyId: id }) => nameOf(id))];
			return fold(text.join('\n')).includes(wanted);
		})
		.sort((a, b) => compareVietnamese(a.name, b.name) || compareVietnamese(a.email, b.email));
}

function isIn(state: string, person: Person, on: Day): boolean {
	switch (state) {
		case 'active':
			return person.disabledAt === null && postsOn(person, on).length > 0;
		case 'disabled':
			return person.disabledAt !== null;
		case 'never':
			return person.disabledAt === null && person.lastSignInAt === null;
		case 'no_factor':
			return lacksFactor(person, on);
		case 'no_post':
			return person.disabledAt === null && postsOn(person, on).length === 0;
		default:
			return true;
	}
}

/** Holds a role that needs a second factor, and has set none. */
function lacksFactor(person: Person, on: Day): boolean {
	const needs = postsOn(person, on).some(({ role }) => SECOND_FACTOR_ROLES.includes(role));
	return needs && !person.secondFactor && person.disabledAt === null;
}
