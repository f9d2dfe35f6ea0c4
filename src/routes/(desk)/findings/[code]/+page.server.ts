import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { keepFilesOf, listEvidence } from '#lib/server/web/evidence-door.ts';
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
import { readInspection } from '#lib/server/web/inspections.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import { evidenceNamed } from '#lib/server/web/task-form.ts';
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
	const inspection =
		finding.inspection === null ? null : await readInspection(desk, reader, finding.inspection);
	if (inspection !== null) {
		event.depends(`live:inspections/${encodeURIComponent(inspection.code)}`);
	}
	const today = dayOf(desk.clock.now());
	const gives = finding.mayDo.includes('tasked');
	const agencies = gives ? activeAgencies(await desk.rulebook.current(), today) : [];
	const files = await listEvidence(event, reader, { kind: 'finding', code: finding.code });
	return {
		finding,
		task,
		inspection: inspection && {
			...{ code: inspection.code, kind: inspection.kind, state: inspection.state },
			item: inspection.checklist.find(({ id }) => id === finding.origin.id)?.text ?? null,
			notice: inspection.conclusionNotice?.number ?? null
		},
		files: [...files, ...(task?.files ?? [])],
		sends: may(reader, 'sendEvidence'),
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
		const { code } = event.params;
		// Looked at before a file is kept for what says too little.
		if (actBody(form, ['MC-0']) === null) {
			return fail(400, { ...typed, refusal: COMMAND_REFUSALS['finding.incomplete'] });
		}
		const files = await keepFilesOf(event, reader, { kind: 'finding', code }, form);
		if (!files.accepted) {
			const why = files.refusal.code;
			return fail(statusOf(files.refusal), { ...typed, refusal: COMMAND_REFUSALS[why] ?? why });
		}
		const sent = files.value.map((file) => file.code);
		const body = actBody(form, [...evidenceNamed(form), ...sent]);
		if (body === null) {
			return fail(400, { ...typed, refusal: COMMAND_REFUSALS['finding.incomplete'] });
		}
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
