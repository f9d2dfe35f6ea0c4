import { fail, redirect } from '@sveltejs/kit';
import { dropDraft, makeDraft } from '#lib/server/commands/tasks/drafts.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { documentOfForm } from '#lib/server/web/directive-door.ts';
import { readDrafts, readSentDraft } from '#lib/server/web/drafts.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'assignTasks');
	return {
		drafts: await readDrafts(event.locals.desk, reader),
		dropped: event.url.searchParams.has('dropped')
	};
};

export const actions: Actions = {
	/** Reads what is sent and begins a draft of it; what is refused is not kept, and not sent back either. */
	make: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const { desk } = event.locals;
		let sent: Awaited<ReturnType<typeof readSentDraft>>;
		try {
			sent = await readSentDraft(await documentOfForm(await event.request.formData()), desk);
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			return fail(error.problem.status, { refusal: error.problem.title });
		}
		const decision = await makeDraft(desk.db, sent, taskActorOf(event, reader));
		if (!decision.accepted) return fail(403, { refusal: wordsOf(decision.refusal.code) });
		redirect(303, `/directives/drafts/${decision.value.code}`);
	},
	drop: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const form = await event.request.formData();
		const code = form.get('code');
		const decision = await dropDraft(
			event.locals.desk.db,
			typeof code === 'string' ? code : '',
			taskActorOf(event, reader)
		);
		if (!decision.accepted) return fail(404, { refusal: wordsOf(decision.refusal.code) });
		redirect(303, '/directives/drafts?dropped');
	}
};

function wordsOf(code: string): string {
	return COMMAND_REFUSALS[code] ?? code;
}
