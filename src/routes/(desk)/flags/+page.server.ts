import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { answerFlag } from '#lib/server/commands/flags.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import {
	FLAG_REFUSALS,
	flagAnswer,
	flagListParams,
	flagQuery
} from '#lib/server/web/flag-shapes.ts';
import { flagActorOf, readFlags } from '#lib/server/web/flags.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 25;

export const load: PageServerLoad = async (event) => {
	event.depends('live:flags');
	const { desk } = event.locals;
	const reader = requirePageReader(event, 'seeFlags');
	const rules = await desk.rulebook.current();
	const now = desk.clock.now();
	const asked = askedOfPage(event, flagListParams, (params) => ({
		params,
		query: flagQuery(params, rules, now)
	}));
	const { query, params } = asked;
	const page = { before: params.cursor ?? null, limit: params.limit ?? PAGE };
	const agency = query.agencyId;
	return {
		flags: await readFlags(desk, reader, query, page),
		asked: {
			agency: agency === null ? null : (rules.directory.latest(agency)?.name ?? params.agency),
			own: query.own,
			field: query.field,
			unit: query.unit,
			flag: query.flag,
			answered: query.answered,
			later: params.cursor !== undefined
		},
		mayDraw: may(reader, 'drawSamples')
	};
};

export const actions: Actions = {
	answer: async (event) => {
		const reader = requirePageReader(event, 'answerFlags');
		const { back, ...form } = Object.fromEntries(await event.request.formData());
		const checked = flagAnswer.safeParse(form);
		if (!checked.success) return fail(400, { refusal: checked.error.issues[0]?.message ?? '' });
		const actor = flagActorOf(event, reader);
		const answered = await answerFlag(event.locals.desk.db, checked.data, actor);
		if (!answered.accepted) {
			const { code } = answered.refusal;
			return fail(400, { refusal: FLAG_REFUSALS[code] ?? code });
		}
		const ours = typeof back === 'string' && /^\/(flags|dossiers)(?![^/?])/.test(back);
		redirect(303, ours ? back : '/flags');
	}
};
