import { dayOf } from '#lib/domain/calendar/time.ts';
import { chartSeries } from '#lib/server/store/charts.ts';
import { fieldNames } from '#lib/server/store/fields.ts';
import { readFiguresAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { overviewParams, overviewQuery } from '#lib/server/web/overview-params.ts';
import { askedOfPage, openableAgencies, rankedAgencies } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:agencies', 'desk:charts');
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeAggregates');
	const now = clock.now();
	const rules = await rulebook.current();
	const query = askedOfPage(event, overviewParams, (params) => overviewQuery(params, rules, now));
	const [series, fields] = await readFiguresAs(db, reader, async (sql) =>
		Promise.all([chartSeries(sql, rules, query, now), fieldNames(sql)])
	);
	const agency = query.agencyId === null ? null : rules.codeOf(query.agencyId);
	const openable = openableAgencies(reader, rules, agency === null ? [] : [agency], query.at);
	return {
		series,
		ranked: rankedAgencies(rules, query.at),
		fields,
		from: query.from,
		to: query.to,
		agency,
		agencyName: query.agencyId === null ? null : rules.directory.latest(query.agencyId)?.name,
		openable: openable === null || (agency !== null && openable.includes(agency)),
		receivers: rules.directory
			.active(dayOf(query.at))
			.map(({ agencyId, name }) => ({ code: rules.codeOf(agencyId), name })),
		today: dayOf(now)
	};
};
