import { maySeeMetrics } from '#lib/domain/accounts/reader.ts';
import { sources, vitals } from '#lib/server/store/operations.ts';
import { readOperations } from '#lib/server/store/reading.ts';
import { endpoint } from '#lib/server/web/api.ts';
import { metricsText } from '#lib/server/web/metrics.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({}, async ({ event, reader }) => {
	if (!maySeeMetrics(reader)) {
		return problem({
			status: 403,
			title: 'Chỉ khóa đọc của toàn tỉnh mới xem được số đo.',
			code: 'accounts.forbidden'
		});
	}
	const { db, rulebook, clock } = event.locals.desk;
	const rules = await rulebook.current();
	const [figures, agencies] = await readOperations(db, async (sql) =>
		Promise.all([vitals(sql), sources(sql, rules, clock.now())])
	);
	const stale = agencies.filter(({ freshness }) => freshness.stale).length;
	return new Response(metricsText(figures, stale, Date.now()), {
		headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
	});
});
