import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'seeAggregates');
	return { search: (event.url.searchParams.get('q') ?? '').slice(0, 200) };
};
