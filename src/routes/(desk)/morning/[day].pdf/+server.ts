import { error } from '@sveltejs/kit';
import { morningPdf } from '#lib/server/exports/morning-pdf.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { morningPageFor } from '#lib/server/web/morning-reading.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const reader = requirePageReader(event, 'seeAggregates');
	const page = await morningPageFor(event.locals.desk.db, reader, event.params.day);
	if (page === null) error(404, 'Không có trang của ngày này.');
	const pdf = await morningPdf(page);
	return new Response(new Uint8Array(pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="trang-so-lieu-buoi-sang-${page.day}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
};
