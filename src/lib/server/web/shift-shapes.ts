import { z } from 'zod';
import { SHIFT_NUMBERS } from '#lib/domain/shift/note.ts';
import type { Operation } from './operation.ts';

const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const numbers = z.record(z.enum(SHIFT_NUMBERS), n);

/** `POST /api/v1/shift/notes` */
export const shiftNoteOrder = z.strictObject({
	text: z.string().trim().min(1, 'chưa có nội dung').max(4000, 'quá dài')
});
/** `POST /api/v1/shift/notes/{id}/reads` */
export const shiftNoteRead = z.strictObject({});

const note = z.strictObject({
	id: z.int(),
	text: z.string(),
	numbers,
	at: instant,
	by: z.string(),
	reads: z.array(z.strictObject({ by: z.string(), at: instant })),
	/** Whether the reader may take it over. */
	mayRead: z.boolean()
});
const shift = z
	.strictObject({
		asOf: instant,
		numbers,
		/** Those for whom something should have been heard: as many as `numbers.silent`. */
		silent: z.array(
			z.strictObject({ code: z.string(), name: z.string(), since: instant.nullable() })
		),
		/** Urged and not answered: as many as `numbers.urged`. */
		urged: z.array(
			z.strictObject({
				...{ code: z.string(), agency: z.string(), n, count: n, replyBy: z.iso.date().nullable() },
				replyLate: z.boolean()
			})
		),
		notes: z.array(note)
	})
	.meta({ id: 'Shift' });
export type ShiftShown = z.output<typeof shift>;

export const SHIFT_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/shift',
		method: 'get',
		summary: 'What a shift of the centre looks at, and the notes of the shifts before',
		keys: ACT,
		answer: shift,
		refusals: [403]
	},
	{
		path: '/api/v1/shift/notes',
		method: 'post',
		summary: 'Leaves a note to the next shift, with the numbers as they stand',
		keys: ACT,
		body: shiftNoteOrder,
		command: true,
		answer: z.strictObject({ id: z.int() }),
		refusals: [400, 403, 409]
	},
	{
		path: '/api/v1/shift/notes/{id}/reads',
		method: 'post',
		summary: 'Takes a note of another shift over, once',
		keys: ACT,
		body: shiftNoteRead,
		command: true,
		answer: z.strictObject({ id: z.int() }),
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const SHIFT_REFUSALS: Readonly<Record<string, string>> = {
	'shift.not_yours': 'Tài khoản không trực ca của Trung tâm.',
	'shift.empty': 'Chưa có nội dung bàn giao.',
	'shift.personal':
		'Nội dung có dãy số giống số giấy tờ hoặc số điện thoại của công dân. Hãy bỏ dãy số ấy rồi gửi lại; nội dung vẫn còn ở đây.',
	'shift.unknown': 'Không có bàn giao này.',
	'shift.own_note': 'Người ca sau xác nhận, không phải người ghi.',
	'shift.already_read': 'Đã xác nhận bàn giao này rồi.'
};
