/**
 * From which value on a rate is called high (or low) is the office's decision, from a day on, by a
 * document. Where none is decided nothing is marked: the product has no opinion of its own.
 */
import type { Day } from '../calendar/time.ts';

export interface Indicator {
	/** `high`: high from the value on; `low`: low below it. */
	direction: 'high' | 'low';
	/** Shares are written in hundredths: 2.5 is 2,5 %. */
	unit: 'percent';
}

export const INDICATORS = {
	late: { direction: 'high', unit: 'percent' },
	lateByPromise: { direction: 'high', unit: 'percent' },
	overdue: { direction: 'high', unit: 'percent' },
	awaitingOverdue: { direction: 'high', unit: 'percent' },
	onTimeOrEarly: { direction: 'low', unit: 'percent' }
} as const satisfies Record<string, Indicator>;
export type IndicatorName = keyof typeof INDICATORS;
export const INDICATOR_NAMES = Object.keys(INDICATORS) as IndicatorName[];

export interface ThresholdValue {
	id: number;
	indicator: IndicatorName;
	value: number;
	validFrom: Day;
	document: string;
}

/** The threshold that holds on a day: the latest that has begun; null when none is decided. */
export function thresholdOn(
	values: readonly ThresholdValue[],
	indicator: IndicatorName,
	on: Day
): ThresholdValue | null {
	const begun = values.filter((one) => one.indicator === indicator && one.validFrom <= on);
	return begun.toSorted(byBeginning).at(-1) ?? null;
}

function byBeginning(a: ThresholdValue, b: ThresholdValue): number {
	return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : a.id - b.id;
}

/**
 * Whether a share crosses its threshold. Compared as hundredths with a little slack, so that 2,5 % of
 * 1.000 is not missed by the way a computer writes 0.025.
 *
 * @param share a fraction; null: nothing to divide by, which crosses nothing
 */
export function crosses(indicator: IndicatorName, share: number | null, value: number): boolean {
	if (share === null) return false;
	const percent = share * 100;
	return INDICATORS[indicator].direction === 'high'
		? percent >= value - 1e-9
		: percent < value - 1e-9;
}
