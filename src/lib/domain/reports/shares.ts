import type { IndicatorName } from '../settings/thresholds.ts';
import type { Tally } from './tally.ts';

/**
 * What an indicator is of a tally: the share that a threshold is held against, as a fraction; null when
 * there is nothing to divide by. Overdue are measured by all that is open, waiting for reception too long
 * by all that waits: neither is ever put together with what was finished late.
 */
export function shareOf({ rates, open, awaiting }: Tally, of: IndicatorName): number | null {
	const fraction = (part: number, whole: number) => (whole === 0 ? null : part / whole);
	switch (of) {
		case 'late':
		case 'lateByPromise':
		case 'onTimeOrEarly':
			return rates[of];
		case 'overdue':
			return fraction(open.overdue, open.total);
		case 'awaitingOverdue':
			return fraction(awaiting.overdue, awaiting.total);
	}
}
