import { readNote } from '#lib/server/commands/shift.ts';
import { command } from '#lib/server/web/commands.ts';
import { shiftNoteRead } from '#lib/server/web/shift-shapes.ts';
import { shiftActorOf } from '#lib/server/web/shift.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const POST: RequestHandler = command<RequestEvent, typeof shiftNoteRead>(
	{ may: 'keepShift', body: shiftNoteRead },
	async ({ event, reader }) => {
		const id = /^\d{1,15}$/.test(event.params.id) ? Number(event.params.id) : 0;
		return readNote(event.locals.desk.db, id, shiftActorOf(event, reader));
	}
);
