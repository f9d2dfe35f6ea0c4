import { askOpinion } from '#lib/server/commands/consultations.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import {
	consultationAsked,
	consultationParams,
	consultationQuery
} from '#lib/server/web/consultation-shapes.ts';
import { askedOf, readConsultations, todayOf } from '#lib/server/web/consultations.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeDossiers', query: consultationParams },
	async ({ event, reader, query }) => {
		const { desk } = event.locals;
		const asked = consultationQuery(query, await desk.rulebook.current(), desk.clock.now());
		const page = { after: query.cursor ?? null, limit: query.limit ?? 50 };
		return answerJson(event, await readConsultations(desk, reader, asked, page));
	}
);

export const POST: RequestHandler = command(
	{ may: 'explainDelays', body: consultationAsked },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const told = askedOf(body, await desk.rulebook.current(), todayOf(desk));
		return askOpinion(desk.db, told, delayActorOf(event, reader));
	}
);
