import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { acknowledgeDirective, actOnTask, wouldAct } from '#lib/server/commands/tasks/act.ts';
import { endSeries } from '#lib/server/commands/tasks/series.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { keepFilesOf } from '#lib/server/web/evidence-door.ts';
import {
	bodyOfForm,
	CONFIRMED_ACTS,
	evidenceNamed,
	typedOf,
	type TypedAct
} from '#lib/server/web/task-form.ts';
import { seriesEnd, TASK_REFUSALS } from '#lib/server/web/task-shapes.ts';
import { actOfBody, readTask, taskActorOf } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(`live:tasks/${encodeURIComponent(event.params.code)}`);
	const { rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeTasks');
	const task = await readTask(event.locals.desk, reader, event.params.code);
	if (task === null) error(404, 'Không có nhiệm vụ này');
	if (task.series !== null) event.depends(`live:tasks/${encodeURIComponent(task.series.code)}`);
	const { directory, codeOf } = await rulebook.current();
	const today = dayOf(clock.now());
	return {
		task,
		today,
		done: event.url.searchParams.get('done'),
		endsSeries: may(reader, 'assignTasks'),
		agencies: task.mayDo.includes('correction_decided')
			? directory
					.active(today)
					.map(({ agencyId, name }) => ({ code: codeOf(agencyId), name }))
					.sort((a, b) => compareVietnamese(a.name, b.name))
			: []
	};
};

export const actions: Actions = {
	act: async (event) => {
		const { db, rulebook } = event.locals.desk;
		const reader = requirePageReader(event, 'seeTasks');
		const form = await event.request.formData();
		const typed = typedOf(form);
		const kind = typed.kind ?? '';
		if (CONFIRMED_ACTS.some((one) => one === kind) && typed.confirmed !== 'on') {
			return refusal('task.not_confirmed', typed);
		}
		const { code } = event.params;
		const by = taskActorOf(event, reader);
		const rules = await rulebook.current();
		// Checked before a file is kept for an act that says too little, or is not to be done now.
		if (sendsFiles(form)) {
			const coming = bodyOfForm(form, ['MC-0']);
			if (coming === null) return refusal('task.incomplete', typed);
			const act = actOfBody(rules, coming);
			const would = act.accepted ? await wouldAct(db, { code, act: act.value }, by) : act;
			if (!would.accepted) return refusal(would.refusal.code, typed);
		}
		const files = await keepFilesOf(event, reader, { kind: 'task', code }, form);
		if (!files.accepted) return refusal(files.refusal.code, typed);
		const body = bodyOfForm(form, [
			...evidenceNamed(form),
			...files.value.map((file) => file.code)
		]);
		if (body === null) return refusal('task.incomplete', typed);
		const act = actOfBody(rules, body);
		if (!act.accepted) return refusal(act.refusal.code, typed);
		const decision = await actOnTask(db, { code, act: act.value }, by);
		if (!decision.accepted) return refusal(decision.refusal.code, typed);
		redirect(303, `/tasks/${encodeURIComponent(code)}?done=${kind}`);
	},
	endSeries: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const typed = typedOf(await event.request.formData());
		const kind = 'endSeries';
		if (typed.confirmed !== 'on') return refusal('task.not_confirmed', { ...typed, kind });
		const body = seriesEnd.safeParse({ document: typed.document });
		if (!body.success) return refusal('task.incomplete', { ...typed, kind });
		// The series of the task of this page, whatever the form says.
		const task = await readTask(event.locals.desk, reader, event.params.code);
		const decision = await endSeries(
			event.locals.desk.db,
			{ code: task?.series?.code ?? '', ...body.data },
			taskActorOf(event, reader)
		);
		if (!decision.accepted) return refusal(decision.refusal.code, { ...typed, kind });
		redirect(303, `/tasks/${encodeURIComponent(event.params.code)}?done=${kind}`);
	},
	acknowledge: async (event) => {
		const reader = requirePageReader(event, 'seeTasks');
		const directive = (await event.request.formData()).get('directive');
		const decision = await acknowledgeDirective(
			event.locals.desk.db,
			typeof directive === 'string' ? directive : '',
			taskActorOf(event, reader)
		);
		const typed = { kind: 'acknowledged' };
		if (!decision.accepted) return refusal(decision.refusal.code, typed);
		redirect(303, `/tasks/${encodeURIComponent(event.params.code)}?done=acknowledged`);
	}
};

function sendsFiles(form: FormData): boolean {
	return form.getAll('file').some((one) => one instanceof File && one.size > 0);
}

function refusal(code: string, typed: TypedAct) {
	return fail(400, { kind: typed.kind ?? '', refusal: TASK_REFUSALS[code] ?? code, typed });
}
