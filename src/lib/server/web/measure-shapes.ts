import { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { MEASURE_KINDS } from '#lib/domain/measures/measure.ts';
import { subtreeOf } from '../store/figures-sql.ts';
import type { MeasureQuery } from '../store/measures.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { delayParams, delayQuery } from './cause-shapes.ts';
import type { Operation } from './operation.ts';

const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const agency = z.strictObject({ code: z.string(), name: z.string() });

/** `GET /api/v1/measures` */
export const measureParams = delayParams.omit({ of: true, field: true, cursor: true }).extend({
	kind: z
		.enum([...MEASURE_KINDS, ''], 'không có hình thức này')
		.optional()
		.transform((kind) => (kind === undefined || kind === '' ? null : kind)),
	/** The `next` of the page before. */
	cursor: z
		.string()
		.regex(/^\d{1,15}$/, 'không phải là một trang')
		.transform(Number)
		.optional()
});

/**
 * By default the year up to today.
 * @throws ProblemError 400 naming the field
 */
export function measureQuery(
	params: z.output<typeof measureParams>,
	rules: LoadedRules,
	now: Instant
): MeasureQuery & { agencyId: number | null } {
	const { kind, ...rest } = params;
	const year = `${(rest.to ?? dayOf(now)).slice(0, 4)}-01-01`;
	const asked = { ...rest, from: rest.from ?? year, of: null, field: null };
	const { from, to, agencyId, own } = delayQuery(asked, rules, now);
	const agencyIds = agencyId === null ? null : subtreeOf(rules, agencyId, own, now);
	return { from, to, agencyId, agencyIds, kind };
}

/** `POST /api/v1/measures` */
export const measureTold = z
	.strictObject({
		/** Code of the agency whose official it is. */
		agency: z.string().trim().min(1, 'chưa có cơ quan').max(40, 'quá dài'),
		kind: z.enum(MEASURE_KINDS, 'chưa chọn hình thức'),
		number: z.string().trim().max(60, 'số văn bản quá dài'),
		decidedOn: z.iso.date('chưa có ngày văn bản'),
		ground: z.string().trim().max(60, 'quá dài').default(''),
		official: z.string().trim().max(120, 'quá dài'),
		title: z.string().trim().max(120, 'quá dài').default('')
	})
	.meta({ description: 'An official and a document with a number; never a citizen' });

/** `POST /api/v1/measures/{code}/withdrawals` */
export const measureWithdrawal = z.strictObject({
	reason: z.string().trim().max(1000, 'quá dài').default('')
});

const measure = z.strictObject({
	code: z.string(),
	agency,
	kind: z.enum(MEASURE_KINDS),
	number: z.string(),
	decidedOn: day,
	ground: z.string(),
	/** Recorded for the Committee, and not by the agency itself. */
	ofProvince: z.boolean(),
	at: instant,
	by: z.string(),
	/** Why it was taken back; null: it stands. */
	withdrawn: z.string().nullable(),
	mayWithdraw: z.boolean()
});
export type MeasureShown = z.output<typeof measure>;

const counts = z.strictObject({ reminder: n, criticism: n, review: n, discipline: n });

export const measuresAnswer = z
	.strictObject({
		from: day,
		to: day,
		/** By kind; no number adds discipline to the milder ones. */
		kinds: counts,
		/** By the agency whose officials they are, itself alone, by name. */
		agencies: z.array(z.strictObject({ ...agency.shape, ...counts.shape })),
		total: n,
		/** Without whom they are against. */
		items: z.array(measure),
		next: z.string().nullable()
	})
	.meta({ id: 'Measures' });
export type MeasuresAnswer = z.output<typeof measuresAnswer>;

const opened = z
	.strictObject({
		...measure.shape,
		official: z.strictObject({ name: z.string(), title: z.string() }).nullable()
	})
	.meta({ id: 'Measure' });
export type MeasureOpened = z.output<typeof opened>;

const done = z.strictObject({ code: z.string() });

/** Measures against officials, under `/api/v1/measures`. */
export const MEASURE_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/measures',
		method: 'get',
		summary: 'Measures against officials by kind and agency, naming nobody; for few to read',
		keys: ACT,
		query: measureParams,
		answer: measuresAnswer,
		refusals: [400, 403]
	},
	{
		path: '/api/v1/measures',
		method: 'post',
		summary: 'Records a measure that a document with a number says',
		keys: ACT,
		body: measureTold,
		command: true,
		answer: done,
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/measures/{code}',
		method: 'get',
		summary: 'A measure with whom it is against; that it was looked at is kept on record',
		keys: ACT,
		answer: opened,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/measures/{code}/withdrawals',
		method: 'post',
		summary: 'Takes back an entry made by mistake, with a reason',
		keys: ACT,
		body: measureWithdrawal,
		command: true,
		answer: done,
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const MEASURE_REFUSALS: Readonly<Record<string, string>> = {
	'measure.agency_unknown': 'Không có cơ quan mang mã này.',
	'measure.unknown': 'Không có ghi nhận này.',
	'measure.not_yours': 'Tài khoản không được ghi nhận hoặc rút ghi nhận này.',
	'measure.number_missing': 'Chưa có số văn bản. Chỉ ghi nhận khi đã có văn bản.',
	'measure.official_missing': 'Chưa ghi công chức.',
	'measure.future': 'Ngày văn bản ở tương lai.',
	'measure.ground_no_code': 'Căn cứ chỉ ghi mã hồ sơ, nhiệm vụ hoặc tồn tại.',
	'measure.personal_number': 'Không ghi số giấy tờ, điện thoại của người.',
	'measure.already_withdrawn': 'Ghi nhận này đã rút.',
	'measure.reason_missing': 'Rút ghi nhận thì phải ghi lý do.'
};

/** Whether a reader may record measures of any agency at all. */
export function recordsForProvince({ grants }: Pick<Reader, 'grants'>): boolean {
	return grants.recordMeasures === 'all';
}
