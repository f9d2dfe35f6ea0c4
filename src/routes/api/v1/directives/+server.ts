import { issueDirective } from '#lib/server/commands/tasks/issue.ts';
import { command } from '#lib/server/web/commands.ts';
import { directiveIssue } from '#lib/server/web/task-shapes.ts';
import { confirmedTasks, taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: directiveIssue },
	async ({ event, reader, body: { tasks, again, ...directive } }) => {
		const { db, rulebook } = event.locals.desk;
		const confirmed = confirmedTasks(await rulebook.current(), tasks);
		if (!confirmed.accepted) return confirmed;
		const given = { directive, tasks: confirmed.value, again };
		return issueDirective(db, given, taskActorOf(event, reader));
	}
);
