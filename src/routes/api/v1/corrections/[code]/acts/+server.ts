import { actOnCorrection } from '#lib/server/commands/corrections.ts';
import { command } from '#lib/server/web/commands.ts';
import { correctionAct } from '#lib/server/web/correction-shapes.ts';
import { correctionActorOf } from '#lib/server/web/corrections.ts';
import type { RequestEvent, RequestHandler } from './$types';

/** The agency adds or takes back, the centre answers: the rules say who, act by act. */
export const POST: RequestHandler = command<RequestEvent, typeof correctionAct>(
	{ may: 'seeDossiers', body: correctionAct },
	async ({ event, reader, body }) => {
		const { db, rulebook } = event.locals.desk;
		const rules = await rulebook.current();
		const given = { code: event.params.code, act: body };
		return actOnCorrection(db, rules, given, correctionActorOf(event, reader));
	}
);
