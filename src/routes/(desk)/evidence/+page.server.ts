import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { PageServerLoad } from './$types';

/** What it shows lies on the reader's device: the server knows nothing of it. */
export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'sendEvidence');
};
