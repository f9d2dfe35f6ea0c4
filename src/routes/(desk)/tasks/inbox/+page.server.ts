import { fail, redirect } from '@sveltejs/kit';
import { acknowledgeDirective, actOnTask } from '#lib/server/commands/tasks/act.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readInbox } from '#lib/server/web/task-inbox.ts';
import { TASK_REFUSALS } from '#lib/server/web/task-shapes.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:tasks');
	const reader = requirePageReader(event, 'seeTasks');
	return {
		inbox: await readInbox(event.locals.desk, reader),
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	acknowledge: async (event) => {
		const { db } = event.locals.desk;
		const reader = requirePageReader(event, 'seeTasks');
		const form = await event.request.formData();
		const said = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		};
		const by = taskActorOf(event, reader);
		const directive = said('directive');
		// A task that came without a document is taken up by itself.
		const decision =
			directive === ''
				? await actOnTask(db, { code: said('task'), act: { kind: 'acknowledged' } }, by)
				: await acknowledgeDirective(db, directive, by);
		if (!decision.accepted) {
			const { code } = decision.refusal;
			return fail(400, { refusal: TASK_REFUSALS[code] ?? code });
		}
		redirect(303, `/tasks/inbox?done=${encodeURIComponent(directive || said('task'))}`);
	}
};
