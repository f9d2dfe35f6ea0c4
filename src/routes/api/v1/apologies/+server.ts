import { recordApologies } from '#lib/server/commands/apologies.ts';
import { apologyParams, apologyQuery, apologyRecords } from '#lib/server/web/apology-shapes.ts';
import { readApologies } from '#lib/server/web/apologies.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { decisionOf, delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeDossiers', query: apologyParams },
	async ({ event, reader, query }) => {
		const { desk } = event.locals;
		const asked = apologyQuery(query, await desk.rulebook.current(), desk.clock.now());
		const page = { after: query.cursor ?? null, limit: query.limit ?? 50 };
		return answerJson(event, await readApologies(desk, reader, asked, page));
	}
);

export const POST: RequestHandler = command(
	{ may: 'explainDelays', body: apologyRecords },
	async ({ event, reader, body }) => {
		const given = { lines: body.letters, dryRun: false };
		const actor = delayActorOf(event, reader);
		return decisionOf(await recordApologies(event.locals.desk.db, given, actor), 'letters');
	}
);
