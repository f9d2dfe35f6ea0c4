import { error } from '@sveltejs/kit';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readDirective } from '#lib/server/web/directives.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:tasks');
	const reader = requirePageReader(event, 'seeTasks');
	const found = await readDirective(event.locals.desk, reader, event.params.code);
	if (found === null) error(404, 'Không có văn bản này.');
	return { ...found, justIssued: event.url.searchParams.has('issued') };
};
