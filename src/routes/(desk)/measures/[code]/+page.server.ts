import { error, fail, redirect } from '@sveltejs/kit';
import { withdrawMeasure } from '#lib/server/commands/measures.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { MEASURE_REFUSALS, measureWithdrawal } from '#lib/server/web/measure-shapes.ts';
import { readMeasure } from '#lib/server/web/measures.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'seeMeasures');
	const by = delayActorOf(event, reader);
	const measure = await readMeasure(event.locals.desk, event.params.code, by);
	if (measure === null) error(404, MEASURE_REFUSALS['measure.unknown'] ?? '');
	return { measure };
};

export const actions: Actions = {
	withdraw: async (event) => {
		const reader = requirePageReader(event, 'recordMeasures');
		const given = measureWithdrawal.safeParse(Object.fromEntries(await event.request.formData()));
		if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
		const { code } = event.params;
		const done = await withdrawMeasure(
			event.locals.desk.db,
			{ code, ...given.data },
			delayActorOf(event, reader)
		);
		if (!done.accepted) {
			return fail(400, { refusal: MEASURE_REFUSALS[done.refusal.code] ?? done.refusal.code });
		}
		redirect(303, '/measures');
	}
};
