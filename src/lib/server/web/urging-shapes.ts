import { z } from 'zod';
import { NOTICE_LEVELS } from '#lib/domain/urging/notice.ts';
import type { Operation } from './operation.ts';

const n = z.int().min(0);
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const text = z.string().trim().min(1).max(4000);

/** `POST /api/v1/urgings` */
export const urgingOrder = z.strictObject({
	kind: z.enum(['dossiers', 'tasks', 'consultations']),
	/**
	 * The parameters of `GET /api/v1/dossiers`, `/tasks` or `/consultations` whose list is urged about; of
	 * opinions asked those without an answer, and whoever was asked is urged.
	 */
	filter: z.record(z.string().max(40), z.string().max(200)).default({}),
	text,
	/** Default: the province's working days from today. */
	replyBy: day.optional()
});

/** `POST /api/v1/urgings/{code}/replies` */
export const urgingReply = z.strictObject({ text });

/** `POST /api/v1/notices/reads` */
export const noticesRead = z.strictObject({
	/** Left out: all that stand. */
	ids: z.array(z.int().positive()).max(1000).optional()
});

export const urgingListParams = z.object({ agency: z.string().trim().min(1).max(40).optional() });
export const noticeParams = z.object({ show: z.enum(['open', 'unread', 'cleared']).optional() });

const urging = z
	.strictObject({
		code: z.string(),
		agency: z.strictObject({ code: z.string(), name: z.string() }),
		kind: z.enum(['dossiers', 'tasks', 'consultations']),
		/** The list as an address asks for it. */
		question: z.string(),
		n,
		count: n,
		/** Of the frozen ones, how many have moved since. */
		moved: n,
		asOf: instant,
		/** Null: a letter that asks for no answer by a day. */
		replyBy: day.nullable(),
		text: z.string(),
		/** Công văn: the issued letter that urged, `asOf` its day; null: Nhắc in the program. */
		letter: z
			.strictObject({
				code: z.string(),
				number: z.string(),
				issuedOn: day,
				/** Whether the reader may open it. */
				seen: z.boolean()
			})
			.nullable(),
		by: z.string().nullable(),
		reply: z.strictObject({ text: z.string(), at: instant, by: z.string().nullable() }).nullable(),
		/** Not answered, and the day has gone. */
		replyLate: z.boolean(),
		/** Whether the reader may answer it now. */
		mayReply: z.boolean()
	})
	.meta({ id: 'Urging' });
export type UrgingItem = z.output<typeof urging>;

const urgedItem = z.strictObject({
	code: z.string(),
	moved: z.boolean(),
	/** Of an opinion asked: who asked it, and by which letter. */
	asked: z
		.strictObject({
			by: z.strictObject({ code: z.string(), name: z.string() }),
			number: z.string(),
			askedOn: day,
			dueOn: day.nullable(),
			/** The dossier that it is about; null: not the reader's to open. */
			dossier: z.string().nullable()
		})
		.nullable()
});
export type UrgedItemShown = z.output<typeof urgedItem>;

const notice = z
	.strictObject({
		id: z.int(),
		level: z.enum(NOTICE_LEVELS),
		/** `task:NV-12`, `agency:H21.05`, `urging:DD-3`, `province`, `notices`. */
		subject: z.string(),
		facts: z.looseObject({}),
		at: instant,
		readAt: instant.nullable(),
		clearedAt: instant.nullable(),
		standing: n
	})
	.meta({ id: 'Notice' });

const OWN = ['act'] as const;

export const URGING_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/notices',
		method: 'get',
		summary: 'What the account behind the key is told',
		keys: OWN,
		query: noticeParams,
		answer: z.strictObject({ unread: n, items: z.array(notice) }),
		refusals: [403]
	},
	{
		path: '/api/v1/notices/reads',
		method: 'post',
		summary: 'Says that notices have been read',
		keys: OWN,
		body: noticesRead,
		command: true,
		answer: z.strictObject({ read: n }),
		refusals: [400, 403, 409]
	},
	{
		path: '/api/v1/urgings',
		method: 'get',
		summary:
			'Urgings in the reader’s scope, the newest first, with how many of each list have moved since',
		keys: OWN,
		query: urgingListParams,
		answer: z.strictObject({ items: z.array(urging) }),
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/urgings',
		method: 'post',
		summary:
			'Urges every agency about its part of a list of dossiers, tasks or opinions asked of it',
		keys: OWN,
		body: urgingOrder,
		command: true,
		answer: z.strictObject({
			urgings: z.array(z.strictObject({ code: z.string(), agency: z.string(), n, count: n }))
		}),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/urgings/{code}',
		method: 'get',
		summary: 'An urging with its frozen list',
		keys: OWN,
		answer: z.strictObject({
			...urging.shape,
			items: z.array(urgedItem)
		}),
		refusals: [403, 404]
	},
	{
		path: '/api/v1/urgings/{code}/replies',
		method: 'post',
		summary: 'Answers an urging, once',
		keys: OWN,
		body: urgingReply,
		command: true,
		answer: z.strictObject({ code: z.string() }),
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const URGING_REFUSALS: Readonly<Record<string, string>> = {
	'urging.not_yours': 'Tài khoản không được nhắc hoặc trả lời thay cơ quan này.',
	'urging.nothing': 'Danh sách này không có việc nào để nhắc.',
	'urging.too_many': 'Danh sách quá dài. Hãy thu hẹp điều kiện.',
	'urging.past_list': 'Chỉ nhắc theo danh sách hiện nay, không theo một thời điểm đã qua.',
	'urging.reply_past': 'Hạn trả lời không được ở trong quá khứ.',
	'urging.nobody_here':
		'Danh sách chỉ có cơ quan ngoài hệ thống; hãy đôn đốc bằng văn bản của cơ quan hỏi.',
	'urging.agency_unknown': 'Không có cơ quan mang mã này.',
	'urging.unknown': 'Không có lần nhắc này.',
	'urging.already_answered': 'Lần nhắc này đã được trả lời.'
};
