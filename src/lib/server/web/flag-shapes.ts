import { z } from 'zod';
import { normaliseAgencyCode } from '#lib/domain/agencies/agency-code.ts';
import { daysBetween, dayOf, isDay, type Instant } from '#lib/domain/calendar/time.ts';
import { FLAGS } from '#lib/domain/dossiers/flags.ts';
import type { FlagQuery } from '../store/flags.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { invalid } from './api.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

const dayParam = z
	.string()
	.refine((text) => text === '' || isDay(text), 'không phải là một ngày (YYYY-MM-DD)')
	.optional()
	.transform((text) => (text === undefined || text === '' ? null : text));
const textParam = z
	.string()
	.max(300, 'quá dài')
	.optional()
	.transform((text) => (text === undefined || text.trim() === '' ? null : text.trim()));
const yesNo = z
	.enum(['true', 'false', ''], 'phải là true hoặc false')
	.optional()
	.transform((text) => (text === 'true' ? true : text === 'false' ? false : null));

/** Which signs are asked for. */
export const flagParams = z.object({
	from: dayParam,
	to: dayParam,
	agency: textParam,
	own: yesNo,
	field: textParam,
	unit: textParam,
	flag: z
		.enum([...FLAGS, ''], 'không có dấu hiệu này')
		.optional()
		.transform((flag) => (flag === undefined || flag === '' ? null : flag)),
	answered: yesNo
});

/** `GET /api/v1/flags` */
export const flagListParams = flagParams.extend({
	limit: z
		.string()
		.regex(/^\d{1,3}$/, 'phải là số từ 1 đến 200')
		.transform(Number)
		.refine((limit) => limit >= 1 && limit <= 200, 'phải là số từ 1 đến 200')
		.optional(),
	/** The `next` of the page before. */
	cursor: z
		.string()
		.regex(/^\d{1,15}$/, 'không phải là một trang')
		.transform(Number)
		.optional()
});

/** Longer than this no page needs at once. */
const DAYS_AT_MOST = 366;

/**
 * The question that parameters ask: by default the month up to today.
 * @throws ProblemError 400 naming the field
 */
export function flagQuery(
	params: z.output<typeof flagParams>,
	rules: LoadedRules,
	now: Instant
): FlagQuery {
	const today = dayOf(now);
	const to = params.to ?? today;
	const from = params.from ?? `${to.slice(0, 7)}-01`;
	const refuse = (field: string, detail: string) => invalid([{ field, detail }]);
	if (to > today) throw refuse('to', 'ở tương lai');
	if (from > to) throw refuse('from', 'sau ngày cuối của kỳ (to)');
	if (daysBetween(from, to) >= DAYS_AT_MOST) throw refuse('from', 'kỳ dài hơn 366 ngày');
	const code = params.agency === null ? null : normaliseAgencyCode(params.agency);
	const agencyId = code === null ? null : rules.directory.byCode(code);
	if (params.agency !== null && agencyId === null) {
		throw refuse('agency', 'không có cơ quan mang mã này');
	}
	const { field, unit, flag, answered } = params;
	return { at: now, from, to, agencyId, own: params.own === true, field, unit, flag, answered };
}

const answerText = z.string().trim().min(1, 'chưa có nội dung').max(4000, 'quá dài');

/** `POST /api/v1/flags/answers` */
export const flagAnswer = z.strictObject({
	dossier: z.string().min(1).max(100),
	flag: z.enum(FLAGS, 'không có dấu hiệu này'),
	text: answerText
});

/** `POST /api/v1/samples` */
export const sampleOrder = z.strictObject({
	/** Published before the draw where possible; whoever draws again needs it. */
	seed: z.string().trim().min(1, 'chưa có hạt giống').max(200, 'quá dài'),
	size: z.int().min(1).max(500),
	from: day.nullable().default(null),
	to: day.nullable().default(null),
	agency: z.string().trim().min(1).max(40).nullable().default(null),
	own: z.boolean().default(false),
	field: z.string().trim().min(1).max(300).nullable().default(null),
	unit: z.string().trim().min(1).max(300).nullable().default(null),
	flag: z.enum(FLAGS, 'không có dấu hiệu này').nullable().default(null)
});

