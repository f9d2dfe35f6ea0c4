import { readJson } from '#lib/server/web/api.ts';
import { requireReader } from '#lib/server/web/authenticate.ts';
import { problem, ProblemError, unauthenticated } from '#lib/server/web/problem.ts';
import { hearWall, wallBeat } from '#lib/server/web/wall-door.ts';
import type { RequestHandler } from './$types';

/** A wall says every minute that it is there. Somebody signed in who looks at the wall is none. */
export const POST: RequestHandler = async (event) => {
	try {
		const { screenId } = requireReader(event, 'seeAggregates');
		const said = await readJson(event.request, wallBeat, 1000);
		if (screenId !== null && !(await hearWall(event, said))) return unauthenticated();
		return new Response(null, { status: 204 });
	} catch (error) {
		if (error instanceof ProblemError) return problem(error.problem);
		throw error;
	}
};
