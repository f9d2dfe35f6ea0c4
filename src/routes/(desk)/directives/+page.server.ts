import { may } from '#lib/domain/accounts/reader.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { DIRECTIVES_A_PAGE, readDirectives } from '#lib/server/web/directives.ts';
import { readDrafts } from '#lib/server/web/drafts.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:tasks');
	const reader = requirePageReader(event, 'seeTasks');
	const { desk } = event.locals;
	const { searchParams } = event.url;
	const search = (searchParams.get('q') ?? '').slice(0, 200);
	const page = Math.max(1, Math.trunc(Number(searchParams.get('page'))) || 1);
	const mayAssign = may(reader, 'assignTasks');
	const found = await readDirectives(desk, reader, { search, page });
	return {
		...found,
		...{ search, page, mayAssign },
		pages: Math.max(1, Math.ceil(found.total / DIRECTIVES_A_PAGE)),
		drafts: mayAssign ? await readDrafts(desk, reader) : []
	};
};
