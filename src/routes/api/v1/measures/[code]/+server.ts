import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { MEASURE_REFUSALS } from '#lib/server/web/measure-shapes.ts';
import { readMeasure } from '#lib/server/web/measures.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeMeasures' }, async ({ event, reader }) => {
	const by = delayActorOf(event, reader);
	const measure = await readMeasure(event.locals.desk, event.params.code ?? '', by);
	if (measure !== null) return answerJson(event, measure);
	const code = 'measure.unknown';
	return problem({ status: 404, title: MEASURE_REFUSALS[code] ?? code, code });
});
