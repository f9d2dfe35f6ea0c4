import { isoOf } from '#lib/domain/calendar/time.ts';
import { keyUses, sources, vitals } from '#lib/server/store/operations.ts';
import { readOperations } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:quarantine', 'live:agencies');
	const { db, rulebook, clock } = event.locals.desk;
	requirePageReader(event, 'seeOperations');
	const rules = await rulebook.current();
	const [figures, agencies, keys] = await readOperations(db, async (sql) =>
		Promise.all([vitals(sql), sources(sql, rules, clock.now()), keyUses(sql)])
	);
	const { lastEntryAt, verifications, ...rest } = figures;
	return {
		vitals: { ...rest, lastEntryAt: lastEntryAt === null ? null : isoOf(lastEntryAt) },
		verifications,
		sources: agencies,
		keys
	};
};
