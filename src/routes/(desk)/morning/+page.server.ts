import { error } from '@sveltejs/kit';
import { dayOf, minuteOfDay } from '#lib/domain/calendar/time.ts';
import { morningOf } from '#lib/domain/reports/morning-time.ts';
import { may } from '#lib/domain/accounts/reader.ts';
import { latestMorningPage, morningHeads } from '#lib/server/store/morning-pages.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { morningPageFor } from '#lib/server/web/morning-reading.ts';
import { MORNINGS_LISTED } from '#lib/server/web/morning-shapes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, clock, rulebook } = event.locals.desk;
	const reader = requirePageReader(event, 'seeAggregates');
	const asked = event.url.searchParams.get('day');
	const heads = await readAs(db, reader, async (sql) => morningHeads(sql, MORNINGS_LISTED));
	const page =
		asked === null
			? await readAs(db, reader, async (sql) => latestMorningPage(sql))
			: await morningPageFor(db, reader, asked);
	if (page === null && asked !== null) error(404, 'Không có trang của ngày này.');
	const madeAt = morningOf(await rulebook.current(), dayOf(clock.now()));
	return {
		page,
		days: heads.map(({ day }) => day),
		/** When pages are made now, in minutes since 00:00. */
		minute: minuteOfDay(madeAt),
		mayReceive: may(reader, 'receiveMorningPage') && reader.kind === 'account'
	};
};
