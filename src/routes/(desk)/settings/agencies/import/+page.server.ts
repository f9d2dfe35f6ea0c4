import { fail } from '@sveltejs/kit';
import { AGENCY_COLUMNS } from '#lib/domain/agencies/agency-row.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { AgenciesOutcome } from '#lib/server/commands/agencies.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { takeAgencies } from '#lib/server/web/setting-acts.ts';
import { agenciesFields } from '#lib/server/web/setting-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 200;

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'manageSettings');
	return { today: dayOf(event.locals.desk.clock.now()) };
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'manageSettings');
		try {
			const sent = await readFileForm(event.request, agenciesFields);
			const outcome = await takeAgencies(event, reader, sent);
			const answer = { outcome: shown(outcome) };
			if (outcome.refusal === null) return answer;
			const problem = COMMAND_REFUSALS[`agencies.${outcome.refusal}`] ?? outcome.refusal;
			return fail(outcome.refusal === 'changed_meanwhile' ? 409 : 422, { ...answer, problem });
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			const { status, title, detail } = error.problem;
			return fail(status, { problem: detail === undefined ? title : `${title} (${detail})` });
		}
	}
};

/** Counts of everything, and of each kind as much as a page can hold. */
function shown({ plan, taken, unchanged, ...lists }: AgenciesOutcome) {
	const { added, changed, ended, aliases, heads, errors } = lists;
	return {
		plan,
		taken,
		counts: {
			added: added.length,
			changed: changed.length,
			ended: ended.length,
			unchanged,
			aliases: aliases.length,
			heads: heads.length,
			errors: errors.length
		},
		added: added.slice(0, SHOWN),
		changed: changed.slice(0, SHOWN),
		ended: ended.slice(0, SHOWN),
		// A person looks for the column by the header that the template bears.
		errors: errors.slice(0, SHOWN).map(({ row, field, reason }) => ({
			row,
			column: AGENCY_COLUMNS[field][0] ?? field,
			reason
		}))
	};
}
