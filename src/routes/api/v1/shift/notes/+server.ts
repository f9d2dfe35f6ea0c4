import { writeNote } from '#lib/server/commands/shift.ts';
import { command } from '#lib/server/web/commands.ts';
import { shiftNoteOrder } from '#lib/server/web/shift-shapes.ts';
import { readShift, shiftActorOf } from '#lib/server/web/shift.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'keepShift', body: shiftNoteOrder },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const { numbers } = await readShift(desk, reader);
		return writeNote(desk.db, { text: body.text, numbers }, shiftActorOf(event, reader));
	}
);
