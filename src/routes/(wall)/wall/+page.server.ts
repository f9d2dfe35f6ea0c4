import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { agencyOfScreen } from '#lib/server/store/screens.ts';
import { agenciesBelow, rankedAgencies } from '#lib/ui/wall/ranking.ts';
import type { PageServerLoad } from './$types';

/** Aggregates only: nothing that a wall is sent can name a dossier, let alone a citizen. */
export const load: PageServerLoad = async (event) => {
	const { screenId } = requirePageReader(event, 'seeAggregates');
	const { db, figures, rulebook } = event.locals.desk;
	// The last values known rather than an error page: the wall itself says how old they are.
	const { value } = await figures.latest();
	const { epoch, seq, asOf, from, to, province, agencies } = value;
	const agencyId = screenId === null ? null : await agencyOfScreen(db.sql, screenId);
	const code = agencyId === null ? null : (await rulebook.current()).codeOf(agencyId);
	// An agency that has ended and has no number any more is shown as what the province is.
	const scope = agencies.find((agency) => agency.code === code) ?? null;
	return {
		/** A paired wall, which says every minute that it is there. */
		paired: screenId !== null,
		from,
		to,
		scopeName: scope?.name ?? null,
		snapshot: {
			...{ epoch, seq, asOf, scope: scope?.code ?? null, whole: scope?.tally ?? province },
			agencies: scope === null ? rankedAgencies(agencies) : agenciesBelow(agencies, scope.code)
		}
	};
};
