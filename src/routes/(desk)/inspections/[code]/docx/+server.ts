import { error } from '@sveltejs/kit';
import { PAPERS } from '#lib/domain/inspections/papers.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { paperDownload } from '#lib/server/web/inspection-paper.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const reader = requirePageReader(event, 'seeInspections');
	const kind = PAPERS.find((one) => one === event.url.searchParams.get('paper'));
	const file = kind && (await paperDownload(event, reader, event.params.code, kind));
	return file ?? error(404, 'Không có văn bản này');
};
