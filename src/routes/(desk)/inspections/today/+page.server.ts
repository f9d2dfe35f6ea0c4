import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readInspectorDay } from '#lib/server/web/inspector-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:inspections', 'live:findings');
	const reader = requirePageReader(event, 'seeInspections');
	return {
		day: await readInspectorDay(event.locals.desk, reader),
		account: reader.account?.id ?? 0
	};
};
