import { addDays, MINUTE, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { startEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { openDatabase, withTransaction } from '#lib/server/store/database.ts';
import { hear } from '#lib/server/store/intake.ts';

/**
 * Working days on which every agency of the province is heard every twenty minutes of its office hours,
 * as the feed's door notes it; the last time at `until`. The database runs meanwhile and is stopped again.
 */
export async function speakUntil(dataDir: string, from: Day, until: Instant): Promise<void> {
	const server = await startEmbedded(dataDir, { fsync: 'off' });
	const database = openDatabase(server.url, { max: 1, scope: 'owner' });
	const agencies = await database.sql<{ agencyId: number }[]>`
		select agency_id as "agencyId" from freshness order by 1`;
	await withTransaction(
		database,
		async ({ sql }) => {
			for (let day = from, now = -Infinity; now < until; day = addDays(day, 1)) {
				for (let minute = 7 * 60 + 10; minute <= 16 * 60 + 50; minute += 20) {
					now = Date.parse(`${day}T00:00:00+07:00`) + minute * MINUTE;
					if (new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0 || now > until) continue;
					const at = { lastEventAt: now, lastArrivalAt: now };
					await hear(
						sql,
						agencies.map((agency) => ({ ...agency, ...at }))
					);
				}
			}
		},
		{ scope: 'intake' }
	);
	await database.close();
	await server.stop();
}
