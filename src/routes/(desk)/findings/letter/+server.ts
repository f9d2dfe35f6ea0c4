import { error } from '@sveltejs/kit';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { mendingLetterFile } from '#lib/server/web/finding-letter.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const reader = requirePageReader(event, 'assignTasks');
	const file = await mendingLetterFile(event, reader, event.url.searchParams);
	return file ?? error(404, 'Chưa chọn tồn tại nào đưa được vào văn bản');
};
