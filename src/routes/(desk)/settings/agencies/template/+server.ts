import { agencyTemplate } from '#lib/server/web/setting-template.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	requirePageReader(event, 'manageSettings');
	return agencyTemplate(event);
};
