import { z } from 'zod';
import { normaliseAgencyCode } from '#lib/domain/agencies/agency-code.ts';
import { dayOf, isDay, type Instant } from '#lib/domain/calendar/time.ts';
import {
	CAUSE_STANDINGS,
	CAUSES,
	LATE_KINDS,
	NATURES,
	NATURES_OF
} from '#lib/domain/causes/cause.ts';
import type { CauseQuery } from '../store/causes.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { invalid } from './api.ts';
import { flag } from './file-door.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

const oneOf = <const T extends readonly [string, ...string[]]>(values: T, message: string) =>
	z
		.enum([...values, ''], message)
		.optional()
		.transform((value) => (value === undefined || value === '' ? null : (value as T[number])));
const dayParam = z
	.string()
	.refine((text) => text === '' || isDay(text), 'không phải là một ngày (YYYY-MM-DD)')
	.optional()
	.transform((text) => (text === undefined || text === '' ? null : text));
const textParam = z
	.string()
	.max(200, 'quá dài')
	.optional()
	.transform((text) => (text === undefined || text.trim() === '' ? null : text.trim()));

/** Which late dossiers are asked for, by period, agency and field. */
export const delayParams = z.object({
	from: dayParam,
	to: dayParam,
	agency: textParam,
	own: z
		.enum(['true', 'false', ''], 'phải là true hoặc false')
		.optional()
		.transform((text) => text === 'true'),
	field: textParam,
	of: oneOf(LATE_KINDS, 'phải là late, overdue hoặc endedAfterDue'),
	limit: z
		.string()
		.regex(/^\d{1,3}$/, 'phải là số từ 1 đến 500')
		.transform(Number)
		.refine((limit) => limit >= 1 && limit <= 500, 'phải là số từ 1 đến 500')
		.optional(),
	/** The `next` of the page before. */
	cursor: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/, 'không phải là một trang')
		.refine((text) => isDay(text.slice(0, 10)), 'không phải là một trang')
		.optional()
});

/** `GET /api/v1/causes` */
export const causeParams = delayParams.extend({
	cause: oneOf(CAUSES, 'không có mã nguyên nhân này'),
	nature: oneOf(NATURES, 'phải là subjective hoặc objective'),
	standing: oneOf(['none', ...CAUSE_STANDINGS], 'không có tình trạng này')
});

/**
 * The period and the agency that parameters ask for: by default the month up to today, and overdue ones.
 * @throws ProblemError 400 naming the field
 */
export function delayQuery(
	params: Pick<z.output<typeof delayParams>, 'from' | 'to' | 'agency' | 'own' | 'field' | 'of'>,
	rules: LoadedRules,
	now: Instant
): Pick<CauseQuery, 'at' | 'from' | 'to' | 'agencyId' | 'own' | 'field' | 'of'> {
	const today = dayOf(now);
	const to = params.to ?? today;
	const from = params.from ?? `${to.slice(0, 7)}-01`;
	const refuse = (field: string, detail: string) => invalid([{ field, detail }]);
	if (to > today) throw refuse('to', 'ở tương lai');
	if (from > to) throw refuse('from', 'sau ngày cuối của kỳ (to)');
	const code = params.agency === null ? null : normaliseAgencyCode(params.agency);
	const agencyId = code === null ? null : rules.directory.byCode(code);
	if (params.agency !== null && agencyId === null) {
		throw refuse('agency', 'không có cơ quan mang mã này');
	}
	const { own, field, of } = params;
	return { at: now, from, to, agencyId, own, field, of: of ?? 'overdue' };
}

export function causeQuery(
	params: z.output<typeof causeParams>,
	rules: LoadedRules,
	now: Instant
): CauseQuery {
	const { cause, nature, standing } = params;
	return { ...delayQuery(params, rules, now), cause, nature, standing };
}

const dossierCode = z.string().trim().min(1, 'chưa có mã hồ sơ').max(100, 'quá dài');
const note = z.string().trim().max(2000, 'quá dài').default('');

/** `POST /api/v1/causes/declarations` */
export const causeDeclaration = z
	.strictObject({
		dossiers: z.array(dossierCode).min(1, 'chưa chọn hồ sơ').max(500, 'quá 500 hồ sơ một lần'),
		cause: z.enum(CAUSES, 'chưa chọn nguyên nhân'),
		/** Where it is left out: what the cause usually is. */
		nature: z.enum(NATURES, 'chủ quan hay khách quan').optional(),
		text: note
	})
	.transform(({ nature, ...rest }) => ({ ...rest, nature: nature ?? NATURES_OF[rest.cause][0] }));

/** `POST /api/v1/causes/settlements` */
export const causeSettlement = z.strictObject({
	declarations: z
		.array(z.strictObject({ dossier: dossierCode, declaration: z.int().min(1) }))
		.min(1, 'chưa chọn hồ sơ')
		.max(500, 'quá 500 hồ sơ một lần'),
	verdict: z.enum(['confirmed', 'rejected'], 'chưa chọn xác nhận hay không chấp nhận'),
	/** The reason of a rejection. */
	text: note
});

