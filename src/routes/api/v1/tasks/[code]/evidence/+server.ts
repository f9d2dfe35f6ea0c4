import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { keepFilesOf } from '#lib/server/web/evidence-door.ts';
import { problem } from '#lib/server/web/problem.ts';
import { refusalProblem } from '#lib/server/web/refused.ts';
import { TASK_REFUSALS } from '#lib/server/web/task-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint({ may: 'reportTasks' }, async ({ event, reader }) => {
	const type = event.request.headers.get('content-type') ?? '';
	if (!/^multipart\/form-data\s*;/i.test(type)) {
		const title = 'Tệp phải được gửi dạng multipart/form-data.';
		return problem({ status: 415, title, code: 'file.not_multipart' });
	}
	const form = await event.request.formData().catch(() => new FormData());
	const kept = await keepFilesOf(
		event,
		reader,
		{ kind: 'task', code: event.params.code ?? '' },
		form
	);
	if (!kept.accepted) {
		return problem(refusalProblem(kept.refusal, TASK_REFUSALS[kept.refusal.code]));
	}
	if (kept.value.length === 0) {
		return problem({ status: 400, title: 'Chưa có tệp nào.', code: 'file.missing', field: 'file' });
	}
	return answerJson(event, { files: kept.value });
});
