import { z } from 'zod';
import { isDay } from '#lib/domain/calendar/time.ts';
import { LETTER_KINDS, LETTER_TABLES, SIGNINGS } from '#lib/domain/letters/letter.ts';
import { LETTER_ROWS } from '#lib/domain/letters/life.ts';
import type { Operation } from './operation.ts';
import { listParams } from './overview-params.ts';
import { taskListParams } from './task-shapes.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const day = z.string().refine(isDay, 'không phải là một ngày (YYYY-MM-DD)');
const instant = z.iso.datetime({ offset: true });
const line = (atMost: number) => z.string().trim().min(1).max(atMost);
const codes = z.array(line(80)).max(LETTER_ROWS);

/** The list of dossiers that is urged about: the parameters of `GET /api/v1/dossiers`. */
export const urgedDossiers = listParams.omit({ sort: true, limit: true, cursor: true });

/** `POST /api/v1/letters`: what of these is late or overdue is counted and listed, and frozen. */
export const letterOrder = z.strictObject({
	/** `report`: a sheet to the leader about what stays overdue. */
	kind: z.enum(LETTER_KINDS).default('urging'),
	dossiers: urgedDossiers.nullable().default(null),
	dossierCodes: codes.default([]),
	/** The parameters of `GET /api/v1/tasks`. */
	tasks: taskListParams.nullable().default(null),
	taskCodes: codes.default([]),
	/** Of all these only the ones with these codes; null: every one. */
	only: codes.nullable().default(null),
	/** The reminder that becomes a letter, by its code: its dossiers or tasks. */
	urging: line(40).nullable().default(null)
});
export type LetterOrder = z.output<typeof letterOrder>;

export const letterWords = z.strictObject({
	symbol: line(40),
	subject: line(500),
	addressees: z.array(line(300)).min(1).max(300),
	opening: z.array(line(4000)).max(20),
	requests: z.array(line(4000)).max(40),
	replyBy: day.nullable(),
	signing: z.strictObject({
		by: z.enum(SIGNINGS),
		title: z.string().max(200),
		name: z.string().max(100).nullable()
	}),
	recipients: z.array(line(300)).min(1).max(40)
});

/** `POST /api/v1/letters/{code}/words` */
export const letterRewording = z.strictObject({
	/** How often it had been changed when its writer read it. */
	edits: n,
	said: letterWords
});

/** `POST /api/v1/letters/{code}/issue` */
export const letterIssue = z.strictObject({
	/** As the document-management system gave it: `1907` or `1907/UBND-KSTT`. */
	number: line(40),
	issuedOn: day
});

/** `GET /api/v1/letters` */
export const letterListParams = z.object({
	state: z.enum(['draft', 'issued']).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	offset: z.coerce.number().int().min(0).max(100_000).default(0)
});

const agency = z.strictObject({ code: z.string(), name: z.string() });
const shared = {
	code: z.string(),
	kind: z.enum(LETTER_KINDS),
	state: z.enum(['draft', 'issued']),
	/** Whose letter it is; null: the Committee of the province. */
	agency: agency.nullable(),
	urging: z.string().nullable(),
	/** The instant of which every number and row is. */
	asOf: instant,
	draftedAt: instant,
	number: z.string().nullable(),
	issuedOn: z.iso.date().nullable()
};
const listed = z
	.strictObject({ ...shared, subject: z.string(), addressees: z.array(z.string()) })
	.meta({ id: 'LetterListed' });
const row = z.strictObject({
	code: z.string(),
	what: z.string(),
	document: z.string().nullable(),
	agency: z.string(),
	due: z.iso.date(),
	finished: z.iso.date().nullable(),
	/** Working days past the due day. */
	days: n
});
const counts = z.strictObject(
	Object.fromEntries(LETTER_TABLES.map((table) => [table, n])) as Record<
		(typeof LETTER_TABLES)[number],
		typeof n
	>
);
const tables = z.strictObject(
	Object.fromEntries(LETTER_TABLES.map((table) => [table, z.array(row)])) as Record<
		(typeof LETTER_TABLES)[number],
		z.ZodArray<typeof row>
	>
);
export const letterAnswer = z
	.strictObject({
		...shared,
		demo: z.boolean(),
		/** In which the late dossiers were finished. */
		period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).nullable(),
		/** Each by itself: overdue and late are never added. */
		counts,
		tables,
		edits: n,
		said: letterWords
	})
	.meta({ id: 'Letter' });
