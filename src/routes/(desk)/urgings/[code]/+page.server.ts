import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { replyToUrging } from '#lib/server/commands/urging.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { URGING_REFUSALS, urgingReply } from '#lib/server/web/urging-shapes.ts';
import { readUrging, readUrgings, urgingActorOf } from '#lib/server/web/urgings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:urgings', 'live:dossiers', 'live:tasks', 'live:letters', 'live:delays');
	const reader = requirePageReader(event, 'readNotices');
	const { desk } = event.locals;
	const urging = await readUrging(desk, reader, event.params.code);
	if (urging === null) error(404, URGING_REFUSALS['urging.unknown'] ?? '');
	const history = (await readUrgings(desk, reader, urging.agency.code, 30)) ?? [];
	return {
		urging,
		/** Whoever was asked sees what was asked of it here, and no list of dossiers of others. */
		mayOpenList: may(reader, 'seeDossiers') && reader.sees.dossiers === 'all',
		history: history.filter(({ code }) => code !== urging.code),
		// A letter lists dossiers and tasks; to who was asked an opinion the agency that asks writes again.
		mayDraft: may(reader, 'draftLetters') && urging.n >= 3 && urging.kind !== 'consultations'
	};
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'reportTasks');
		const given = urgingReply.safeParse(Object.fromEntries(await event.request.formData()));
		if (!given.success) return fail(400, { fault: null });
		const { code } = event.params;
		const done = await replyToUrging(
			event.locals.desk.db,
			{ code, text: given.data.text },
			urgingActorOf(event, reader)
		);
		if (!done.accepted) return fail(400, { fault: URGING_REFUSALS[done.refusal.code] ?? null });
		redirect(303, `/urgings/${encodeURIComponent(code)}`);
	}
};
