import { fail } from '@sveltejs/kit';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { delayFileOfPage, FILE_COLUMNS } from '#lib/server/web/delay-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'explainDelays');
	return { columns: FILE_COLUMNS.consultations };
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'explainDelays');
		const told = await delayFileOfPage(event, reader, 'consultations');
		return 'outcome' in told ? told : fail(told.status, { problem: told.problem });
	}
};
