import { AGENCY_COLUMNS } from '#lib/domain/agencies/agency-row.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { AgenciesOutcome } from '#lib/server/commands/agencies.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { importForm, importShown } from '#lib/server/web/import-form.ts';
import { takeAgencies } from '#lib/server/web/setting-acts.ts';
import { agenciesFields } from '#lib/server/web/setting-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 200;

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'manageSettings');
	return { today: dayOf(event.locals.desk.clock.now()) };
};

export const actions: Actions = {
	default: async (event) =>
		importForm(event, { may: 'manageSettings', fields: agenciesFields }, async (sent, reader) => {
			const outcome = await takeAgencies(event, reader, sent);
			return importShown('agencies', outcome.refusal, shown(outcome));
		})
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
