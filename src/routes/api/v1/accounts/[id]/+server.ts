import { dayOf } from '#lib/domain/calendar/time.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { shownPerson } from '#lib/server/web/people-answers.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'manageAccounts' }, async ({ event }) => {
	const { db, rulebook, clock } = event.locals.desk;
	const all = await peopleForManagers(db);
	const person = all.find(({ id }) => String(id) === event.params.id);
	if (person === undefined) {
		const title = 'Không có tài khoản này.';
		throw new ProblemError({ status: 404, title, code: 'accounts.account_unknown' });
	}
	const rules = await rulebook.current();
	return answerJson(event, shownPerson(person, rules, all, dayOf(clock.now())));
});
