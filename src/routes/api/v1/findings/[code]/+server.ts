import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { FINDING_REFUSALS } from '#lib/server/web/finding-shapes.ts';
import { readFinding } from '#lib/server/web/findings.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeInspections' },
	async ({ event, reader }) => {
		const found = await readFinding(event.locals.desk, reader, event.params.code ?? '');
		if (found !== null) return answerJson(event, found);
		const code = 'finding.unknown';
		return problem({ status: 404, code, title: FINDING_REFUSALS[code] ?? code });
	}
);
