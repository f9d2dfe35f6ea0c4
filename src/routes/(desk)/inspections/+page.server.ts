import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { inspectionListParams } from '#lib/server/web/inspection-shapes.ts';
import { readInspections } from '#lib/server/web/inspections.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:inspections');
	const reader = requirePageReader(event, 'seeInspections');
	const thisYear = Number(dayOf(event.locals.desk.clock.now()).slice(0, 4));
	const asked = askedOfPage(event, inspectionListParams, (params) => params);
	const year = asked.year ?? thisYear;
	return {
		...(await readInspections(event.locals.desk, reader, { year })),
		year,
		years: [thisYear + 1, thisYear, thisYear - 1],
		plans: may(reader, 'planInspections')
	};
};
