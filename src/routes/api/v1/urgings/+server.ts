import { urge } from '#lib/server/commands/urging.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { problem } from '#lib/server/web/problem.ts';
import { URGING_REFUSALS, urgingListParams, urgingOrder } from '#lib/server/web/urging-shapes.ts';
import { readUrgings, replyByDefault, urgedList, urgingActorOf } from '#lib/server/web/urgings.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'readNotices', query: urgingListParams },
	async ({ event, reader, query }) => {
		const items = await readUrgings(event.locals.desk, reader, query.agency);
		if (items !== null) return answerJson(event, { items });
		const code = 'urging.agency_unknown';
		return problem({ status: 404, title: URGING_REFUSALS[code] ?? code, code });
	}
);

export const POST: RequestHandler = command(
	{ may: 'urge', body: urgingOrder },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const list = await urgedList(desk, reader, body);
		if (!list.accepted) return list;
		const rules = await desk.rulebook.current();
		const replyBy = body.replyBy ?? replyByDefault(rules, desk.clock.now());
		const urged = { ...list.value, replyBy, text: body.text };
		return urge(desk.db, rules, urged, urgingActorOf(event, reader));
	}
);
