import { orphans, waitingGroups } from '#lib/server/store/quarantine.ts';
import { pendingCount } from '#lib/server/store/intake.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { shownGroup, shownOrphan } from '#lib/server/web/quarantine-answers.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeQuarantine' }, async ({ event, reader }) => {
	const body = await readAs(event.locals.desk.db, reader, async (sql) => {
		const { total, items } = await orphans(sql, 100);
		return {
			pending: await pendingCount(sql),
			groups: (await waitingGroups(sql)).map(shownGroup),
			orphans: { total, items: items.map(shownOrphan) }
		};
	});
	return answerJson(event, body);
});
