import { error } from '@sveltejs/kit';
import { opinionBy } from '#lib/domain/opinions/opinion.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readRemit } from '#lib/server/web/remit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:agencies', 'live:settings', 'live:tasks', 'desk:leader');
	const reader = requirePageReader(event, 'seeOpinions');
	if (!opinionBy(reader).accepted) error(403, 'Trang này dành cho lãnh đạo UBND tỉnh');
	return readRemit(event.locals.desk, reader);
};
