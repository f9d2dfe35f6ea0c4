import { z } from 'zod';
import { isDay } from '#lib/domain/calendar/time.ts';
import { DISMISSALS } from '#lib/domain/dossiers/dismissal.ts';
import { flag } from './file-door.ts';

/** Fields beside the file of `POST /api/v1/feed/file`. */
export const feedFileFields = z.object({
	dryRun: flag(true),
	backfill: flag(false),
	madonvi: z
		.string()
		.max(100, 'quá dài')
		.optional()
		.transform((text) => text?.trim() ?? '')
});

const day = z
	.string()
	.refine((text) => text === '' || isDay(text), 'không phải là một ngày (YYYY-MM-DD)')
	.nullish()
	.transform((text) => (text === '' ? null : (text ?? null)));
const agencyName = z.string().min(1, 'không được để trống').max(500, 'quá dài');

/** `POST /api/v1/quarantine/mappings`, and the parameters of its preview. */
export const nameMapping = z.strictObject({
	name: agencyName,
	agency: z.string().min(1, 'không được để trống').max(35, 'quá dài'),
	validFrom: day,
	validTo: day
});

/** `POST /api/v1/quarantine/replays` */
export const replayOrder = z.strictObject({
	/** Left out: all that wait for an agency. */
	name: agencyName.optional()
});

/** `POST /api/v1/quarantine/dismissals` */
export const dismissalOrder = z.strictObject({
	ids: z.array(z.int().positive()).min(1).max(1_000, 'quá nhiều').optional(),
	reason: z.string().max(60).optional(),
	field: z.string().max(120).optional(),
	agencyName: agencyName.optional(),
	because: z.enum(DISMISSALS, 'không có lý do này')
});

/** `GET /api/v1/quarantine/messages` */
export const waitingParams = z.object({
	reason: z.string().max(60).optional(),
	field: z.string().max(120).optional(),
	agencyName: agencyName.optional(),
	after: z
		.string()
		.regex(/^\d{1,15}$/, 'phải là số')
		.transform(Number)
		.optional(),
	limit: z
		.string()
		.regex(/^\d{1,3}$/, 'phải là số từ 1 đến 500')
		.transform(Number)
		.refine((n) => n >= 1 && n <= 500, 'phải là số từ 1 đến 500')
		.optional()
});

/** Fields beside the file of `POST /api/v1/procedures/imports`. */
export const catalogueFields = z.object({
	dryRun: flag(true),
	/** The first day of lines that do not say their own; default today. */
	validFrom: day,
	/** The decision of lines that do not name theirs. */
	source: z
		.string()
		.max(500, 'quá dài')
		.optional()
		.transform((text) => text?.trim() ?? ''),
	/** `plan` of the dry run that was looked at. */
	plan: z
		.string()
		.max(64, 'quá dài')
		.optional()
		.transform((text) => (text === undefined || text === '' ? null : text))
});

/** `GET /api/v1/procedures` */
export const procedureParams = z.object({
	q: z
		.string()
		.max(200, 'quá dài')
		.optional()
		.transform((text) => (text === undefined || text === '' ? null : text)),
	on: day,
	offset: z
		.string()
		.regex(/^\d{1,6}$/, 'phải là số')
		.transform(Number)
		.optional(),
	limit: z
		.string()
		.regex(/^\d{1,4}$/, 'phải là số từ 1 đến 1000')
		.transform(Number)
		.refine((n) => n >= 1 && n <= 1000, 'phải là số từ 1 đến 1000')
		.optional()
});
