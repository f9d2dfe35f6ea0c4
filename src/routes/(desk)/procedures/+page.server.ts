import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { procedureVersions, searchProcedures } from '#lib/server/store/procedures.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { procedureParams } from '#lib/server/web/api-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

const LIMIT = 100;

export const load: PageServerLoad = async (event) => {
	event.depends('live:procedures');
	const { db, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeAggregates');
	const params = askedOfPage(event, procedureParams, (checked) => checked);
	const on = params.on ?? dayOf(clock.now());
	const { offset = 0 } = params;
	const versions = await readAs(db, reader, procedureVersions);
	return {
		...searchProcedures(versions, { search: params.q, on, offset, limit: LIMIT }),
		search: params.q ?? '',
		on,
		offset,
		limit: LIMIT,
		mayImport: may(reader, 'importCatalogue')
	};
};
