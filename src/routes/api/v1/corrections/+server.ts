import { askCorrection } from '#lib/server/commands/corrections.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { correctionListParams, correctionOrder } from '#lib/server/web/correction-shapes.ts';
import {
	correctionActorOf,
	correctionAsked,
	readCorrections
} from '#lib/server/web/corrections.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeDossiers', query: correctionListParams },
	async ({ event, reader, query }) => {
		const items = await readCorrections(event.locals.desk, reader, query);
		if (items !== null) return answerJson(event, { items });
		const code = 'correction.agency_unknown';
		return problem({ status: 404, title: 'Không có cơ quan mang mã này.', code });
	}
);

export const POST: RequestHandler = command(
	{ may: 'askCorrections', body: correctionOrder },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const asked = await correctionAsked(desk, reader, body);
		if (!asked.accepted) return asked;
		const rules = await desk.rulebook.current();
		return askCorrection(desk.db, rules, asked.value, correctionActorOf(event, reader));
	}
);
