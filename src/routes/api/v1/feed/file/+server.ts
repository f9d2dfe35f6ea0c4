import { takeFile } from '#lib/server/ingest/files/take-file.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { feedFileFields } from '#lib/server/web/api-shapes.ts';
import { oneFileAtATime, readFileForm, senderOf } from '#lib/server/web/file-door.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint({ may: 'importFiles' }, async ({ event, reader }) => {
	const { desk } = event.locals;
	const { file, fields } = await readFileForm(event.request, feedFileFields);
	const sender = senderOf(event, reader, fields.backfill);
	const order = { file, dryRun: fields.dryRun, receivingUnit: fields.madonvi, sender };
	const report = await oneFileAtATime(async () => takeFile(desk, order, desk.clock.now()));
	if (!fields.dryRun && !report.taken) {
		return problem({
			status: 422,
			title: 'Tệp có dòng không đọc được nên chưa ghi nhận gì. Hãy sửa các dòng đó rồi gửi lại.',
			code: 'file.lines_refused',
			facts: { ...report }
		});
	}
	return answerJson(event, { error_code: '0', dryRun: fields.dryRun, ...report });
});
