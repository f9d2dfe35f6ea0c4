import type { Expected } from '#lib/domain/reports/rhythm.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '../words/numbers.ts';

/** How often something is expected of an agency, and how that is known. */
export function rhythmText({ minutes, days }: Pick<Expected, 'minutes' | 'days'>): string {
	const said = { minutes: formatCount(minutes), days: formatCount(days) };
	return days === 0 ? m.agency_rhythm_limit(said) : m.agency_rhythm_learned(said);
}
