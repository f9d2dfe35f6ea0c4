import { may } from '#lib/domain/accounts/reader.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { letterListParams } from '#lib/server/web/letter-shapes.ts';
import { readLetters } from '#lib/server/web/letters.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:letters');
	const reader = requirePageReader(event, 'seeLetters');
	const asked = askedOfPage(event, letterListParams, (params) => params);
	return {
		...(await readLetters(event.locals.desk, reader, asked)),
		asked,
		drafts: may(reader, 'draftLetters')
	};
};
