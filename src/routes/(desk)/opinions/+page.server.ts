import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { actOnOpinion } from '#lib/server/commands/tasks/opinions.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { opinionAct } from '#lib/server/web/opinion-shapes.ts';
import { opinionActOf, readOpinions } from '#lib/server/web/opinions.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

/** The Committee's own office follows what its leaders say, until another is chosen. */
const OFFICE = /^Văn phòng (?:UBND|Ủy ban nhân dân) tỉnh/u;

export const load: PageServerLoad = async (event) => {
	event.depends('live:tasks', 'live:agencies');
	const reader = requirePageReader(event, 'seeOpinions');
	const { rulebook, clock } = event.locals.desk;
	const rules = await rulebook.current();
	const today = dayOf(clock.now());
	const issues = may(reader, 'assignTasks');
	const agencies = issues
		? rules.directory
				.active(today)
				.map(({ code, name }) => ({ code, name }))
				.sort((a, b) => compareVietnamese(a.name, b.name))
		: [];
	return {
		items: await readOpinions(event.locals.desk, reader),
		issues,
		agencies,
		tracker: agencies.find(({ name }) => OFFICE.test(name))?.code ?? '',
		today,
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	give: async (event) => act(event, 'give'),
	issue: async (event) => act(event, 'issue'),
	return: async (event) => act(event, 'return'),
	withdraw: async (event) => act(event, 'withdraw')
};

async function act(event: RequestEvent, kind: 'give' | 'issue' | 'return' | 'withdraw') {
	const reader = requirePageReader(event, 'seeOpinions');
	const form = await event.request.formData();
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const code = text('code');
	const refuse = (refusal: { code: string; facts: Record<string, unknown> }) =>
		fail(statusOf({ code: refusal.code, facts: {} }), {
			code,
			refusal: COMMAND_REFUSALS[refusal.code] ?? refusal.code
		});
	const said = { text: text('text') || null, due: text('due') || null };
	const body = opinionAct.safeParse({
		kind,
		...(kind === 'give' ? said : {}),
		...(kind === 'issue' ? { ...said, lead: text('lead') || null, tracker: text('tracker') } : {}),
		...(kind === 'return' ? { word: text('word') } : {})
	});
	if (!body.success) {
		return refuse({ code: `opinion.no_${String(body.error.issues[0]?.path[0])}`, facts: {} });
	}
	const { db, rulebook } = event.locals.desk;
	const given = opinionActOf(await rulebook.current(), body.data);
	if (!given.accepted) return refuse(given.refusal);
	const told = await actOnOpinion(db, { code, act: given.value }, taskActorOf(event, reader));
	if (!told.accepted) return refuse(told.refusal);
	redirect(303, `/opinions?done=${told.value.state}#${code}`);
}
