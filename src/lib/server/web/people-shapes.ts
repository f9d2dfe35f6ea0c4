import { z } from 'zod';
import { ROLES } from '#lib/domain/accounts/account.ts';
import { isDay } from '#lib/domain/calendar/time.ts';
import { flag } from './file-door.ts';

/** Bodies of the commands of accounts and posts; forms send the same members. */

const MUST = 'không được để trống';
const TOO_LONG = 'quá dài';
const NO_DAY = 'không phải là một ngày (YYYY-MM-DD)';

const day = z.string(MUST).refine(isDay, NO_DAY);
const dayOrNone = z
	.string()
	.refine((said) => said === '' || isDay(said), NO_DAY)
	.nullish()
	.transform((said) => (said === '' ? null : (said ?? null)));
const textOrNone = (atMost: number) =>
	z
		.string()
		.trim()
		.max(atMost, TOO_LONG)
		.nullish()
		.transform((said) => (said === '' ? null : (said ?? null)));
const codes = z.array(z.string().trim().min(1, MUST).max(60, TOO_LONG)).max(200).default([]);
const document = z.string(MUST).trim().min(1, MUST).max(500, TOO_LONG);
const pageOf = (most: number) =>
	z
		.string()
		.regex(/^\d{1,6}$/, 'phải là số')
		.transform(Number)
		.refine((n) => n <= most, 'quá lớn')
		.optional();

/** `POST /api/v1/accounts/{id}/posts` */
export const postOrder = z.strictObject({
	role: z.enum(ROLES, 'không có vai trò này'),
	/** Of the roles of an agency. */
	agency: textOrNone(35),
	/** Codes of fields that a leader answers for. */
	fields: codes,
	/** Codes of agencies that a leader, or a deputy, answers for. */
	answersFor: codes,
	/** Address of the account in whose place it acts. */
	onBehalfOf: textOrNone(254),
	validFrom: day,
	validTo: dayOrNone,
	document
});

/** `POST /api/v1/accounts` */
export const newPerson = z.strictObject({
	email: z.string(MUST).trim().min(1, MUST).max(254, TOO_LONG),
	name: z.string(MUST).trim().min(1, MUST).max(200, TOO_LONG),
	post: postOrder
});

/** `POST /api/v1/accounts/{id}/endings` */
export const postEnding = z.strictObject({
	post: z.coerce.number<number | string>().pipe(z.int().positive()),
	/** The first day on which it is no longer held; today at the earliest. */
	from: day,
	document
});

/** `POST /api/v1/accounts/{id}/names` */
export const newName = z.strictObject({
	name: z.string(MUST).trim().min(1, MUST).max(200, TOO_LONG)
});

/** Of commands that need nothing beside whom they are about. */
export const nothing = z.strictObject({});

/** `POST /api/v1/accounts/links` */
export const linksOrder = z.strictObject({
	/** Also for those who were handed one before and have not used it. */
	again: z.boolean().default(false)
});

export const PEOPLE_STATES = ['active', 'disabled', 'never', 'no_factor', 'no_post'] as const;

/** `GET /api/v1/accounts` */
export const peopleParams = z.object({
	q: z.string().max(200, TOO_LONG).optional(),
	role: z.enum(['', ...ROLES], 'không có vai trò này').optional(),
	agency: z.string().max(35, TOO_LONG).optional(),
	state: z.enum(['', ...PEOPLE_STATES], 'không có trạng thái này').optional(),
	offset: pageOf(100_000),
	limit: pageOf(1_000)
});

/** Fields beside the file of `POST /api/v1/accounts/imports`. */
export const peopleFileFields = z.object({
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