export type LetterAnswer = z.output<typeof letterAnswer>;

/** Official letters, under `/api/v1/letters`. */
export const LETTER_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/letters',
		method: 'get',
		summary: 'Official letters in the reader’s scope, the youngest first',
		keys: READ,
		query: letterListParams,
		answer: z.strictObject({ total: n, items: z.array(listed) }),
		refusals: [400, 403]
	},
	{
		path: '/api/v1/letters',
		method: 'post',
		summary: 'Drafts a letter about what of a list is late or overdue, and freezes what it counts',
		keys: ACT,
		body: letterOrder,
		command: true,
		answer: z.strictObject({ code: z.string() }),
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/letters/{code}',
		method: 'get',
		summary: 'A letter with what it counts and what it says',
		keys: READ,
		answer: letterAnswer,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/letters/{code}/docx',
		method: 'get',
		summary:
			'The same as a file in the layout of Nghị định 30/2020/NĐ-CP; the same bytes each time',
		keys: READ,
		answer: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
		refusals: [403, 404]
	},
	{
		path: '/api/v1/letters/{code}/words',
		method: 'post',
		summary: 'Changes what a draft says, never what it counts',
		keys: ACT,
		body: letterRewording,
		command: true,
		answer: z.strictObject({ code: z.string(), edits: n }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/letters/{code}/issue',
		method: 'post',
		summary:
			'Enters number and date as the document-management system gave them, once; from that date it counts as an urging of each agency',
		keys: ACT,
		body: letterIssue,
		command: true,
		answer: z.strictObject({
			code: z.string(),
			number: z.string(),
			issuedOn: z.iso.date(),
			urging: z.string().nullable(),
			/** Lần n, an agency and kind, numbered on with the reminders of the same list. */
			urgings: z.array(z.strictObject({ code: z.string(), agency: z.string(), n, count: n }))
		}),
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const LETTER_REFUSALS: Readonly<Record<string, string>> = {
	'letter.unknown': 'Không có văn bản này.',
	'letter.not_yours': 'Việc này không thuộc thẩm quyền của tài khoản.',
	'letter.agency_unknown': 'Không có cơ quan mang mã này.',
	'letter.urging_unknown': 'Không có lần nhắc này.',
	'letter.nothing_late':
		'Danh sách không có hồ sơ, nhiệm vụ nào quá hạn hoặc trễ hạn, nên không có gì để đôn đốc.',
	'letter.too_many':
		'Mỗi văn bản liệt kê tối đa 1.000 hồ sơ hoặc nhiệm vụ mỗi loại. Hãy lọc danh sách hẹp hơn.',
	'letter.already_issued': 'Văn bản đã ban hành, không sửa được nữa.',
	'letter.stale': 'Có người vừa sửa dự thảo này. Hãy xem lại trước khi lưu.',
	'letter.no_addressee': 'Chưa có nơi nhận ở dòng Kính gửi.',
	'letter.no_subject': 'Chưa có trích yếu (V/v).',
	'letter.no_file': 'Dòng cuối của Nơi nhận phải là “Lưu: VT, …”.',
	'letter.no_title': 'Ký thừa lệnh, thừa ủy quyền phải ghi chức vụ người ký.',
	'letter.number_form': 'Số văn bản có dạng 1907 hoặc 1907/UBND-KSTT.',
	'letter.number_taken': 'Số này đã ghi cho văn bản khác trong năm.',
	'letter.day_to_come': 'Ngày ban hành không thể ở tương lai.',
	'letter.day_before_draft': 'Ngày ban hành không thể trước ngày soạn dự thảo.'
};
