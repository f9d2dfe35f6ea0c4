import type { Reader } from '#lib/domain/accounts/reader.ts';
import { isDay } from '#lib/domain/calendar/time.ts';
import type { MorningPage } from '#lib/domain/reports/morning-page.ts';
import type { Database } from '../store/database.ts';
import { morningPageOf } from '../store/morning-pages.ts';
import { readAs } from '../store/reading.ts';

/** The page of a day as somebody wrote it in an address; null for no such day, or none of it. */
export async function morningPageFor(
	db: Database,
	reader: Reader,
	day: string
): Promise<MorningPage | null> {
	if (!isDay(day)) return null;
	return readAs(db, reader, async (sql) => morningPageOf(sql, day));
}
