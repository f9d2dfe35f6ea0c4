import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { indicatorsNow } from '#lib/server/web/indicator-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeAggregates' }, ({ event }) =>
	answerJson(event, indicatorsNow())
);
