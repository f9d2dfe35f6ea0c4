import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readHeat } from '#lib/server/web/findings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:findings');
	const reader = requirePageReader(event, 'seeFindings');
	return { heat: await readHeat(event.locals.desk, reader) };
};
