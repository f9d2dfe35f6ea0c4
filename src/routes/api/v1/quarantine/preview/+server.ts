import { previewMapping } from '#lib/server/commands/quarantine.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { nameMapping } from '#lib/server/web/api-shapes.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { problem } from '#lib/server/web/problem.ts';
import { refusalProblem } from '#lib/server/web/refused.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'settleQuarantine', query: nameMapping },
	async ({ event, query }) => {
		const decision = await previewMapping(event.locals.desk, query);
		if (decision.accepted) return answerJson(event, decision.value);
		return problem(refusalProblem(decision.refusal, COMMAND_REFUSALS[decision.refusal.code]));
	}
);
