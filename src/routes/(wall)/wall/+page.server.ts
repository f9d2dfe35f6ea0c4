import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { rankedAgencies } from '#lib/ui/wall/ranking.ts';
import type { PageServerLoad } from './$types';

/** Aggregates only: nothing that a wall is sent can name a dossier, let alone a citizen. */
export const load: PageServerLoad = async (event) => {
	const { screenId } = requirePageReader(event, 'seeAggregates');
	// The last values known rather than an error page: the wall itself says how old they are.
	const { value } = await event.locals.desk.figures.latest();
	const { epoch, seq, asOf, from, to, province, agencies } = value;
	return {
		/** A paired wall, which says every minute that it is there. */
		paired: screenId !== null,
		from,
		to,
		snapshot: { epoch, seq, asOf, province, agencies: rankedAgencies(agencies) }
	};
};
