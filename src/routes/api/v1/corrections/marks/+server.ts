import { isoOf } from '#lib/domain/calendar/time.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readMarks } from '#lib/server/web/corrections.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeAggregates' }, async ({ event, reader }) => {
	const { desk } = event.locals;
	const agencies = (await readMarks(desk, reader)).filter(({ code }) => code !== '');
	return answerJson(event, { asOf: isoOf(desk.clock.now()), agencies });
});
