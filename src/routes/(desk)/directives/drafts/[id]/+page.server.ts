import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { draftShape } from '#lib/domain/directives/draft-shape.ts';
import { changeDraft, dropDraft, issueDraft } from '#lib/server/commands/tasks/drafts.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { readDraft } from '#lib/server/web/drafts.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

const version = z.coerce.number().int().min(1);
const saved = z.object({ draft: z.string().max(8_000_000), version });

export const load: PageServerLoad = async (event) => {
	event.depends('draft:page');
	const reader = requirePageReader(event, 'assignTasks');
	const found = await readDraft(event.locals.desk, reader, event.params.id);
	if (found === null) error(404, COMMAND_REFUSALS['draft.unknown'] ?? '');
	return found;
};

export const actions: Actions = {
	/** Asked by the page itself each time something was changed. */
	save: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const form = saved.safeParse(Object.fromEntries(await event.request.formData()));
		const draft = form.success ? draftShape.safeParse(jsonOf(form.data.draft)) : null;
		if (!form.success || draft?.success !== true)
			return refusal({ code: 'draft.outside', facts: {} });
		const actor = taskActorOf(event, reader);
		const decision = await changeDraft(
			event.locals.desk.db,
			{ code: event.params.id, draft: draft.data, version: form.data.version },
			actor
		);
		if (!decision.accepted) return refusal(decision.refusal);
		return { version: decision.value.version, savedAt: isoOf(actor.now) };
	},
	issue: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const { db, rulebook } = event.locals.desk;
		const form = await event.request.formData();
		const asked = version.safeParse(form.get('version'));
		if (!asked.success) return refusal({ code: 'draft.stale', facts: {} });
		const given = { code: event.params.id, version: asked.data, again: form.has('again') };
		const rules = await rulebook.current();
		const decision = await issueDraft(db, rules, given, taskActorOf(event, reader));
		if (!decision.accepted) return refusal(decision.refusal);
		redirect(303, `/directives/${decision.value.code}?issued`);
	},
	drop: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const decision = await dropDraft(
			event.locals.desk.db,
			event.params.id,
			taskActorOf(event, reader)
		);
		if (!decision.accepted) return refusal(decision.refusal);
		redirect(303, '/directives/drafts?dropped');
	}
};

function refusal(why: Refusal) {
	return fail(statusOf(why), { refusal: COMMAND_REFUSALS[why.code] ?? why.code, code: why.code });
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