/** Fields beside a file of causes. */
export const delayFileFields = z.object({ dryRun: flag(true) });

const cause = z.enum(CAUSES);
const nature = z.enum(NATURES);
export const statementShape = z.strictObject({
	declaration: n,
	kind: z.enum(['declared', 'confirmed', 'rejected']),
	cause: cause.nullable(),
	nature: nature.nullable(),
	text: z.string(),
	at: instant,
	by: z.string()
});
export type StatementShown = z.output<typeof statementShape>;
const main = z.strictObject({ causes: z.array(cause), dossiers: n }).nullable();
const standings = { none: n, declared: n, confirmed: n, rejected: n };
const item = z.strictObject({
	code: z.string(),
	agency: z.strictObject({ code: z.string(), name: z.string() }),
	procedure: z.string(),
	unit: z.string(),
	dueOn: day,
	finishedOn: day.nullable(),
	/** Number of the declaration that stands, to be named when it is settled. */
	declaration: n.nullable(),
	cause: cause.nullable(),
	nature: nature.nullable(),
	standing: z.enum(CAUSE_STANDINGS).nullable(),
	/** All that was said, the oldest first. */
	said: z.array(statementShape),
	mayExplain: z.boolean(),
	maySettle: z.boolean()
});
export type CauseItem = z.output<typeof item>;

export const causesAnswer = z
	.strictObject({
		asOf: instant,
		from: day,
		to: day,
		of: z.enum(LATE_KINDS),
		/** Late dossiers of this kind, equal to the overview's figure; those below add up to it. */
		dossiers: n,
		standings: z.strictObject(standings),
		/** Confirmed ones by nature. */
		natures: z.strictObject({ subjective: n, objective: n }),
		causes: z.array(z.strictObject({ cause, declared: n, confirmed: n, rejected: n })),
		/** Main cause of what was confirmed; null while nothing is. */
		main,
		agencies: z.array(
			z.strictObject({ code: z.string(), name: z.string(), dossiers: n, ...standings, main })
		),
		/** How many the list has, narrowed also by cause, nature and standing. */
		total: n,
		items: z.array(item),
		next: z.string().nullable()
	})
	.meta({ id: 'Causes' });
export type CausesAnswer = z.output<typeof causesAnswer>;

const linesAnswer = z.strictObject({ kept: n, unchanged: n });
/** What became of the lines of a file. */
export const fileLinesAnswer = z.strictObject({
	taken: z.boolean(),
	kept: n,
	unchanged: n,
	errors: z.array(z.strictObject({ line: n, field: z.string(), reason: z.string() }))
});

/** Causes of late dossiers, under `/api/v1/causes`. */
export const CAUSE_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/causes',
		method: 'get',
		summary: 'Late dossiers of one kind by cause, agency and where the cause stands',
		keys: READ,
		query: causeParams,
		answer: causesAnswer,
		refusals: [400, 403]
	},
	{
		path: '/api/v1/causes/declarations',
		method: 'post',
		summary: 'The agency declares why dossiers of its are late; one wrong one, and none is kept',
		keys: ACT,
		body: causeDeclaration,
		command: true,
		answer: linesAnswer,
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/causes/settlements',
		method: 'post',
		summary: 'The centre confirms or rejects what was declared',
		keys: ACT,
		body: causeSettlement,
		command: true,
		answer: linesAnswer,
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/causes/file',
		method: 'post',
		summary: 'Causes from a .csv or .xlsx file; tried only, unless dryRun=false',
		keys: ACT,
		body: delayFileFields,
		file: true,
		command: true,
		answer: fileLinesAnswer,
		refusals: [400, 403, 409, 413, 415, 422, 429]
	}
];

/** What is said to a person for each refusal of these commands, and for a line of a file. */
export const CAUSE_REFUSALS: Readonly<Record<string, string>> = {
	'delays.columns_missing': 'Tệp thiếu cột bắt buộc.',
	'delays.too_many': 'Tệp có quá 5.000 dòng.',
	'cause.dossier_unknown': 'Không có hồ sơ này.',
	'cause.not_yours': 'Hồ sơ này không thuộc phạm vi của tài khoản.',
	'cause.not_late': 'Hồ sơ này không trễ hạn, không quá hạn.',
	'cause.nature_impossible': 'Nguyên nhân này không thể mang tính chất đã chọn.',
	'cause.unexplained': 'Nguyên nhân khác phải ghi rõ là gì.',
	'cause.already_confirmed':
		'Nguyên nhân đã được Trung tâm xác nhận; muốn sửa phải đề nghị Trung tâm xem lại.',
	'cause.undeclared': 'Hồ sơ này chưa được khai nguyên nhân.',
	'cause.reason_missing': 'Không chấp nhận thì phải ghi lý do.',
	'cause.declared_meanwhile': 'Cơ quan đã khai lại nguyên nhân. Hãy xem lại rồi quyết định.',
	'cause.named_twice': 'Hồ sơ này có hai lần trong danh sách.'
};
