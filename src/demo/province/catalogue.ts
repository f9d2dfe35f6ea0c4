/**
 * How this folder writes a catalogue: a group of procedures with one handler and one field, a line
 * each: `code norm weight name`. Norms: `10w` working days, `25d` calendar days, `4h` working hours,
 * `0` within the day of reception. Weights say how often the simulator meets the procedure.
 */
import type { Day } from '#lib/domain/calendar/time.ts';
import type { SeedProcedure, SeedUnit } from './seed.ts';

/** Shares of reception at the desk, online and by post; they add up to 1. */
export type ChannelMix = readonly [desk: number, online: number, post: number];

/** Who solves it: an agency's code, or every land branch, or every commune. */
export type Handler = 'land_branches' | 'communes' | `H${string}`;

export interface DemoProcedure extends SeedProcedure {
	handler: Handler;
	weight: number;
	channels: ChannelMix;
	/** Land dossiers stop for taxes and fees (status 6) more often than not at all. */
	financialDuty: boolean;
}

export interface Group {
	handler: Handler;
	fieldCode: string;
	fieldName: string;
	channels: ChannelMix;
	/** The province's own shorter norm, as a share of the norm; absent: none. */
	committed?: number;
	financialDuty?: boolean;
	lines: string;
}

const UNITS: Record<string, SeedUnit> = {
	w: 'working_days',
	d: 'calendar_days',
	h: 'working_hours'
};

/** The procedures of one period and one source; a line of another form is a mistake in this folder. */
export function catalogue(
	groups: readonly Group[],
	validFrom: Day,
	validTo: Day | null,
	source: string
): DemoProcedure[] {
	return groups.flatMap((group) =>
		group.lines
			.trim()
			.split('\n')
			.map((line): DemoProcedure => {
				const [, code, value, unit, weight, name] =
					/^(\d\.\d{6}) (\d+)([wdh]?) ([\d.]+) (.+)$/.exec(line.trim()) ?? [];
				if (code === undefined || name === undefined) throw new Error(`not a procedure: ${line}`);
				const normValue = Number(value) || null;
				const normUnit = UNITS[unit ?? ''] ?? null;
				const shorter = group.committed !== undefined && normValue !== null && normValue > 4;
				return {
					code,
					name,
					fieldCode: group.fieldCode,
					fieldName: group.fieldName,
					normValue,
					normUnit,
					committedValue: shorter ? Math.ceil(normValue * (group.committed ?? 1)) : null,
					committedUnit: shorter ? normUnit : null,
					sameDay: normValue === null,
					validFrom,
					validTo,
					source,
					handler: group.handler,
					weight: Number(weight),
					channels: group.channels,
					financialDuty: group.financialDuty ?? false
				};
			})
	);
}
