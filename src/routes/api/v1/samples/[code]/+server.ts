import { readAs } from '#lib/server/store/reading.ts';
import { sampleByCode } from '#lib/server/store/samples.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { shownSample } from '#lib/server/web/flags.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = endpoint<RequestEvent>(
	{ may: 'drawSamples' },
	async ({ event, reader }) => {
		const found = await readAs(event.locals.desk.db, reader, async (sql) =>
			sampleByCode(sql, event.params.code)
		);
		return found
			? answerJson(event, { ...shownSample(found), snapshot: found.snapshot })
			: problem({ status: 404, title: 'Không có mẫu này.', code: 'sample.unknown' });
	}
);
