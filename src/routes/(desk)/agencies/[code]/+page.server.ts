import { error } from '@sveltejs/kit';
import type { AgencySuccession } from '#lib/domain/agencies/agency.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Expected } from '#lib/domain/reports/rhythm.ts';
import { noCounts, tallyOf } from '#lib/domain/reports/tally.ts';
import { chartSeries } from '#lib/server/store/charts.ts';
import { fieldNames } from '#lib/server/store/fields.ts';
import { overviewOf } from '#lib/server/store/overview.ts';
import { readFiguresAs } from '#lib/server/store/reading.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { findingsOfAgency } from '#lib/server/web/agency-findings.ts';
import { delaysOfAgency } from '#lib/server/web/agency-delays.ts';
import { tasksOfAgency } from '#lib/server/web/task-page-figures.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readMarks } from '#lib/server/web/corrections.ts';
import { overviewParams, overviewQuery } from '#lib/server/web/overview-params.ts';
import {
	askedOfPage,
	asksForNow,
	expectedOnPage,
	limitsAt,
	openableAgencies,
	rankedAgencies
} from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(
		'live:agencies',
		'live:settings',
		'live:tasks',
		'live:delays',
		'live:corrections',
		'live:findings',
		'desk:agency'
	);
	const { db, rulebook, clock, figures } = event.locals.desk;
	const reader = requirePageReader(event, 'seeAggregates');
	const now = clock.now();
	const rules = await rulebook.current();
	const id = rules.directory.byCode(event.params.code);
	const version = id === null ? null : rules.directory.latest(id);
	if (id === null || version === null) error(404, 'Không có cơ quan này');
	const asked = askedOfPage(event, overviewParams, (params) => overviewQuery(params, rules, now));
	const query = { ...asked, agencyId: id, own: false };
	const [overview, series, fields] = await readFiguresAs(db, reader, async (sql) =>
		Promise.all([
			overviewOf(sql, rules, query, now),
			chartSeries(sql, rules, query, now),
			fieldNames(sql)
		])
	);
	const tasks = await tasksOfAgency(event.locals.desk, reader, id);
	const findings = await findingsOfAgency(event.locals.desk, reader, id);
	const { at, from, to } = query;
	const delays = await delaysOfAgency(event.locals.desk, reader, { agencyId: id, at, from, to });
	const code = rules.codeOf(id);
	const current = asksForNow(event.url);
	const expected = current ? (await figures.latest()).expected : new Map<string, Expected>();
	return {
		overview,
		/** These figures are those that are pushed. */
		current,
		expected: expectedOnPage(
			expected,
			overview.agencies.map((agency) => agency.code)
		),
		/** When something should be heard of the agency, and how that is known. */
		rhythm: expected.get(code) ?? null,
		series,
		tasks,
		delays,
		findings,
		ranked: rankedAgencies(rules, query.at),
		fields,
		agency: {
			...version,
			code,
			tally: overview.agencies.find((agency) => agency.code === code)?.tally ?? tallyOf(noCounts()),
			above: version.parentId === null ? null : named(rules, version.parentId)
		},
		successors: rules.directory
			.successors(id)
			.map((change) => ({ ...change, ...named(rules, change.toId) })),
		predecessors: predecessors(rules, id),
		/** Which numbers of now are asked to be put right; of a past instant none are told. */
		marks: query.at < now ? [] : await readMarks(event.locals.desk, reader, query),
		limits: limitsAt(rules, query.at),
		openable: openableAgencies(
			reader,
			rules,
			[code, ...overview.agencies.map((agency) => agency.code)],
			query.at
		),
		today: dayOf(now)
	};
};

function named({ directory, codeOf }: LoadedRules, id: number) {
	return { code: codeOf(id), name: directory.latest(id)?.name ?? codeOf(id) };
}

function predecessors(rules: LoadedRules, id: number) {
	return rules.agencyIds
		.flatMap((from): AgencySuccession[] => rules.directory.successors(from))
		.filter((change) => change.toId === id)
		.map((change) => ({ ...change, ...named(rules, change.fromId) }));
}
