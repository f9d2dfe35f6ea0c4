import { dayOf } from '#lib/domain/calendar/time.ts';
import { accepted } from '#lib/domain/refusal.ts';
import { handOutLink } from '#lib/server/accounts/people-access.ts';
import { createPerson } from '#lib/server/accounts/people.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { peopleForm, postOfForm, shownLink } from '#lib/server/web/people-door.ts';
import { newPerson } from '#lib/server/web/people-shapes.ts';
import { postChoices } from '../post-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requirePageReader(event, 'manageAccounts');
	const { db, rulebook, clock } = event.locals.desk;
	const today = dayOf(clock.now());
	const all = await peopleForManagers(db);
	return { today, choices: await postChoices(db.sql, await rulebook.current(), all, today) };
};

export const actions: Actions = {
	default: async (event) => {
		const read = (form: FormData) => ({
			email: form.get('email'),
			name: form.get('name'),
			post: postOfForm(form)
		});
		return peopleForm(event, 'new', read, newPerson, async (body, by) => {
			const { desk } = event.locals;
			const made = await createPerson(desk, by, body);
			if (!made.accepted) return made;
			const handed = await handOutLink(desk, by, made.value.id);
			return handed.accepted ? accepted(shownLink(event, handed.value)) : handed;
		});
	}
};
