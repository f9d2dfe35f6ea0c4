import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { askOpinion, endOpinion } from '#lib/server/commands/consultations.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import {
	CONSULTATION_REFUSALS,
	consultationAsked,
	consultationEnd,
	consultationParams,
	consultationQuery
} from '#lib/server/web/consultation-shapes.ts';
import { askedOf, readConsultations, todayOf } from '#lib/server/web/consultations.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async (event) => {
	event.depends('live:delays');
	const { desk } = event.locals;
	const reader = requirePageReader(event, 'seeDossiers');
	const rules = await desk.rulebook.current();
	const { query, params } = askedOfPage(event, consultationParams, (params) => ({
		params,
		query: consultationQuery(params, rules, desk.clock.now())
	}));
	const page = { after: params.cursor ?? null, limit: params.limit ?? PAGE };
	const { agencyId } = query;
	return {
		consultations: await readConsultations(desk, reader, query, page),
		mayExplain: may(reader, 'explainDelays'),
		mayUrge: may(reader, 'urge'),
		asked: {
			agency: agencyId === null ? null : (rules.directory.latest(agencyId)?.name ?? null),
			...{ body: params.body, standing: query.standing, later: params.cursor !== undefined }
		}
	};
};

export const actions: Actions = {
	ask: async (event) => {
		const reader = requirePageReader(event, 'explainDelays');
		const form = await event.request.formData();
		const { back, ...rest } = Object.fromEntries(form);
		const given = consultationAsked.safeParse({ ...rest, dueOn: rest['dueOn'] || null });
		if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
		const { desk } = event.locals;
		const told = askedOf(given.data, await desk.rulebook.current(), todayOf(desk));
		const done = await askOpinion(desk.db, told, delayActorOf(event, reader));
		return done.accepted ? goBack(back) : refuse(done.refusal);
	},
	answered: async (event) => end(event, true),
	withdraw: async (event) => end(event, false)
};

async function end(event: RequestEvent, answered: boolean) {
	const reader = requirePageReader(event, 'explainDelays');
	const form = await event.request.formData();
	const on = form.get('answeredOn') || null;
	if (answered && on === null) return fail(400, { refusal: 'Chưa có ngày trả lời.' });
	const given = consultationEnd.safeParse({
		answeredOn: answered ? on : null,
		text: form.get('text') ?? ''
	});
	if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
	const code = form.get('code');
	const done = await endOpinion(
		event.locals.desk.db,
		{ code: typeof code === 'string' ? code : '', ...given.data },
		delayActorOf(event, reader)
	);
	return done.accepted ? goBack(form.get('back')) : refuse(done.refusal);
}

function goBack(back: unknown): never {
	const ours = typeof back === 'string' && /^\/(consultations|dossiers)(?![^/?])/.test(back);
	redirect(303, ours ? back : '/consultations');
}

function refuse({ code }: Refusal) {
	return fail(400, { refusal: CONSULTATION_REFUSALS[code] ?? code });
}
