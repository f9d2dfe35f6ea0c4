import { error } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { accepted } from '#lib/domain/refusal.ts';
import {
	handOutLink,
	signOutEverywhere,
	takeFactorAway
} from '#lib/server/accounts/people-access.ts';
import {
	disablePerson,
	enablePerson,
	endPost,
	givePost,
	renamePerson
} from '#lib/server/accounts/people.ts';
import { openSessions, peopleForManagers } from '#lib/server/store/people.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { shownPerson } from '#lib/server/web/people-answers.ts';
import { accountIdOf, peopleForm, postOfForm, shownLink } from '#lib/server/web/people-door.ts';
import { newName, nothing, postEnding, postOrder } from '#lib/server/web/people-shapes.ts';
import { postChoices } from '../post-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:accounts', 'live:agencies');
	const reader = requirePageReader(event, 'manageAccounts');
	const { db, rulebook, clock } = event.locals.desk;
	const id = accountIdOf(event.params);
	const all = await peopleForManagers(db);
	const person = all.find((one) => one.id === id);
	if (person === undefined) error(404, 'Không tìm thấy');
	const rules = await rulebook.current();
	const today = dayOf(clock.now());
	const choices = await postChoices(db.sql, rules, all, today);
	const fieldNames = new Map(choices.fields.map(({ code, name }) => [code, name]));
	const shown = shownPerson(person, rules, all, today);
	return {
		person: {
			...shown,
			posts: shown.posts.map((post) => ({
				...post,
				fields: post.fields.map((code) => fieldNames.get(code) ?? code)
			}))
		},
		own: reader.account?.id === id,
		sessions: await openSessions(db.sql, id),
		choices,
		today
	};
};

export const actions: Actions = {
	give: async (event) =>
		peopleForm(event, 'give', postOfForm, postOrder, async (body, by) =>
			givePost(event.locals.desk, by, accountIdOf(event.params), body)
		),
	end: async (event) =>
		peopleForm(event, 'end', Object.fromEntries, postEnding, async (body, by) =>
			endPost(event.locals.desk, by, accountIdOf(event.params), body)
		),
	rename: async (event) =>
		peopleForm(event, 'rename', Object.fromEntries, newName, async ({ name }, by) =>
			renamePerson(event.locals.desk, by, accountIdOf(event.params), name)
		),
	disable: async (event) =>
		peopleForm(
			event,
			'disable',
			() => ({}),
			nothing,
			async (_, by) => disablePerson(event.locals.desk, by, accountIdOf(event.params))
		),
	enable: async (event) =>
		peopleForm(
			event,
			'enable',
			() => ({}),
			nothing,
			async (_, by) => enablePerson(event.locals.desk, by, accountIdOf(event.params))
		),
	signOut: async (event) =>
		peopleForm(
			event,
			'signOut',
			() => ({}),
			nothing,
			async (_, by) => signOutEverywhere(event.locals.desk, by, accountIdOf(event.params))
		),
	resetFactor: async (event) =>
		peopleForm(
			event,
			'resetFactor',
			() => ({}),
			nothing,
			async (_, by) => takeFactorAway(event.locals.desk, by, accountIdOf(event.params))
		),
	link: async (event) =>
		peopleForm(
			event,
			'link',
			() => ({}),
			nothing,
			async (_, by) => {
				const handed = await handOutLink(event.locals.desk, by, accountIdOf(event.params));
				return handed.accepted ? accepted(shownLink(event, handed.value)) : handed;
			}
		)
};
