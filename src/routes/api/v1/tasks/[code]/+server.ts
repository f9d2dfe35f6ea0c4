import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { problem } from '#lib/server/web/problem.ts';
import { TASK_REFUSALS } from '#lib/server/web/task-shapes.ts';
import { readTask } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeTasks' }, async ({ event, reader }) => {
	const found = await readTask(event.locals.desk, reader, event.params.code ?? '');
	if (found !== null) return answerJson(event, found);
	const code = 'task.unknown';
	return problem({ status: 404, code, title: TASK_REFUSALS[code] ?? code });
});
