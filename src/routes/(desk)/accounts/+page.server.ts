import { postsOn, ROLES } from '#lib/domain/accounts/account.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { waitingForLinks } from '#lib/server/accounts/people-access.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import { searchPeople, shownPerson } from '#lib/server/web/people-answers.ts';
import { peopleParams, PEOPLE_STATES } from '#lib/server/web/people-shapes.ts';
import type { PageServerLoad } from './$types';

const LIMIT = 50;

export const load: PageServerLoad = async (event) => {
	event.depends('live:accounts', 'live:agencies');
	requirePageReader(event, 'manageAccounts');
	const { db, rulebook, clock } = event.locals.desk;
	const params = askedOfPage(event, peopleParams, (checked) => checked);
	const today = dayOf(clock.now());
	const rules = await rulebook.current();
	const all = await peopleForManagers(db);
	const found = searchPeople(all, params, rules, today);
	const { offset = 0, q = '', role = '', agency = '', state = '' } = params;
	const waiting = waitingForLinks(all, today, true);
	return {
		total: found.length,
		items: found.slice(offset, offset + LIMIT).map((person) => {
			const { posts, ...shown } = shownPerson(person, rules, all, today);
			const held = postsOn(person, today).map(({ id }) => id);
			return { ...shown, posts: posts.filter(({ id }) => held.includes(id)) };
		}),
		asked: { q, role, agency, state },
		offset,
		limit: LIMIT,
		roles: ROLES.filter((one) => one !== 'screen'),
		states: [...PEOPLE_STATES],
		agencies: rules.directory
			.active(today)
			.filter(({ accountable }) => accountable)
			.map(({ agencyId, name }) => ({ code: rules.codeOf(agencyId), name })),
		links: {
			fresh: waiting.filter(({ hadLink }) => !hadLink).length,
			again: waiting.filter(({ hadLink }) => hadLink).length
		}
	};
};
