import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { answeredOnce, COMMAND_REFUSALS, nameOfReader } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import { samenessOfFile } from '#lib/server/web/import-form.ts';
import { mirrorFields } from '#lib/server/web/mirror-shapes.ts';
import { problem } from '#lib/server/web/problem.ts';
import { refusalProblem } from '#lib/server/web/refused.ts';
import { takeMirrorFile } from '#lib/server/web/task-mirror.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint({ may: 'mirrorTasks' }, async ({ event, reader }) => {
	const sent = await readFileForm(event.request, mirrorFields);
	const same = samenessOfFile(sent.file, sent.fields);
	const { status, answer } = await answeredOnce(event, nameOfReader(reader), same, async () => {
		const told = await takeMirrorFile(event.locals.desk, taskActorOf(event, reader), sent);
		if (told.accepted) return { status: 200, answer: { ...told.value } };
		const refusal = refusalProblem(told.refusal, COMMAND_REFUSALS[told.refusal.code]);
		return { status: refusal.status, answer: { ...refusal } };
	});
	if (status < 400) return answerJson(event, answer, { status });
	return problem(answer as unknown as Parameters<typeof problem>[0]);
});
