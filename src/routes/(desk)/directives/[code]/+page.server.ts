import { error } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readDirective } from '#lib/server/web/directives.ts';
import { findingParams } from '#lib/server/web/finding-shapes.ts';
import { readFindings } from '#lib/server/web/findings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:tasks', 'live:findings');
	const reader = requirePageReader(event, 'seeTasks');
	const found = await readDirective(event.locals.desk, reader, event.params.code);
	if (found === null) error(404, 'Không có văn bản này.');
	const tasks = new Set(found.tasks.map(({ code }) => code));
	const findings = may(reader, 'seeInspections')
		? await readFindings(event.locals.desk, reader, findingParams.parse({}))
		: null;
	return {
		...found,
		/** What it has put right, as far as the reader sees that. */
		findings: (findings ?? []).filter(({ task }) => task !== null && tasks.has(task)),
		justIssued: event.url.searchParams.has('issued')
	};
};
