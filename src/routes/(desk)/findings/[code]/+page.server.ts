import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import {
	actBody,
	activeAgencies,
	officeAmong,
	tasksBody,
	textIn
} from '#lib/server/web/finding-forms.ts';
import {
	findingActorOf,
	readFinding,
	takeFindingAct,
	takeFindingTasks
} from '#lib/server/web/findings.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import { readTask } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	// The whole chain on one page, so all of it is listened to.
	event.depends(`live:findings/${encodeURIComponent(event.params.code)}`, 'live:tasks');
	const reader = requirePageReader(event, 'seeInspections');
	const { desk } = event.locals;
	const finding = await readFinding(desk, reader, event.params.code);
	if (finding === null) error(404, 'Không có tồn tại này');
	const task =
		finding.task !== null && may(reader, 'seeTasks')
			? await readTask(desk, reader, finding.task)
			: null;
	const today = dayOf(desk.clock.now());
	const gives = finding.mayDo.includes('tasked');
	const agencies = gives ? activeAgencies(await desk.rulebook.current(), today) : [];
	return {
		finding,
		task,
		...{ today, agencies, tracker: officeAmong(agencies) },
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	act: async (event) => {
		const reader = requirePageReader(event, 'seeInspections');
		const form = await event.request.formData();
		const kind = textIn(form, 'kind');
		const typed = { kind, text: textIn(form, 'text'), evidence: textIn(form, 'evidence') };
		const body = actBody(form);
		if (body === null) {
			return fail(400, { ...typed, refusal: COMMAND_REFUSALS['finding.incomplete'] });
		}
		const { code } = event.params;
		const told = await takeFindingAct(event.locals.desk, findingActorOf(event, reader), code, body);
		if (!told.accepted) {
			const { refusal } = told;
			const said = COMMAND_REFUSALS[refusal.code] ?? refusal.code;
			return fail(statusOf(refusal), { ...typed, refusal: said });
		}
		redirect(303, `/findings/${encodeURIComponent(code)}?done=${kind}`);
	},
	tasks: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const form = await event.request.formData();
		const typed = { kind: 'tasked', text: textIn(form, 'text'), evidence: '' };
		const body = tasksBody(form);
		if (body === null) {
			return fail(400, { ...typed, refusal: COMMAND_REFUSALS['finding.incomplete'] });
		}
		const told = await takeFindingTasks(event.locals.desk, findingActorOf(event, reader), body);
		if (!told.accepted) {
			const { refusal } = told;
			const said = COMMAND_REFUSALS[refusal.code] ?? refusal.code;
			return fail(statusOf(refusal), { ...typed, refusal: said });
		}
		redirect(303, `/findings/${encodeURIComponent(event.params.code)}?done=tasked`);
	}
};
