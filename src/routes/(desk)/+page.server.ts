import { redirect } from '@sveltejs/kit';
import { postsOn } from '#lib/domain/accounts/account.ts';
import { AGENCY_LEVELS } from '#lib/domain/agencies/agency.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { AgencyFigures } from '#lib/domain/reports/overview.ts';
import type { Expected } from '#lib/domain/reports/rhythm.ts';
import { fieldNames } from '#lib/server/store/fields.ts';
import { overviewOf } from '#lib/server/store/overview.ts';
import { readFiguresAs } from '#lib/server/store/reading.ts';
import { tasksByAgency } from '#lib/server/web/task-page-figures.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readMarks } from '#lib/server/web/corrections.ts';
import { overviewParams, overviewQuery } from '#lib/server/web/overview-params.ts';
import {
	askedOfPage,
	asksForNow,
	expectedOnPage,
	limitsAt,
	openableAgencies
} from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const current = asksForNow(event.url);
	event.depends(
		'live:agencies',
		'live:settings',
		'live:tasks',
		'live:corrections',
		'desk:overview'
	);
	const { db, rulebook, clock, figures } = event.locals.desk;
	const reader = requirePageReader(event);
	// An administrator keeps the machine running and sees no figures: this is their first page.
	if (!reader.sees.aggregates) redirect(303, '/operations');
	const now = clock.now();
	const rules = await rulebook.current();
	const query = askedOfPage(event, overviewParams, (params) => overviewQuery(params, rules, now));
	// Asked before the transaction: the figures need a connection of their own.
	const ofNow = current ? await figures.current() : null;
	const [overview, fields] = await readFiguresAs(db, reader, async (sql) =>
		Promise.all([ofNow ?? overviewOf(sql, rules, query, now), fieldNames(sql)])
	);
	const tasks = await tasksByAgency(event.locals.desk, reader);
	// Just computed or known: what the figures of now themselves were judged with.
	const expected = current ? (await figures.latest()).expected : new Map<string, Expected>();
	const codes = overview.agencies.map((agency) => agency.code);
	const posts = reader.account === null ? [] : postsOn(reader.account, dayOf(now));
	const names = new Map(fields.map(({ code, name }) => [code, name]));
	return {
		/** What a leader or deputy answers for, one click away. */
		remit: {
			fields: [...new Set(posts.flatMap((post) => post.fields))].map((code) => ({
				code,
				name: names.get(code) ?? code
			})),
			agencies: [...new Set(posts.flatMap(({ answersFor }) => answersFor))].map((id) => ({
				code: rules.codeOf(id),
				name: rules.directory.latest(id)?.name ?? rules.codeOf(id)
			}))
		},
		overview: { ...overview, agencies: withoutRepetition(overview.agencies) },
		/** These figures are those that are pushed. */
		current,
		fields,
		tasks,
		receivers: rules.directory
			.active(dayOf(query.at))
			.map(({ agencyId, name }) => ({ code: rules.codeOf(agencyId), name })),
		levels: AGENCY_LEVELS.filter((level) =>
			overview.agencies.some((agency) => agency.level === level)
		),
		/** Which numbers of now are asked to be put right; of a past instant none are told. */
		marks: query.at < now ? [] : await readMarks(event.locals.desk, reader, query),
		limits: limitsAt(rules, query.at),
		expected: expectedOnPage(expected, codes),
		openable: openableAgencies(reader, rules, codes, query.at),
		today: dayOf(now)
	};
};

/** What has nothing below it answers for itself alone: told once, the page is a third smaller. */
function withoutRepetition(agencies: AgencyFigures[]): AgencyFigures[] {
	const above = new Set(agencies.map((agency) => agency.parent));
	return agencies.map((agency) =>
		above.has(agency.code) ? agency : { ...agency, own: agency.tally }
	);
}
