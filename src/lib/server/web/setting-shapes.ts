import { z } from 'zod';
import { AGENCY_KINDS, AGENCY_LEVELS } from '#lib/domain/agencies/agency.ts';
import { writtenHours } from '#lib/domain/agencies/agency-row.ts';
import { DECLARED_KINDS } from '#lib/domain/calendar/declared-days.ts';
import { addDays, isDay } from '#lib/domain/calendar/time.ts';
import { PARAMETER_NAMES } from '#lib/domain/deadlines/parameter-values.ts';
import { INDICATOR_NAMES } from '#lib/domain/settings/thresholds.ts';
import { flag } from './file-door.ts';

/** Bodies of the commands with which a province is set up; forms send the same members as text. */

const MUST = 'không được để trống';
const TOO_LONG = 'quá dài';
const NO_DAY = 'không phải là một ngày (YYYY-MM-DD)';

const day = z.string(MUST).refine(isDay, NO_DAY);
const dayOrNone = z
	.string()
	.refine((text) => text === '' || isDay(text), NO_DAY)
	.nullish()
	.transform((text) => (text === '' ? null : (text ?? null)));
const text = (atMost: number) => z.string(MUST).trim().min(1, MUST).max(atMost, TOO_LONG);
const code = text(35);
/** Số, ngày của văn bản. Every change of a setting rests on one. */
const document = text(500);
const yes = z
	.union([z.boolean(), z.enum(['', 'true', 'false', 'on', 'x'])])
	.transform((said) => said === true || said === 'true' || said === 'on' || said === 'x');

/** Fields beside the file of `POST /api/v1/agencies/imports`. */
export const agenciesFields = z.object({
	dryRun: flag(true),
	/** The first day of lines that do not say their own; default today. */
	validFrom: dayOrNone,
	/** The document of lines that do not name theirs. */
	document: z
		.string()
		.max(500, TOO_LONG)
		.optional()
		.transform((said) => said?.trim() ?? ''),
	/** `plan` of the dry run that was looked at. */
	plan: z
		.string()
		.max(64, TOO_LONG)
		.optional()
		.transform((said) => (said === undefined || said === '' ? null : said))
});

/** `POST /api/v1/agencies/changes`; what is left out stays as it is. */
export const agencyChange = z.strictObject({
	code,
	validFrom: day,
	document,
	name: text(300).optional(),
	shortName: text(100).optional(),
	kind: z.enum(AGENCY_KINDS, 'không có loại này').optional(),
	level: z.enum(AGENCY_LEVELS, 'không có cấp này').optional(),
	/** Null or '': none. */
	parentCode: z
		.string()
		.trim()
		.max(35, TOO_LONG)
		.nullable()
		.transform((said) => (said === '' ? null : said))
		.optional(),
	accountable: yes.optional(),
	vertical: yes.optional(),
	/** `07:00-11:30; 13:30-17:00` */
	hours: text(200)
		.refine((said) => writtenHours(said) !== null, 'phải viết như 07:00-11:30; 13:30-17:00')
		.optional()
});

/** `POST /api/v1/agencies/ends` */
export const agencyEnd = z.strictObject({
	code,
	/** Its last day. */
	validTo: day,
	successors: z
		.union([z.array(code).max(50), z.string()])
		.optional()
		.transform((said) =>
			(typeof said === 'string' ? said.split(/[;,\s]+/) : (said ?? [])).filter((one) => one !== '')
		),
	kind: z.enum(['merge', 'split', 'rename', 'abolish', 'transfer']).default('merge'),
	document
});

/** `POST /api/v1/agencies/aliases` */
export const agencyAlias = z.strictObject({
	code,
	alias: text(500),
	validFrom: dayOrNone,
	validTo: dayOrNone
});

/** `POST /api/v1/agencies/heads` */
export const agencyHead = z.strictObject({
	code,
	name: text(200),
	title: text(200),
	acting: yes.default(false),
	validFrom: day,
	validTo: dayOrNone,
	document
});

const declaredDay = z.strictObject({
	day,
	kind: z.enum(DECLARED_KINDS, 'không có loại này'),
	name: text(200)
});

/** `POST /api/v1/calendar/days`: days that one document declares. */
export const daysDeclared = z.strictObject({
	days: z.array(declaredDay).min(1, MUST).max(31, 'quá nhiều'),
	document
});

/** `POST /api/v1/calendar/previews` */
export const daysAsked = z.strictObject({
	days: z
		.array(declaredDay.omit({ name: true }))
		.min(1, MUST)
		.max(31, 'quá nhiều')
});

/** The form of the same: the days from one to another, and the day on which they are made up for. */
export const daysForm = z
	.object({
		from: day,
		to: dayOrNone,
		makeUp: dayOrNone,
		kind: z.enum(DECLARED_KINDS, 'không có loại này'),
		name: text(200),
		document
	})
	.refine(({ from, to }) => to === null || from <= to, {
		error: 'Ngày kết thúc trước ngày bắt đầu.',
		path: ['to']
	})
	.refine(({ from, to }) => to === null || to < addDays(from, 31), {
		error: 'Mỗi lần khai báo nhiều nhất 31 ngày.',
		path: ['to']
	})
	.transform(({ from, to, makeUp, kind, name, document: by }) => {
		const days: { day: string; kind: typeof kind; name: string }[] = [];
		for (let at = from; at <= (to ?? from); at = addDays(at, 1)) days.push({ day: at, kind, name });
		if (makeUp !== null) days.push({ day: makeUp, kind: 'working', name: `Làm bù: ${name}` });
		return { days, document: by };
	});

const identity = z.union([z.int(), z.string().regex(/^\d{1,9}$/, 'phải là số')]).transform(Number);

/** `POST /api/v1/calendar/withdrawals`, and the same of parameters and thresholds. */
export const withdrawal = z.strictObject({ id: identity });

const NUMBER = 'phải là một số';
/** 2,5 as offices write it, or 2.5. */
const number = z
	.union([z.number(), z.string()], NUMBER)
	.transform((said) =>
		typeof said === 'number' ? said : Number(said.trim().replace(',', '.') || NaN)
	)
	.refine((said) => Number.isFinite(said), NUMBER);

/** `POST /api/v1/calendar/years` */
export const yearConfirmed = z.strictObject({
	year: number.refine((said) => Number.isInteger(said) && said > 2017 && said < 2100, NUMBER),
	document
});

/** `POST /api/v1/parameters` */
export const parameterSet = z.strictObject({
	name: z.enum(PARAMETER_NAMES, 'không có tham số này'),
	/** Only of `financialDutyPauses`: the field of procedures it is for. */
	field: z
		.string()
		.trim()
		.max(200, TOO_LONG)
		.nullish()
		.transform((said) => (said === '' ? null : (said ?? null))),
	value: number,
	validFrom: day,
	document
});

/** `POST /api/v1/thresholds` */
export const thresholdSet = z.strictObject({
	indicator: z.enum(INDICATOR_NAMES, 'không có chỉ tiêu này'),
	value: number,
	validFrom: day,
	document
});
