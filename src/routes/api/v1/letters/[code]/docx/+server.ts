import { endpoint } from '#lib/server/web/api.ts';
import { letterDownload } from '#lib/server/web/letter-download.ts';
import { LETTER_REFUSALS } from '#lib/server/web/letter-shapes.ts';
import { readLetter } from '#lib/server/web/letters.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeLetters' }, async ({ event, reader }) => {
	const found = await readLetter(event.locals.desk, reader, event.params.code ?? '');
	if (found !== null) return letterDownload(event, reader, found);
	const code = 'letter.unknown';
	return problem({ status: 404, code, title: LETTER_REFUSALS[code] ?? code });
});
