import { redirect } from '@sveltejs/kit';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { handOutLinks } from '#lib/server/accounts/people-access.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { linksSheet, sheetFile } from '#lib/server/web/people-sheets.ts';
import type { RequestHandler } from './$types';

/** Sign-in links as a file, made as it is downloaded: what is in it is kept nowhere. */
export const POST: RequestHandler = async (event) => {
	const reader = requirePageReader(event, 'manageAccounts');
	const again = (await event.request.formData()).get('again') === 'true';
	const actor = actorOf(reader, event.getClientAddress());
	const links = await handOutLinks(event.locals.desk, actor, again);
	if (links.length === 0) redirect(303, '/accounts');
	return sheetFile('lien-ket-dang-nhap.xlsx', await linksSheet(event, links));
};
