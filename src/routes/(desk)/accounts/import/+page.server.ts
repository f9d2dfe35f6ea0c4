import {
	PEOPLE_COLUMNS,
	WRITTEN_ROLES,
	type PeopleColumn
} from '#lib/domain/accounts/people-row.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { waitingForLinks } from '#lib/server/accounts/people-access.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { importForm, importShown } from '#lib/server/web/import-form.ts';
import { columnTitle, shownOutcome, takePeople } from '#lib/server/web/people-door.ts';
import { peopleFileFields } from '#lib/server/web/people-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 100;

export const load: PageServerLoad = async (event) => {
	event.depends('live:accounts');
	requirePageReader(event, 'manageAccounts');
	const { db, clock } = event.locals.desk;
	const today = dayOf(clock.now());
	const waiting = waitingForLinks(await peopleForManagers(db), today, true);
	return {
		today,
		columns: (Object.keys(PEOPLE_COLUMNS) as PeopleColumn[]).map(columnTitle),
		roles: Object.values(WRITTEN_ROLES).map(([first]) => first ?? ''),
		links: {
			fresh: waiting.filter(({ hadLink }) => !hadLink).length,
			again: waiting.filter(({ hadLink }) => hadLink).length
		}
	};
};

export const actions: Actions = {
	default: async (event) =>
		importForm(event, { may: 'manageAccounts', fields: peopleFileFields }, async (sent, reader) => {
			const outcome = await takePeople(event, reader, sent);
			return importShown('accounts', outcome.refusal, pageOf(shownOutcome(outcome)));
		})
};

/** Counts of everything, and of each kind as much as a page can hold. */
function pageOf({ created, renamed, given, faults, ...rest }: ReturnType<typeof shownOutcome>) {
	return {
		...rest,
		counts: {
			created: created.length,
			renamed: renamed.length,
			given: given.length,
			faults: faults.length
		},
		created: created.slice(0, SHOWN),
		renamed: renamed.slice(0, SHOWN),
		faults: faults
			.slice(0, SHOWN)
			.map(({ field, ...fault }) => ({ ...fault, column: columnTitle(field) }))
	};
}
