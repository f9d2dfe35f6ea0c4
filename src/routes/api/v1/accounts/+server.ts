import { dayOf } from '#lib/domain/calendar/time.ts';
import { createPerson } from '#lib/server/accounts/people.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { searchPeople, shownPerson } from '#lib/server/web/people-answers.ts';
import { newPerson, peopleParams } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'manageAccounts', query: peopleParams },
	async ({ event, query }) => {
		const { db, rulebook, clock } = event.locals.desk;
		const today = dayOf(clock.now());
		const rules = await rulebook.current();
		const all = await peopleForManagers(db);
		const found = searchPeople(all, query, rules, today);
		const { offset = 0, limit = 100 } = query;
		const items = found
			.slice(offset, offset + limit)
			.map((person) => shownPerson(person, rules, all, today));
		return answerJson(event, { total: found.length, items });
	}
);

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: newPerson },
	async ({ event, actor, body }) => createPerson(event.locals.desk, actor, body)
);
