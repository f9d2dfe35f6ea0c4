import { json } from '@sveltejs/kit';
import { wallBeat } from '#lib/domain/wall/beat.ts';
import { DEFAULT_PLAN } from '#lib/domain/wall/scene.ts';
import { readJson } from '#lib/server/web/api.ts';
import { requireReader } from '#lib/server/web/authenticate.ts';
import { problem, ProblemError, unauthenticated } from '#lib/server/web/problem.ts';
import { hearWall } from '#lib/server/web/wall-door.ts';
import type { RequestHandler } from './$types';

/** A wall says every minute that it is there, and hears what it is to show. Somebody signed in who looks at the wall is none. */
export const POST: RequestHandler = async (event) => {
	try {
		const { screenId } = requireReader(event, 'seeAggregates');
		const said = await readJson(event.request, wallBeat, 1000);
		if (screenId === null) return json({ plan: DEFAULT_PLAN, order: null });
		const answer = await hearWall(event, said);
		return answer === null ? unauthenticated() : json(answer);
	} catch (error) {
		if (error instanceof ProblemError) return problem(error.problem);
		throw error;
	}
};
