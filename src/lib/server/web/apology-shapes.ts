import { z } from 'zod';
import { APOLOGY_FORMS, APOLOGY_STANDINGS } from '#lib/domain/apologies/apology.ts';
import { CAUSES } from '#lib/domain/causes/cause.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { ApologyQuery } from '../store/apologies.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { delayFileFields, delayParams, delayQuery, fileLinesAnswer } from './cause-shapes.ts';
import { invalid } from './api.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

/** `GET /api/v1/apologies` */
export const apologyParams = delayParams.extend({
	standing: z
		.enum([...APOLOGY_STANDINGS, ''], 'phải là apologised, without hoặc noData')
		.optional()
		.transform((standing) => (standing === undefined || standing === '' ? null : standing))
});

/** @throws ProblemError 400 naming the field */
export function apologyQuery(
	params: z.output<typeof apologyParams>,
	rules: LoadedRules,
	now: Instant
): ApologyQuery {
	const { of, ...rest } = delayQuery(params, rules, now);
	if (of === 'endedAfterDue') throw invalid([{ field: 'of', detail: 'phải là late hoặc overdue' }]);
	return { ...rest, of, standing: params.standing };
}

const number = z.string().trim().min(1, 'chưa có số văn bản').max(60, 'số văn bản quá dài');
const dossierCode = z.string().trim().min(1, 'chưa có mã hồ sơ').max(100, 'quá dài');
const told = z.strictObject({
	dossier: dossierCode,
	/** As written on the letter. */
	number,
	issuedOn: z.iso.date('chưa có ngày ban hành'),
	/** Left out: the appointment that stands, or stood before this letter. */
	oldDueOn: day.nullable().default(null),
	/** The appointment given instead; left out: none. */
	newDueOn: day.nullable().default(null),
	cause: z.enum(CAUSES, 'không có mã nguyên nhân này').nullable().default(null)
});

/** `POST /api/v1/apologies` */
export const apologyRecords = z.strictObject({
	letters: z.array(told).min(1, 'chưa có văn bản').max(500, 'quá 500 văn bản một lần')
});

/** `POST /api/v1/apologies/withdrawals` */
export const apologyWithdrawal = z.strictObject({
	code: z.string().max(40),
	reason: z.string().trim().min(1, 'chưa có lý do').max(1000, 'quá dài')
});

/** `GET /api/v1/dossiers/{code}/apology`: the draft of a letter. */
export const apologyDraftParams = z.object({
	newDueOn: z
		.union([z.iso.date('không phải là một ngày (YYYY-MM-DD)'), z.literal('')])
		.optional()
		.transform((on) => (on === undefined || on === '' ? null : on)),
	cause: z
		.enum([...CAUSES, ''], 'không có mã nguyên nhân này')
		.optional()
		.transform((cause) => (cause === undefined || cause === '' ? null : cause))
});

export const apologyShape = z.strictObject({
	code: z.string(),
	form: z.enum(APOLOGY_FORMS),
	number: z.string(),
	issuedOn: day,
	oldDueOn: day,
	newDueOn: day.nullable(),
	cause: z.enum(CAUSES).nullable(),
	at: instant,
	by: z.string()
});
export type ApologyShown = z.output<typeof apologyShape>;
const standings = { apologised: n, without: n, noData: n };

export const apologiesAnswer = z
	.strictObject({
		asOf: instant,
		from: day,
		to: day,
		of: z.enum(['late', 'overdue']),
		/** Late dossiers of this kind, equal to the overview's figure; the standings add up to it. */
		dossiers: n,
		standings: z.strictObject(standings),
		agencies: z.array(
			z.strictObject({
				...{ code: z.string(), name: z.string() },
				/** Since when letters are recorded there; null: never, then nothing is said of it. */
				since: day.nullable(),
				...{ dossiers: n, ...standings }
			})
		),
		total: n,
		items: z.array(
			z.strictObject({
				...{ code: z.string(), agency: z.strictObject({ code: z.string(), name: z.string() }) },
				...{ procedure: z.string(), unit: z.string(), dueOn: day, finishedOn: day.nullable() },
				standing: z.enum(APOLOGY_STANDINGS),
				letters: z.array(apologyShape),
				mayExplain: z.boolean()
			})
		),
		next: z.string().nullable()
	})
	.meta({ id: 'Apologies' });
export type ApologiesAnswer = z.output<typeof apologiesAnswer>;

/** Letters of apology, under `/api/v1/apologies`. */
export const APOLOGY_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/apologies',
		method: 'get',
		summary: 'Late dossiers of one kind with their letter of apology, without, or not recorded',
		keys: READ,
		query: apologyParams,
		answer: apologiesAnswer,
		refusals: [400, 403]
	},
	{
		path: '/api/v1/apologies',
		method: 'post',
		summary: 'The agency records letters that it issued; one wrong one, and none is kept',
		keys: ACT,
		body: apologyRecords,
		command: true,
		answer: z.strictObject({ kept: n, unchanged: n }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/apologies/withdrawals',
		method: 'post',
		summary: 'Takes back a letter entered by mistake; the entry stays with the reason',
		keys: ACT,
		body: apologyWithdrawal,
		command: true,
		answer: z.strictObject({ code: z.string() }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/apologies/file',
		method: 'post',
		summary: 'Letters from a .csv or .xlsx file; tried only, unless dryRun=false',
		keys: ACT,
		body: delayFileFields,
		file: true,
		command: true,
		answer: fileLinesAnswer,
		refusals: [400, 403, 409, 413, 415, 422, 429]
	},
	{
		path: '/api/v1/dossiers/{code}/apology',
		method: 'get',
		summary: 'Draft of the letter of apology; number, date and the name are left to be filled in',
		keys: ACT,
		query: apologyDraftParams,
		answer: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
		refusals: [400, 403, 404]
	}
];

/** What is said to a person for each refusal of these commands, and for a line of a file. */
export const APOLOGY_REFUSALS: Readonly<Record<string, string>> = {
	'apology.dossier_unknown': 'Không có hồ sơ này.',
	'apology.not_yours': 'Hồ sơ này không thuộc phạm vi của tài khoản.',
	'apology.unknown': 'Không có văn bản xin lỗi này.',
	'apology.no_appointment': 'Hồ sơ này chưa có ngày hẹn trả.',
	'apology.future': 'Ngày ban hành ở tương lai.',
	'apology.before_received': 'Ngày ban hành trước ngày tiếp nhận hồ sơ.',
	'apology.not_later': 'Ngày hẹn lại phải sau ngày hẹn cũ.',
	'apology.number_taken': 'Hồ sơ này đã có văn bản cùng số, cùng ngày, với ngày hẹn lại khác.',
	'apology.already_withdrawn': 'Văn bản này đã được rút ghi nhận.'
};
