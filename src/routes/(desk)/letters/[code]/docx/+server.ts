import { error } from '@sveltejs/kit';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { letterDownload } from '#lib/server/web/letter-download.ts';
import { LETTER_REFUSALS } from '#lib/server/web/letter-shapes.ts';
import { readLetter } from '#lib/server/web/letters.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const reader = requirePageReader(event, 'seeLetters');
	const found = await readLetter(event.locals.desk, reader, event.params.code);
	if (found === null) error(404, LETTER_REFUSALS['letter.unknown'] ?? '');
	return letterDownload(event, reader, found);
};
