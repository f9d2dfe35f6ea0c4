import { rewordLetter } from '#lib/server/commands/letters.ts';
import { command } from '#lib/server/web/commands.ts';
import { letterRewording } from '#lib/server/web/letter-shapes.ts';
import { letterActorOf } from '#lib/server/web/letters.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'draftLetters', body: letterRewording },
	async ({ event, reader, body }) =>
		rewordLetter(
			event.locals.desk.db,
			{ code: event.params.code ?? '', words: body.said, seen: body.edits },
			letterActorOf(event, reader)
		)
);
