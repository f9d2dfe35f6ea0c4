import { z } from 'zod';
import { normaliseAgencyCode } from '#lib/domain/agencies/agency-code.ts';
import { dayOf, endOfDay, isDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { STANDINGS } from '#lib/domain/deadlines/standing.ts';
import { FLAGS } from '#lib/domain/dossiers/flags.ts';
import { OVERDUE_AGES } from '#lib/server/store/charts.ts';
import type { ListQuery, OverviewQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES } from '#lib/domain/reports/tally.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { invalid } from './api.ts';

const empty = (text: string | undefined) => (text === undefined || text === '' ? null : text);

const dayParam = z
	.string()
	.refine((text) => text === '' || isDay(text), 'không phải là một ngày (YYYY-MM-DD)')
	.optional()
	.transform(empty);

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** An instant with its offset; in a URL `+` arrives as a blank, which is read as `+`. */
const instantParam = z
	.string()
	.optional()
	.transform((text, context): Instant | null => {
		if (text === undefined || text === '') return null;
		const written = text.replace(/ (?=\d{2}:?\d{2}$)/, '+');
		const at = Date.parse(written);
		const day = INSTANT.exec(written)?.[1];
		if (day === undefined || !isDay(day) || !Number.isFinite(at)) {
			context.addIssue({
				code: 'custom',
				message: 'không phải là một thời điểm có múi giờ (ISO 8601)'
			});
			return z.NEVER;
		}
		return at;
	});

const textParam = z
	.string()
	.max(200, 'quá dài')
	.optional()
	.transform((text) => empty(text?.trim()));

/** The parameters that an overview, a list, a chart and an export share (contract section 4). */
export const overviewParams = z.object({
	at: instantParam,
	knownAt: instantParam,
	from: dayParam,
	to: dayParam,
	agency: textParam,
	own: z
		.enum(['true', 'false', ''], 'phải là true hoặc false')
		.optional()
		.transform((text) => text === 'true'),
	receivedBy: textParam,
	field: textParam,
	channel: textParam
});
export type OverviewParams = z.output<typeof overviewParams>;

/** What a list may be asked for besides. */
export const listParams = overviewParams.extend({
	figure: z.enum(FIGURES, 'không có số liệu này').optional(),
	standing: z.enum(STANDINGS, 'không có tình trạng này').optional(),
	flag: z.enum(FLAGS, 'không có dấu hiệu này').optional(),
	age: z.enum(['le7', 'd8_30', 'gt30', 'gt90'], 'không có khoảng này').optional(),
	due: dayParam,
	q: textParam,
	sort: z
		.enum(['due', 'received', 'code', 'finished'], 'không sắp xếp được theo cột này')
		.optional(),
	limit: z
		.string()
		.regex(/^\d{1,4}$/, 'phải là số từ 1 đến 1000')
		.transform(Number)
		.refine((n) => n >= 1 && n <= 1000, 'phải là số từ 1 đến 1000')
		.optional(),
	cursor: z.string().max(400, 'quá dài').optional()
});
export type ListParams = z.output<typeof listParams>;

/**
 * The question that parameters ask.
 *
 * `to` is by default the day of `at`, `at` the earlier of now and the end of `to`, `from` the first
 * of the month of `at`.
 *
 * @throws ProblemError 400 naming the field: `at` in the future or after `to`, from > to, an
 *   agency that nobody knows
 */
export function overviewQuery(
	params: OverviewParams,
	rules: LoadedRules,
	now: Instant
): OverviewQuery {
	const at = params.at ?? Math.min(now, params.to === null ? now : endOfDay(params.to));
	const to: Day = params.to ?? dayOf(at);
	const from: Day = params.from ?? `${dayOf(at).slice(0, 7)}-01`;
	if (at > now) throw refusedParam('at', 'ở tương lai');
	if (dayOf(at) > to) throw refusedParam('at', 'sau ngày cuối của kỳ (to)');
	if (from > to) throw refusedParam('from', 'sau ngày cuối của kỳ (to)');
	const agencyId = params.agency === null ? null : rules.directory.byCode(params.agency);
	if (params.agency !== null && agencyId === null) {
		throw refusedParam('agency', 'không có cơ quan mang mã này');
	}
	return {
		at,
		knownAt: params.knownAt,
		from,
		to,
		agencyId,
		own: params.own,
		receivedBy:
			params.receivedBy === null
				? null
				: (normaliseAgencyCode(params.receivedBy) ?? params.receivedBy),
		field: params.field,
		channel: params.channel
	};
}

/** The list that parameters ask for. Throws as {@link overviewQuery} does. */
export function listQuery(params: ListParams, rules: LoadedRules, now: Instant): ListQuery {
	const age = OVERDUE_AGES.find(({ bucket }) => bucket === params.age);
	return {
		...overviewQuery(params, rules, now),
		figure: params.figure ?? null,
		standing: params.standing ?? null,
		flag: params.flag ?? null,
		search: params.q,
		age: age ? { min: age.min, max: age.max } : null,
		due: params.due,
		sort: params.sort ?? 'due',
		limit: params.limit ?? 50,
		cursor: params.cursor ?? null
	};
}

function refusedParam(field: string, detail: string) {
	return invalid([{ field, detail }]);
}
