import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readEvidence } from '#lib/server/web/evidence-door.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeEvidence' }, async ({ event, reader }) => {
	const found = await readEvidence(event, reader, event.params.code ?? '');
	return found === null
		? problem({ status: 404, title: 'Không có tệp này.', code: 'evidence.unknown' })
		: answerJson(event, found);
});
