import { z } from 'zod';
import { OPINION_IDS, type IndicatorId } from '#lib/domain/indicators/registry.ts';
import { OPINION_ACTS, OPINION_STATES } from '#lib/domain/opinions/opinion.ts';
import { TASK_STATES } from '#lib/domain/tasks/task.ts';
import { TIMELINESS } from '#lib/domain/tasks/timeliness.ts';
import type { Operation } from './operation.ts';

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const agencyCode = z.string().trim().min(1).max(40);
const text = z.string().trim().min(1).max(4000);
const indicator = z.enum(OPINION_IDS as [IndicatorId, ...IndicatorId[]]);

/** `POST /api/v1/opinions` */
export const opinionSaying = z.strictObject({
	/** Code of the agency that is to answer for it. */
	agency: agencyCode,
	text,
	due: day,
	/** The number at whose sight it is said, as it was shown. */
	cause: z.strictObject({
		indicator,
		/** Code of the agency whose number it is; null: of the province. */
		agency: agencyCode.nullable().default(null),
		/** What else narrowed it, as the address of the page said: `from=2026-10-01&to=2026-10-31`. */
		query: z.string().max(500).default(''),
		value: z.number().nullable(),
		asOf: instant
	})
});

const change = { text: text.nullable().default(null), due: day.nullable().default(null) };

/** `POST /api/v1/opinions/{code}/acts` */
export const opinionAct = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('give'), ...change }),
	z.strictObject({
		kind: z.literal('issue'),
		...change,
		/** Code of another agency than the leader named; null: that one. */
		lead: agencyCode.nullable().default(null),
		coordinating: z.array(agencyCode).max(300).default([]),
		/** Code of the agency that follows the task and confirms its result. */
		tracker: agencyCode
	}),
	z.strictObject({ kind: z.literal('return'), word: text }),
	z.strictObject({ kind: z.literal('withdraw') })
]);

const agency = z.strictObject({ code: z.string(), name: z.string() });

export const opinionItem = z
	.strictObject({
		code: z.string(),
		state: z.enum(OPINION_STATES),
		agency,
		text: z.string(),
		due: day,
		/** Frozen as the leader saw it; `counted` is what the server counted when it came. */
		cause: z.strictObject({
			indicator: z.string(),
			agency: agency.nullable(),
			query: z.string(),
			value: z.number().nullable(),
			asOf: instant,
			counted: z.number().nullable(),
			countedAt: instant
		}),
		leader: z.string(),
		preparedBy: z.string(),
		preparedAt: instant,
		givenAt: instant.nullable(),
		settledAt: instant.nullable(),
		/** What the office said when it gave it back. */
		word: z.string().nullable(),
		task: z
			.strictObject({
				code: z.string(),
				state: z.enum(TASK_STATES),
				timeliness: z.enum(TIMELINESS).nullable(),
				due: day.nullable(),
				text: z.string()
			})
			.nullable(),
		mayDo: z.array(z.enum(OPINION_ACTS))
	})
	.meta({ id: 'Opinion' });

const told = z.strictObject({
	code: z.string(),
	state: z.enum(OPINION_STATES),
	task: z.string().nullable()
});

/** Ý kiến chỉ đạo, under `/api/v1/opinions`. */
export const OPINION_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/opinions',
		method: 'post',
		summary: 'A leader says what is to be done at the sight of a number; a secretary prepares it',
		keys: ['act'],
		body: opinionSaying,
		command: true,
		answer: told,
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/opinions',
		method: 'get',
		summary: 'A leader’s own opinions and what became of them; those given, for the office',
		keys: ['act'],
		answer: z.strictObject({ items: z.array(opinionItem) }),
		refusals: [403]
	},
	{
		path: '/api/v1/opinions/{code}/acts',
		method: 'post',
		summary: 'Gives a prepared opinion, issues it as a task, gives it back or takes it back',
		keys: ['act'],
		body: opinionAct,
		command: true,
		answer: told,
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const OPINION_REFUSALS: Readonly<Record<string, string>> = {
	'opinion.unknown': 'Không có ý kiến chỉ đạo này.',
	'opinion.not_yours': 'Việc này không thuộc thẩm quyền của tài khoản.',
	'opinion.not_now': 'Ý kiến chỉ đạo đã được xử lý, không làm việc này được nữa.',
	'opinion.agency_unknown': 'Không có cơ quan mang mã này.',
	'opinion.no_agency': 'Chưa chọn cơ quan.',
	'opinion.no_text': 'Chưa có nội dung ý kiến.',
	'opinion.no_due': 'Chưa chọn thời hạn.',
	'opinion.no_tracker': 'Chưa chọn cơ quan theo dõi.',
	'opinion.no_word': 'Chưa ghi lý do trả lại.',
	'opinion.number_unknown': 'Không đọc được số liệu được nêu.',
	'opinion.due_past': 'Thời hạn không được ở trong quá khứ.',
	'opinion.number_of_future': 'Thời điểm của số liệu ở tương lai.'
};
