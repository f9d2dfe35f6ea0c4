import { error } from '@sveltejs/kit';
import { isIndicatorId } from '#lib/domain/indicators/registry.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'seeAggregates');
	const { id } = event.params;
	if (!isIndicatorId(id)) error(404, 'Không có chỉ tiêu này');
	return { id };
};
