import { issueDirective } from '#lib/server/commands/tasks/issue.ts';
import { command } from '#lib/server/web/commands.ts';
import { documentToKeep } from '#lib/server/web/directives.ts';
import { DIRECTIVE_BYTES, directiveIssue } from '#lib/server/web/task-shapes.ts';
import { confirmedTasks, taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: directiveIssue, atMost: DIRECTIVE_BYTES },
	async ({ event, reader, body }) => {
		const { db, rulebook } = event.locals.desk;
		const { type, number, issuedOn, issuer, subject, urgency, again } = body;
		const confirmed = confirmedTasks(await rulebook.current(), body.tasks);
		if (!confirmed.accepted) return confirmed;
		const document = await documentToKeep(body);
		if (!document.accepted) return document;
		return issueDirective(
			db,
			{
				directive: { type, number, issuedOn, issuer, subject, urgency },
				...{ tasks: confirmed.value, again },
				...(document.value === null ? {} : { document: document.value })
			},
			taskActorOf(event, reader)
		);
	}
);
