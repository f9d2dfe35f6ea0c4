import { fail } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { IMPORT_COLUMNS } from '#lib/domain/procedures/import-row.ts';
import type { CatalogueOutcome } from '#lib/server/commands/procedures.ts';
import { catalogueFields } from '#lib/server/web/api-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { takeCatalogue } from '#lib/server/web/catalogue-door.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 100;

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'importCatalogue');
	return {
		today: dayOf(event.locals.desk.clock.now()),
		columns: Object.values(IMPORT_COLUMNS).map(([first]) => first ?? '')
	};
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'importCatalogue');
		try {
			const sent = await readFileForm(event.request, catalogueFields);
			const outcome = await takeCatalogue(event, reader, sent);
			const answer = { outcome: shown(outcome) };
			if (outcome.refusal === null) return answer;
			const problem = COMMAND_REFUSALS[`catalogue.${outcome.refusal}`] ?? outcome.refusal;
			return fail(outcome.refusal === 'changed_meanwhile' ? 409 : 422, { ...answer, problem });
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			const { status, title, detail } = error.problem;
			return fail(status, { problem: detail === undefined ? title : `${title} (${detail})` });
		}
	}
};

/** Counts of everything, and of each kind as much as a page can hold. */
function shown({ added, changed, unchanged, errors, plan, taken, refolded }: CatalogueOutcome) {
	return {
		counts: {
			added: added.length,
			changed: changed.length,
			unchanged: unchanged.length,
			errors: errors.length
		},
		added: added.slice(0, SHOWN),
		changed: changed.slice(0, SHOWN),
		errors: errors.slice(0, SHOWN),
		plan,
		taken,
		refolded
	};
}
