import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import {
	MEASURE_REFUSALS,
	measureParams,
	measureQuery,
	measureTold
} from '#lib/server/web/measure-shapes.ts';
import { readMeasures, recordableAgencies, recordTold } from '#lib/server/web/measures.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async (event) => {
	event.depends('live:measures');
	const { desk } = event.locals;
	const reader = requirePageReader(event, 'seeMeasures');
	const rules = await desk.rulebook.current();
	const now = desk.clock.now();
	const { query, params } = askedOfPage(event, measureParams, (params) => ({
		params,
		query: measureQuery(params, rules, now)
	}));
	const { agencyId } = query;
	const page = { after: params.cursor ?? null, limit: params.limit ?? PAGE };
	return {
		measures: await readMeasures(desk, reader, query, page),
		asked: {
			agency: agencyId === null ? null : (rules.directory.latest(agencyId)?.name ?? null),
			...{ own: params.own, kind: query.kind, later: params.cursor !== undefined }
		},
		recordable: may(reader, 'recordMeasures') ? recordableAgencies(rules, reader, now) : []
	};
};

export const actions: Actions = {
	record: async (event) => {
		const reader = requirePageReader(event, 'recordMeasures');
		const form = Object.fromEntries(await event.request.formData());
		const given = measureTold.safeParse(form);
		// The official is not sent back: a page that was refused may be shared to ask why.
		const { agency, kind, number, decidedOn, ground } = form;
		const told = Object.fromEntries(
			Object.entries({ agency, kind, number, decidedOn, ground }).flatMap(([name, value]) =>
				typeof value === 'string' ? [[name, value]] : []
			)
		);
		if (!given.success) {
			return fail(400, { refusal: given.error.issues[0]?.message ?? '', told });
		}
		const { desk } = event.locals;
		const done = await recordTold(desk, given.data, delayActorOf(event, reader));
		if (!done.accepted) {
			const { code } = done.refusal;
			return fail(400, { refusal: MEASURE_REFUSALS[code] ?? code, told });
		}
		redirect(303, `/measures/${done.value.code}`);
	}
};
