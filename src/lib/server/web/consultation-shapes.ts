import { z } from 'zod';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { BODY_KINDS, CONSULTATION_STANDINGS } from '#lib/domain/consultations/consultation.ts';
import type { ConsultationQuery } from '../store/consultations.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { delayFileFields, delayParams, delayQuery, fileLinesAnswer } from './cause-shapes.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

/** `GET /api/v1/consultations` */
export const consultationParams = delayParams.omit({ of: true, cursor: true, field: true }).extend({
	/** The body asked, as `bodies` names it. */
	body: z
		.string()
		.max(300, 'quá dài')
		.optional()
		.transform((text) => (text === undefined || text === '' ? null : text)),
	standing: z
		.enum([...CONSULTATION_STANDINGS, ''], 'không có tình trạng này')
		.optional()
		.transform((standing) => (standing === undefined || standing === '' ? null : standing)),
	/** The `next` of the page before. */
	cursor: z
		.string()
		.regex(/^\d{1,15}$/, 'không phải là một trang')
		.transform(Number)
		.optional()
});

/** @throws ProblemError 400 naming the field */
export function consultationQuery(
	params: z.output<typeof consultationParams>,
	rules: LoadedRules,
	now: Instant
): ConsultationQuery {
	const { body, standing, ...rest } = params;
	// The year, and not the month: answers take weeks, and a share of the month's few says little.
	const from = rest.from ?? `${(rest.to ?? dayOf(now)).slice(0, 4)}-01-01`;
	const {
		of: _,
		field: __,
		...asked
	} = delayQuery({ ...rest, from, of: null, field: null }, rules, now);
	const id = body === null ? null : rules.directory.byCode(body);
	return { ...asked, today: dayOf(now), body: id === null ? body : `#${id}`, standing };
}

const number = z.string().trim().max(60, 'số văn bản quá dài').default('');

/** `POST /api/v1/consultations` */
export const consultationAsked = z
	.strictObject({
		dossier: z.string().trim().min(1, 'chưa có mã hồ sơ').max(100, 'quá dài'),
		bodyKind: z.enum(BODY_KINDS, 'chưa chọn loại cơ quan được hỏi'),
		/** The body asked: the code of an agency of the province, or its name. */
		body: z.string().trim().min(1, 'chưa có cơ quan được hỏi').max(200, 'quá dài'),
		number,
		askedOn: z.iso.date('chưa có ngày hỏi'),
		dueOn: day.nullable().default(null)
	})
	.meta({ description: 'No personal data: the body asked, and when' });

/** `POST /api/v1/consultations/{code}/ends` */
export const consultationEnd = z.strictObject({
	/** Null: taken back as entered by mistake. */
	answeredOn: day.nullable().default(null),
	/** Number of the answer, or why it is taken back. */
	text: z.string().trim().max(1000, 'quá dài').default('')
});

export const consultationShape = z.strictObject({
	code: z.string(),
	dossier: z.string(),
	agency: z.strictObject({ code: z.string(), name: z.string() }),
	bodyKind: z.enum(BODY_KINDS),
	body: z.strictObject({ code: z.string().nullable(), name: z.string() }),
	number: z.string(),
	askedOn: day,
	dueOn: day.nullable(),
	answeredOn: day.nullable(),
	answer: z.string(),
	standing: z.enum(CONSULTATION_STANDINGS),
	mayExplain: z.boolean()
});
export type ConsultationShown = z.output<typeof consultationShape>;
const standings = { waiting: n, waitingLate: n, onTime: n, late: n, answeredNoDue: n };

export const consultationsAnswer = z
	.strictObject({
		asOf: instant,
		from: day,
		to: day,
		/** All asked in the period, and those of before that still wait. */
		asked: n,
		standings: z.strictObject(standings),
		/** Share answered in time of what was answered or should have been; null: nothing to divide by. */
		onTime: z.number().nullable(),
		bodies: z.array(
			z.strictObject({
				body: z.string(),
				name: z.string(),
				bodyKind: z.enum(BODY_KINDS),
				/** An agency of the province, which can be urged here. */
				here: z.boolean(),
				asked: n,
				...standings,
				onTime: z.number().nullable()
			})
		),
		total: n,
		items: z.array(consultationShape),
		next: z.string().nullable()
	})
	.meta({ id: 'Consultations' });
export type ConsultationsAnswer = z.output<typeof consultationsAnswer>;
const done = z.strictObject({ code: z.string(), dossier: z.string() });

/** Opinions asked about dossiers, under `/api/v1/consultations`. */
export const CONSULTATION_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/consultations',
		method: 'get',
		summary: 'Opinions asked about dossiers, by the body asked and the share answered in time',
		keys: READ,
		query: consultationParams,
		answer: consultationsAnswer,
		refusals: [400, 403]
	},
	{
		path: '/api/v1/consultations',
		method: 'post',
		summary: 'The agency records that it asked an opinion; no promise is moved by it',
		keys: ACT,
		body: consultationAsked,
		command: true,
		answer: done,
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/consultations/file',
		method: 'post',
		summary:
			'Opinions asked and their answers from a .csv or .xlsx file; tried only, unless dryRun=false',
		keys: ACT,
		body: delayFileFields,
		file: true,
		command: true,
		answer: fileLinesAnswer,
		refusals: [400, 403, 409, 413, 415, 422, 429]
	},
	{
		path: '/api/v1/consultations/{code}/ends',
		method: 'post',
		summary: 'Records the answer, or takes an entry back with a reason',
		keys: ACT,
		body: consultationEnd,
		command: true,
		answer: done,
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const CONSULTATION_REFUSALS: Readonly<Record<string, string>> = {
	'consultation.dossier_unknown': 'Không có hồ sơ này.',
	'consultation.unknown': 'Không có lần xin ý kiến này.',
	'consultation.not_yours': 'Hồ sơ này không thuộc phạm vi của tài khoản.',
	'consultation.of_itself': 'Cơ quan đang giải quyết hồ sơ không xin ý kiến chính mình.',
	'consultation.future': 'Ngày ở tương lai.',
	'consultation.before_received': 'Ngày hỏi trước ngày tiếp nhận hồ sơ.',
	'consultation.due_before_asked': 'Hạn trả lời trước ngày hỏi.',
	'consultation.before_asked': 'Ngày trả lời trước ngày hỏi.',
	'consultation.already_ended': 'Lần xin ý kiến này đã có trả lời hoặc đã rút.',
	'consultation.named_twice': 'Lần xin ý kiến này có hai dòng trong tệp.',
	'consultation.reason_missing': 'Rút ghi nhận thì phải ghi lý do.'
};
