import { getContext, setContext } from 'svelte';
import { crosses, INDICATORS, type IndicatorName } from '#lib/domain/settings/thresholds.ts';
import { m } from '#lib/paraglide/messages.js';

/** The thresholds that the office has decided for the day of a table; none for an indicator: no mark. */
export type Limits = Partial<Record<IndicatorName, { value: number; document: string }>>;

const LIMITS = Symbol('limits');

/** Tells the tables below a page its thresholds. */
export function provideLimits(limits: () => Limits): void {
	setContext(LIMITS, limits);
}

/** Reads them inside a table; a page without any has none. */
export function heldLimits(): () => Limits {
	return getContext<(() => Limits) | undefined>(LIMITS) ?? (() => ({}));
}

/** The word for a share that crosses its threshold, and why; null where it does not. */
export function limitMark(
	limits: Limits,
	indicator: IndicatorName,
	share: number | null
): { word: string; why: string } | null {
	const limit = limits[indicator];
	if (limit === undefined || !crosses(indicator, share, limit.value)) return null;
	const value = `${String(limit.value).replace('.', ',')} %`;
	const { document } = limit;
	return INDICATORS[indicator].direction === 'high'
		? { word: m.limit_high(), why: m.limit_high_why({ value, document }) }
		: { word: m.limit_low(), why: m.limit_low_why({ value, document }) };
}
