import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { command } from '#lib/server/web/commands.ts';
import { taskAct } from '#lib/server/web/task-shapes.ts';
import { actOfBody, taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'seeTasks', body: taskAct },
	async ({ event, reader, body }) => {
		const { db, rulebook } = event.locals.desk;
		const act = actOfBody(await rulebook.current(), body);
		if (!act.accepted) return act;
		const code = event.params.code ?? '';
		return actOnTask(db, { code, act: act.value }, taskActorOf(event, reader));
	}
);
