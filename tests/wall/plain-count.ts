import { earliestStartWithin, latestDueWithin } from '#lib/domain/calendar/office-hours.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { Horizon } from '#lib/domain/deadlines/standing.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { DossierState, Span } from '#lib/domain/dossiers/dossier.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { foldRules, hoursOf } from '#lib/domain/dossiers/rules.ts';
import { figuresOf, noCounts, tallyOf, type Tally } from '#lib/domain/reports/tally.ts';
import type { Queryable } from '#lib/server/store/database.ts';
import { dossierIdsAfter, keptDossiers } from '#lib/server/store/refolding.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';

/** A dossier as its recorded messages fold to, and all that it was. */
export interface Told {
	state: DossierState;
	fieldName: string;
	spans: Span[];
}

/** Every dossier, from what was recorded of it: none of the tables that figures are counted from. */
export async function foldedAll({ sql }: Queryable, rules: LoadedRules): Promise<Told[]> {
	const kept = await keptDossiers(sql, await dossierIdsAfter(sql, 0, 100_000));
	return kept.map(({ messages }) => fold(messages, foldRules(rules)));
}

/** What is told of a dossier at an instant: its last state for now, else what held then. */
export function stateAt({ state, spans }: Told, at: Instant | 'now'): DossierState | undefined {
	if (at === 'now') return state;
	return spans.find(({ from, to }) => from <= at && at < to)?.state;
}

/** A tally counted one dossier after the other, by the rules of the domain alone. */
export function plainTally(
	rules: LoadedRules,
	all: readonly Told[],
	{
		from,
		to,
		at,
		told,
		within
	}: {
		from: Day;
		to: Day;
		at: Instant;
		told: Instant | 'now';
		within: (state: DossierState) => boolean;
	}
): Tally {
	const counts = noCounts();
	const day = dayOf(at);
	const window = parameterOn(rules.parameters.dueSoonWindowMinutes, day);
	const limit = parameterOn(rules.parameters.receptionLimitMinutes, day);
	const horizons = new Map<number | null, Horizon>();
	for (const dossier of all) {
		const state = stateAt(dossier, told);
		if (!state || !within(state)) continue;
		const hours = hoursOf(rules, state.agencyId, day);
		const horizon = horizons.get(state.agencyId) ?? {
			dueSoonUntil: latestDueWithin(rules.calendar, hours, at, window),
			awaitingSince: earliestStartWithin(rules.calendar, hours, at, limit)
		};
		horizons.set(state.agencyId, horizon);
		for (const figure of figuresOf(state, { at, from, to, horizon })) counts[figure] += 1;
	}
	return tallyOf(counts);
}
