import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import { brightTimes, type BrightTimes } from '#lib/domain/wall/night.ts';
import type { Desk } from '../desk.ts';
import { agencyOfScreen } from '../store/screens.ts';

/** A wall that hears nothing from the server keeps to its hours so long. */
const DAYS = 15;

/** When a wall is bright, by the hours of the agency that it shows; else by those of the province. */
export async function brightTimesOf(
	{ db, rulebook, clock }: Desk,
	reader: Reader
): Promise<BrightTimes> {
	const agencyId = reader.screenId === null ? null : await agencyOfScreen(db.sql, reader.screenId);
	const rules = await rulebook.current();
	const today = dayOf(clock.now());
	return brightTimes(rules.calendar, hoursOf(rules, agencyId, today), today, DAYS);
}
