import { dayOf } from '#lib/domain/calendar/time.ts';
import { IMPORT_COLUMNS } from '#lib/domain/procedures/import-row.ts';
import type { CatalogueOutcome } from '#lib/server/commands/procedures.ts';
import { catalogueFields } from '#lib/server/web/api-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { takeCatalogue } from '#lib/server/web/catalogue-door.ts';
import { importForm, importShown } from '#lib/server/web/import-form.ts';
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
	default: async (event) =>
		importForm(event, { may: 'importCatalogue', fields: catalogueFields }, async (sent, reader) => {
			const outcome = await takeCatalogue(event, reader, sent);
			return importShown('catalogue', outcome.refusal, shown(outcome));
		})
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
