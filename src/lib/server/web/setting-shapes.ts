import { z } from 'zod';
import { AGENCY_KINDS, AGENCY_LEVELS } from '#lib/domain/agencies/agency.ts';
import { writtenHours } from '#lib/domain/agencies/agency-row.ts';
import { isDay } from '#lib/domain/calendar/time.ts';
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
