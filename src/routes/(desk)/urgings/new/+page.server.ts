import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { urge } from '#lib/server/commands/urging.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { URGING_REFUSALS } from '#lib/server/web/urging-shapes.ts';
import { previewOf, replyByDefault, urgedList, urgingActorOf } from '#lib/server/web/urgings.ts';
import type { Actions, PageServerLoad } from './$types';

/** The list that the address asks for. */
async function listOf(event: RequestEvent, reader: Reader) {
	const { kind: given, ...filter } = Object.fromEntries(event.url.searchParams);
	const kind = given === 'tasks' || given === 'consultations' ? given : 'dossiers';
	try {
		return await urgedList(event.locals.desk, reader, { kind, filter });
	} catch (thrown) {
		if (!(thrown instanceof ProblemError)) throw thrown;
		error(thrown.problem.status, thrown.problem.detail ?? thrown.problem.title);
	}
}

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'urge');
	const { desk } = event.locals;
	const list = await listOf(event, reader);
	if (!list.accepted) error(400, URGING_REFUSALS[list.refusal.code] ?? list.refusal.code);
	const rules = await desk.rulebook.current();
	return {
		kind: list.value.kind,
		parts: await previewOf(desk, reader, list.value),
		replyBy: replyByDefault(rules, desk.clock.now())
	};
};

const form = z.object({ text: z.string().trim().min(1).max(4000), replyBy: z.iso.date() });

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'urge');
		const given = form.safeParse(Object.fromEntries(await event.request.formData()));
		if (!given.success) return fail(400, { fault: null });
		const { desk } = event.locals;
		const list = await listOf(event, reader);
		if (!list.accepted) return fail(400, { fault: URGING_REFUSALS[list.refusal.code] ?? null });
		const rules = await desk.rulebook.current();
		const urged = { ...list.value, ...given.data };
		const done = await urge(desk.db, rules, urged, urgingActorOf(event, reader));
		if (!done.accepted) return fail(400, { fault: URGING_REFUSALS[done.refusal.code] ?? null });
		const [first, ...others] = done.value.urgings;
		redirect(
			303,
			first !== undefined && others.length === 0 ? `/urgings/${first.code}` : '/urgings'
		);
	}
};
