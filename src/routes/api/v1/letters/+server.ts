import { draftLetter } from '#lib/server/commands/letters.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { letterListParams, letterOrder } from '#lib/server/web/letter-shapes.ts';
import { letterActorOf, orderedLetter, readLetters } from '#lib/server/web/letters.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeLetters', query: letterListParams },
	async ({ event, reader, query }) =>
		answerJson(event, await readLetters(event.locals.desk, reader, query))
);

export const POST: RequestHandler = command(
	{ may: 'draftLetters', body: letterOrder },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const letter = await orderedLetter(desk, reader, body);
		if (!letter.accepted) return letter;
		return draftLetter(desk.db, letter.value, letterActorOf(event, reader));
	}
);
