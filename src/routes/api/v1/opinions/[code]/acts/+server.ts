import { actOnOpinion } from '#lib/server/commands/tasks/opinions.ts';
import { command } from '#lib/server/web/commands.ts';
import { opinionAct } from '#lib/server/web/opinion-shapes.ts';
import { opinionActOf } from '#lib/server/web/opinions.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'seeOpinions', body: opinionAct },
	async ({ event, reader, body }) => {
		const { db, rulebook } = event.locals.desk;
		const act = opinionActOf(await rulebook.current(), body);
		if (!act.accepted) return act;
		const code = event.params.code ?? '';
		return actOnOpinion(db, { code, act: act.value }, taskActorOf(event, reader));
	}
);
