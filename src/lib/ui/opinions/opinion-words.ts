import { indicatorOf, type IndicatorId } from '#lib/domain/indicators/registry.ts';
import type { OpinionState } from '#lib/domain/opinions/opinion.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatCount, formatRate } from '../words/numbers.ts';

export const OPINION_STATE_WORDS: Readonly<Record<OpinionState, () => string>> = {
	prepared: m.opinions_state_prepared,
	given: m.opinions_state_given,
	issued: m.opinions_state_issued,
	returned: m.opinions_state_returned,
	withdrawn: m.opinions_state_withdrawn
};

/** A number as its indicator is written: a count, or a rate. */
export function numberText(id: IndicatorId, value: number | null): string {
	if (indicatorOf(id).kind === 'rate') return formatRate(value);
	return value === null ? formatRate(null) : formatCount(value);
}
