import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { LETTER_REFUSALS } from '#lib/server/web/letter-shapes.ts';
import { readLetter, shownLetter } from '#lib/server/web/letters.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeLetters' }, async ({ event, reader }) => {
	const { desk } = event.locals;
	const found = await readLetter(desk, reader, event.params.code ?? '');
	if (found !== null) return answerJson(event, shownLetter(found, await desk.rulebook.current()));
	const code = 'letter.unknown';
	return problem({ status: 404, code, title: LETTER_REFUSALS[code] ?? code });
});
