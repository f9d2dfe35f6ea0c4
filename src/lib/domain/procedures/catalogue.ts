/**
 * The procedure catalogue: what a procedure is called and how long it may take, as from one day to
 * another. It explains and checks recorded appointments; it never replaces them.
 */
import { z } from 'zod';
import { isDay, type Day } from '../calendar/time.ts';

/** The national key (`1.004227`) at the start of the forms in which procedures are written. */
const NATIONAL = /^(\d\.\d{6})(?:\.|$)/;
/** `.000.00.00.H22` or `.H38`: the agency that a system writes behind the code. */
const AGENCY = /(?:\.\w{3}\.\w{2}\.\w{2})?\.[A-Z]\d{2}$/i;

/**
 * The key of a procedure code as the catalogue has it: `1.004227.000.00.00.H08`, `1.004227.H38` and
 * `1.004227` are one procedure. A local code (`TS_lop1.000.00.00.H22`) loses only the agency behind it.
 */
export function normaliseProcedureCode(text: string): string {
	const code = text.trim();
	return NATIONAL.exec(code)?.[1] ?? code.replace(AGENCY, '');
}

export const NORM_UNITS = ['working_days', 'calendar_days', 'working_hours'] as const;
export type NormUnit = (typeof NORM_UNITS)[number];

export interface Norm {
	value: number;
	unit: NormUnit;
}

export interface ProcedureVersion {
	/** National key `n.nnnnnn`, or a local code without the agency behind it. */
	code: string;
	name: string;
	fieldCode: string;
	fieldName: string;
	/** The time that the law allows; null: the catalogue does not say. */
	norm: Norm | null;
	/** The shorter time that the province has committed itself to. */
	committed: Norm | null;
	/** The result is due within the day of reception; there may be no appointment paper. */
	sameDay: boolean;
	validFrom: Day;
	/** The last day, included. */
	validTo: Day | null;
	/** The decision that published it. */
	source: string;
}

export function byFirstDay(a: ProcedureVersion, b: ProcedureVersion): number {
	return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0;
}

export interface ProcedureCatalogue {
	/** The version that held on the day, by a code in any of its forms. */
	on(code: string, day: Day): ProcedureVersion | null;
	/** The last version there is, for showing a name. */
	latest(code: string): ProcedureVersion | null;
}

export function procedureCatalogue(versions: readonly ProcedureVersion[]): ProcedureCatalogue {
	const byCode = Map.groupBy(versions.toSorted(byFirstDay), (version) =>
		normaliseProcedureCode(version.code)
	);
	return {
		on(code, day) {
			const all = byCode.get(normaliseProcedureCode(code));
			const held = all?.findLast((version) => version.validFrom <= day);
			return held && (held.validTo === null || day <= held.validTo) ? held : null;
		},
		latest: (code) => byCode.get(normaliseProcedureCode(code))?.at(-1) ?? null
	};
}

const day = z.string().refine(isDay, { error: 'not_a_day' });

/** Longest norm that is believed: ten years of days, one year of hours. */
export const normSchema = z.strictObject({
	value: z
		.number({ error: 'not_a_number' })
		.int('not_a_number')
		.min(1, 'too_small')
		.max(3650, 'too_large'),
	unit: z.enum(NORM_UNITS, { error: 'unknown_unit' })
});

/** A version as an edge may give it. Errors are codes, so that the screen words them. */
export const procedureVersionSchema = z
	.strictObject({
		code: z
			.string()
			.transform(normaliseProcedureCode)
			.refine((code) => /^[\w.-]{1,60}$/.test(code), { error: 'not_a_code' }),
		name: z.string().min(1, 'missing').max(2000, 'too_long'),
		fieldCode: z.string().max(60, 'too_long'),
		fieldName: z.string().min(1, 'missing').max(300, 'too_long'),
		norm: normSchema.nullable(),
		committed: normSchema.nullable(),
		sameDay: z.boolean(),
		validFrom: day,
		validTo: day.nullable(),
		source: z.string().max(500, 'too_long')
	})
	.refine((row) => row.validTo === null || row.validTo >= row.validFrom, {
		path: ['validTo'],
		error: 'ends_before_start'
	});