const flag = z.enum(FLAGS);
const counted = z.strictObject({ code: z.string(), name: z.string(), dossiers: n });
const message = z.strictObject({
	kind: z.enum(['snapshot', 'step']),
	/** When what it tells took place, and when it arrived. */
	at: instant,
	arrivedAt: instant,
	status: z.int(),
	unit: z.string(),
	dueAt: instant.nullable(),
	results: n.nullable()
});
const question = z.strictObject({
	flag,
	messages: z.array(message),
	answers: z.array(z.strictObject({ text: z.string(), at: instant, by: z.string() }))
});
const flagged = z.strictObject({
	code: z.string(),
	agency: z.strictObject({ code: z.string(), name: z.string() }),
	field: z.strictObject({ code: z.string(), name: z.string() }),
	unit: z.string(),
	questions: z.array(question),
	mayAnswer: z.boolean()
});
export type FlagQuestion = z.output<typeof question>;
export type FlaggedDossier = z.output<typeof flagged>;

export const flagsAnswer = z
	.strictObject({
		asOf: instant,
		from: day,
		to: day,
		/** Dossiers with at least one sign; the counts below count each dossier once. */
		dossiers: n,
		flags: z.array(z.strictObject({ flag, dossiers: n })),
		/** Signs that nothing recorded can raise yet. */
		noData: z.array(flag),
		/** In the order of their names: agencies are not ranked by questions. */
		agencies: z.array(counted),
		fields: z.array(counted),
		units: z.array(z.strictObject({ unit: z.string(), dossiers: n })),
		items: z.array(flagged),
		next: z.string().nullable()
	})
	.meta({ id: 'Flags' });
export type FlagsAnswer = z.output<typeof flagsAnswer>;

const sample = z.strictObject({
	code: z.string(),
	method: z.string(),
	seed: z.string(),
	asked: z.strictObject({
		from: day,
		to: day,
		agency: z.string().nullable(),
		own: z.boolean(),
		field: z.string().nullable(),
		unit: z.string().nullable(),
		flag: flag.nullable(),
		size: n
	}),
	population: n,
	snapshotHash: z.string(),
	drawn: z.array(z.string()),
	drawnAt: instant,
	drawnBy: z.string()
});
export type SampleShown = z.output<typeof sample>;
const samplesAnswer = z.strictObject({ samples: z.array(sample) }).meta({ id: 'Samples' });
const sampleAnswer = z
	.strictObject({ ...sample.shape, snapshot: z.string() })
	.meta({ id: 'Sample' });

/** Signs to look into and fair samples, under `/api/v1/flags` and `/api/v1/samples`. */
export const FLAG_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/flags',
		method: 'get',
		summary: 'Signs to look into: counts, and the dossiers with the messages that raise them',
		keys: READ,
		query: flagListParams,
		answer: flagsAnswer,
		refusals: [400, 403]
	},
	{
		path: '/api/v1/flags/answers',
		method: 'post',
		summary: 'An agency answers a question about one of its dossiers, on record',
		keys: ACT,
		body: flagAnswer,
		command: true,
		answer: z.strictObject({ dossier: z.string(), flag }),
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/dossiers/{code}/flags',
		method: 'get',
		summary: 'The questions about one dossier, with their messages and answers',
		keys: READ,
		answer: z.strictObject({ questions: z.array(question), mayAnswer: z.boolean() }),
		refusals: [403, 404]
	},
	{
		path: '/api/v1/samples',
		method: 'get',
		summary: 'Fair samples as they were drawn, the newest first',
		keys: ACT,
		answer: samplesAnswer,
		refusals: [403]
	},
	{
		path: '/api/v1/samples',
		method: 'post',
		summary: 'Draws a sample by a published seed; it is kept as drawn',
		keys: ACT,
		body: sampleOrder,
		command: true,
		answer: sample,
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/samples/{code}',
		method: 'get',
		summary: 'A sample with its snapshot: all that is needed to draw it again',
		keys: ACT,
		answer: sampleAnswer,
		refusals: [403, 404]
	}
];

/** What is said to a person for each refusal of these commands. */
export const FLAG_REFUSALS: Readonly<Record<string, string>> = {
	'flag.dossier_unknown': 'Không có hồ sơ này.',
	'flag.not_yours': 'Chỉ cơ quan đang giải quyết hồ sơ trả lời được dấu hiệu này.',
	'flag.not_raised': 'Hồ sơ này không có dấu hiệu đó.',
	'sample.not_yours': 'Tài khoản này không rút mẫu hồ sơ.',
	'sample.agency_unknown': 'Không có cơ quan mang mã này.',
	'sample.empty': 'Không có hồ sơ nào trong phạm vi đã chọn.',
	'sample.wide':
		'Kỳ không hợp lệ: phải từ trước đến sau, không ở tương lai, không dài hơn 366 ngày.'
};
