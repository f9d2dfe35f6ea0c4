import { error, fail, redirect } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { templates } from '#lib/server/store/inspection-templates.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { agenciesToChoose, membersToChoose } from '#lib/server/web/inspection-choices.ts';
import { actOfBody } from '#lib/server/web/inspection-door.ts';
import {
	actOfForm,
	teamRows,
	typedOf,
	typedTeam,
	type Typed
} from '#lib/server/web/inspection-form.ts';
import { INSPECTION_REFUSALS } from '#lib/server/web/inspection-shapes.ts';
import { inspectionActorOf, readConduct } from '#lib/server/web/inspections.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(`live:inspections/${encodeURIComponent(event.params.code)}`);
	event.depends('live:findings');
	const { desk } = event.locals;
	const reader = requirePageReader(event, 'seeInspections');
	const found = await readConduct(desk, reader, event.params.code);
	if (found === null) error(404, 'Không có cuộc kiểm tra này');
	const { mayDo } = found.inspection;
	const { team, ...shown } = found;
	const composes = mayDo.includes('founded') || mayDo.includes('team_changed');
	const people = composes ? await membersToChoose(desk, reader) : [];
	const emails = new Map(people.map(({ id, email }) => [id, email]));
	return {
		...shown,
		today: dayOf(desk.clock.now()),
		done: event.url.searchParams.get('done'),
		rows: teamRows(null, team.length),
		/** The team as it is, for the form that changes it. */
		team: typedTeam(
			team.map(({ accountId, ...member }) => ({
				...{ ...member, email: accountId === null ? null : (emails.get(accountId) ?? null) }
			}))
		),
		agencies: composes ? await agenciesToChoose(desk) : [],
		people: people.map(({ email, name }) => ({ email, name })),
		checklists: composes
			? (await readAs(desk.db, reader, templates)).map(({ key, name }) => ({ key, name }))
			: []
	};
};

export const actions: Actions = {
	act: async (event) => {
		const { desk } = event.locals;
		const reader = requirePageReader(event, 'seeInspections');
		const form = await event.request.formData();
		const typed = typedOf(form);
		// More rows for a team: nothing is done, what was typed comes back with them.
		if (typed['more'] !== undefined) {
			return { form: typed['more'], refusal: null, typed, rows: teamRows(typed) };
		}
		const body = actOfForm(form);
		if (body === null) return refusal('inspection.incomplete', typed);
		const act = await actOfBody(desk, reader, body);
		if (!act.accepted) return refusal(act.refusal.code, typed);
		const { directory } = await desk.rulebook.current();
		const { code } = event.params;
		const by = inspectionActorOf(event, reader);
		const done = await actOnInspection(desk.db, directory, { code, act: act.value }, by);
		if (!done.accepted) return refusal(done.refusal.code, typed);
		const at = body.kind === 'noted' ? `#${body.item ?? 'others'}` : '';
		redirect(303, `/inspections/${encodeURIComponent(code)}?done=${body.kind}${at}`);
	}
};

function refusal(code: string, typed: Typed) {
	const words: string | null = INSPECTION_REFUSALS[code] ?? code;
	return fail(400, {
		form: typed['kind'] ?? '',
		refusal: words,
		typed,
		rows: teamRows(typed)
	});
}
