import { error } from '@sveltejs/kit';
import { CORRECTION_VIEWS, correctionListParams } from '#lib/server/web/correction-shapes.ts';
import { readCorrections } from '#lib/server/web/corrections.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:corrections', 'live:dossiers');
	const reader = requirePageReader(event, 'seeDossiers');
	const asked = askedOfPage(event, correctionListParams.loose(), (params) => params);
	const { agency, view } = asked;
	const items = await readCorrections(event.locals.desk, reader, { agency, view });
	if (items === null) error(404, 'Không có cơ quan này');
	const { directory } = await event.locals.desk.rulebook.current();
	const id = agency === undefined || agency === '' ? null : directory.byCode(agency);
	return {
		items,
		view,
		views: CORRECTION_VIEWS,
		agency: id === null ? null : { code: agency ?? '', name: directory.latest(id)?.name ?? '' }
	};
};
