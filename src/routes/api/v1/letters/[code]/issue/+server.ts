import { issueLetter } from '#lib/server/commands/letters.ts';
import { command } from '#lib/server/web/commands.ts';
import { letterIssue } from '#lib/server/web/letter-shapes.ts';
import { letterActorOf } from '#lib/server/web/letters.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'issueLetters', body: letterIssue },
	async ({ event, reader, body }) =>
		issueLetter(
			event.locals.desk.db,
			await event.locals.desk.rulebook.current(),
			{ code: event.params.code ?? '', number: body.number, on: body.issuedOn },
			letterActorOf(event, reader)
		)
);
