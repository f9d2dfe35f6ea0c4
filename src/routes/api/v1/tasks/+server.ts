import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { problem } from '#lib/server/web/problem.ts';
import { TASK_REFUSALS, taskListParams } from '#lib/server/web/task-shapes.ts';
import { readTasks } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeTasks', query: taskListParams },
	async ({ event, reader, query }) => {
		const found = await readTasks(event.locals.desk, reader, query);
		if (found !== null) return answerJson(event, found);
		const code = 'task.agency_unknown';
		return problem({ status: 404, code, field: 'agency', title: TASK_REFUSALS[code] ?? code });
	}
);
