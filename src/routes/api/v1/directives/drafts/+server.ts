import { makeDraft } from '#lib/server/commands/tasks/drafts.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { answeredOnce, nameOfReader } from '#lib/server/web/commands.ts';
import { samenessOfDocument, sentDocument } from '#lib/server/web/directive-door.ts';
import { DRAFT_REFUSALS, readDrafts, readSentDraft } from '#lib/server/web/drafts.ts';
import { problem } from '#lib/server/web/problem.ts';
import { refusalProblem } from '#lib/server/web/refused.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'assignTasks' }, async ({ event, reader }) =>
	answerJson(event, { items: await readDrafts(event.locals.desk, reader) })
);

export const POST: RequestHandler = endpoint({ may: 'assignTasks' }, async ({ event, reader }) => {
	const { desk } = event.locals;
	const sent = await sentDocument(event.request);
	const same = samenessOfDocument(sent);
	const { status, answer } = await answeredOnce(event, nameOfReader(reader), same, async () => {
		const read = await readSentDraft(sent, desk);
		const made = await makeDraft(desk.db, read, taskActorOf(event, reader));
		if (made.accepted) return { status: 200, answer: { code: made.value.code, version: 1 } };
		const refusal = refusalProblem(made.refusal, DRAFT_REFUSALS[made.refusal.code]);
		return { status: refusal.status, answer: { ...refusal } };
	});
	if (status < 400) return answerJson(event, answer, { status });
	return problem(answer as unknown as Parameters<typeof problem>[0]);
});
