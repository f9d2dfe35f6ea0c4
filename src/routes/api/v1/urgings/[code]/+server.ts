import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { problem } from '#lib/server/web/problem.ts';
import { URGING_REFUSALS } from '#lib/server/web/urging-shapes.ts';
import { readUrging } from '#lib/server/web/urgings.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'readNotices' }, async ({ event, reader }) => {
	const urging = await readUrging(event.locals.desk, reader, event.params.code ?? '');
	if (urging !== null) return answerJson(event, urging);
	const code = 'urging.unknown';
	return problem({ status: 404, title: URGING_REFUSALS[code] ?? code, code });
});
