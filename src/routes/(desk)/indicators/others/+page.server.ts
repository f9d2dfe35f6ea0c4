import { dayOf } from '#lib/domain/calendar/time.ts';
import { compareCounts } from '#lib/domain/indicators/others-counting.ts';
import { reportQuarterBefore } from '#lib/domain/indicators/others.ts';
import { fieldNames } from '#lib/server/store/fields.ts';
import { compareWithOthers } from '#lib/server/store/others.ts';
import { readFiguresAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { overviewParams, overviewQuery } from '#lib/server/web/overview-params.ts';
import { askedOfPage, openableAgencies } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:agencies', 'desk:others');
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeAggregates');
	const now = clock.now();
	const rules = await rulebook.current();
	const query = askedOfPage(event, overviewParams, (params) => overviewQuery(params, rules, now));
	const [counts, fields] = await readFiguresAs(db, reader, async (sql) =>
		Promise.all([compareWithOthers(sql, rules, query, now), fieldNames(sql)])
	);
	const agency = query.agencyId === null ? null : rules.codeOf(query.agencyId);
	const openable = openableAgencies(reader, rules, agency === null ? [] : [agency], query.at);
	return {
		compared: compareCounts(counts),
		from: query.from,
		to: query.to,
		at: query.at,
		agency,
		own: query.own,
		openable: openable === null || (agency !== null && openable.includes(agency)),
		agencies: rules.directory
			.active(dayOf(query.at))
			.map(({ agencyId, name }) => ({ value: rules.codeOf(agencyId), label: name })),
		fields,
		quarter: reportQuarterBefore(dayOf(now)),
		today: dayOf(now)
	};
};
