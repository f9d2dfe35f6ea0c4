import { fail, redirect } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { planInspection } from '#lib/server/commands/inspections/plan.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { newInspectionOf } from '#lib/server/web/inspection-door.ts';
import { planOfForm, typedOf, type Typed } from '#lib/server/web/inspection-form.ts';
import { agenciesToChoose, orderersToChoose } from '#lib/server/web/inspection-choices.ts';
import { INSPECTION_REFUSALS } from '#lib/server/web/inspection-shapes.ts';
import { inspectionActorOf } from '#lib/server/web/inspections.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'planInspections');
	const { desk } = event.locals;
	return {
		year: Number(dayOf(desk.clock.now()).slice(0, 4)),
		agencies: await agenciesToChoose(desk),
		orderers: await orderersToChoose(desk, reader)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { desk } = event.locals;
		const reader = requirePageReader(event, 'planInspections');
		const form = await event.request.formData();
		const typed = typedOf(form);
		const body = planOfForm(form);
		if (body === null) return refusal('inspection.incomplete', typed);
		const terms = await newInspectionOf(desk, reader, body);
		if (!terms.accepted) return refusal(terms.refusal.code, typed);
		const by = inspectionActorOf(event, reader);
		const made = await planInspection(desk.db, terms.value, by);
		if (!made.accepted) return refusal(made.refusal.code, typed);
		redirect(303, `/inspections/${made.value.code}`);
	}
};

function refusal(code: string, typed: Typed) {
	return fail(400, { form: 'plan', refusal: INSPECTION_REFUSALS[code] ?? code, typed });
}
