import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { readNote, writeNote } from '#lib/server/commands/shift.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { SHIFT_REFUSALS, shiftNoteOrder } from '#lib/server/web/shift-shapes.ts';
import { readShift, shiftActorOf } from '#lib/server/web/shift.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:shift', 'live:corrections', 'live:quarantine', 'live:notices', 'desk:shift');
	const reader = requirePageReader(event, 'keepShift');
	const { desk } = event.locals;
	return { shift: await readShift(desk, reader), today: dayOf(desk.clock.now()) };
};

async function textIn(event: RequestEvent, name: string): Promise<string> {
	const value = (await event.request.formData()).get(name);
	return typeof value === 'string' ? value : '';
}

export const actions: Actions = {
	write: async (event) => {
		const reader = requirePageReader(event, 'keepShift');
		const text = await textIn(event, 'text');
		const given = shiftNoteOrder.safeParse({ text });
		if (!given.success) return fail(400, { fault: SHIFT_REFUSALS['shift.empty'] ?? '', text });
		const { desk } = event.locals;
		const { numbers } = await readShift(desk, reader);
		const order = { text: given.data.text, numbers };
		const done = await writeNote(desk.db, order, shiftActorOf(event, reader));
		if (!done.accepted) {
			const { code } = done.refusal;
			return fail(400, { fault: SHIFT_REFUSALS[code] ?? code, text });
		}
		redirect(303, '/shift#notes');
	},
	read: async (event) => {
		const reader = requirePageReader(event, 'keepShift');
		const note = await textIn(event, 'note');
		const id = /^\d{1,15}$/.test(note) ? Number(note) : 0;
		const done = await readNote(event.locals.desk.db, id, shiftActorOf(event, reader));
		if (!done.accepted) {
			const { code } = done.refusal;
			return fail(400, { fault: SHIFT_REFUSALS[code] ?? code, text: '' });
		}
		redirect(303, '/shift#notes');
	}
};
