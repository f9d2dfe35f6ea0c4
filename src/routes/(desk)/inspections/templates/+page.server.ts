import { fail } from '@sveltejs/kit';
import { changeTemplate } from '#lib/server/commands/inspections/template.ts';
import { templates } from '#lib/server/store/inspection-templates.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { templateOfForm, typedOf, type Typed } from '#lib/server/web/inspection-form.ts';
import { INSPECTION_REFUSALS } from '#lib/server/web/inspection-shapes.ts';
import { inspectionActorOf } from '#lib/server/web/inspections.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'planInspections');
	const kept = await readAs(event.locals.desk.db, reader, templates);
	return {
		templates: kept.map(({ key, version, name, items }) => ({
			...{ key, version, name, count: items.length },
			lines: items
				.map((item) => [item.group, item.text, item.basis, item.category, item.id].join(' | '))
				.join('\n')
		}))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { desk } = event.locals;
		const reader = requirePageReader(event, 'planInspections');
		const form = await event.request.formData();
		const typed = typedOf(form);
		const body = templateOfForm(form);
		if (body === null) return refusal('inspection.incomplete', typed);
		const done = await changeTemplate(desk.db, body, inspectionActorOf(event, reader));
		if (!done.accepted) return refusal(done.refusal.code, typed);
		return { form: body.key, refusal: null, typed: null };
	}
};

function refusal(code: string, typed: Typed) {
	const words = INSPECTION_REFUSALS[code] ?? code;
	return fail(400, { form: typed['key'] ?? '', refusal: words, typed });
}
