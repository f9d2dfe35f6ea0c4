import { fail } from '@sveltejs/kit';
import {
	PEOPLE_COLUMNS,
	WRITTEN_ROLES,
	type PeopleColumn
} from '#lib/domain/accounts/people-row.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { waitingForLinks } from '#lib/server/accounts/people-access.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import { columnTitle, shownOutcome, takePeople } from '#lib/server/web/people-door.ts';
import { peopleFileFields } from '#lib/server/web/people-shapes.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
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
	default: async (event) => {
		const reader = requirePageReader(event, 'manageAccounts');
		try {
			const sent = await readFileForm(event.request, peopleFileFields);
			const outcome = await takePeople(event, reader, sent);
			const answer = { outcome: pageOf(shownOutcome(outcome)) };
			if (outcome.refusal === null) return answer;
			const problem = COMMAND_REFUSALS[`accounts.${outcome.refusal}`] ?? outcome.refusal;
			return fail(outcome.refusal === 'changed_meanwhile' ? 409 : 422, { ...answer, problem });
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			const { status, title, detail } = error.problem;
			return fail(status, { problem: detail === undefined ? title : `${title} (${detail})` });
		}
	}
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
