import { z } from 'zod';

const screenName = z.string().trim().min(1, 'không được để trống').max(60, 'quá dài');

/** The code that a wall shows; people type it in two groups. */
export const screenCode = z
	.string()
	.trim()
	.regex(/^\d{3} ?\d{3}$/, 'phải là 6 chữ số')
	.transform((code) => code.replace(' ', ''));

/** `POST /api/v1/screens` */
export const screenApproval = z.strictObject({
	code: screenCode,
	name: screenName,
	/** What it shows: `province`, or the code of an agency, with all below it. */
	scope: z.string().trim().min(1).max(40).default('province')
});

/** The agency that a scope names; null: the whole province. */
export function agencyOfScope(scope: string): string | null {
	return scope === 'province' ? null : scope;
}

/** `POST /api/v1/screens/{id}/name` */
export const screenNaming = z.strictObject({ name: screenName });

/** The body of a command that its path says whole: `{}`. */
export const nothingMore = z.strictObject({});
