import { error } from '@sveltejs/kit';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import { urgingListParams } from '#lib/server/web/urging-shapes.ts';
import { readUrgings } from '#lib/server/web/urgings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:urgings', 'live:letters');
	const reader = requirePageReader(event, 'readNotices');
	const asked = askedOfPage(event, urgingListParams.loose(), (params) => params);
	const items = await readUrgings(event.locals.desk, reader, asked.agency);
	if (items === null) error(404, 'Không có cơ quan này');
	const { directory } = await event.locals.desk.rulebook.current();
	const id = asked.agency === undefined ? null : directory.byCode(asked.agency);
	return { items, agency: id === null ? null : (directory.latest(id)?.name ?? null) };
};
