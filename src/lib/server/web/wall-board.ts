import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { WallBoard } from '#lib/domain/wall/board.ts';
import { agenciesBelow, rankedAgencies } from '#lib/domain/wall/ranking.ts';
import type { Desk } from '../desk.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { limitsAt } from './pages.ts';

/**
 * All that a wall is sent: aggregates and names of agencies only, so that nothing of it can name a
 * dossier, let alone a citizen. The last values known while the database is away: the wall itself says
 * how old they are.
 *
 * @throws only when no figures were ever known, or not which agency this wall shows
 */
export async function wallBoard(
	{ figures, rulebook, wall, marks }: Pick<Desk, 'figures' | 'rulebook' | 'wall' | 'marks'>,
	{ screenId }: Pick<Reader, 'screenId'>
): Promise<WallBoard> {
	const { value, expected, old } = await figures.latest();
	const { epoch, seq, asOf, from, to, pending, province, agencies } = value;
	const rules = await rulesKnown(rulebook, old);
	const agencyId = screenId === null ? null : await wall.agencyOf(screenId);
	const code = agencyId === null ? null : rules.codeOf(agencyId);
	// An agency that has ended and has no number any more is shown as what the province is.
	const scope = agencies.find((agency) => agency.code === code) ?? null;
	const slowOf = scope === null ? null : agencyId;
	const [{ lateBefore, overdueBefore, ...slow }, disputed] = await Promise.all([
		wall.slow(rules, epoch, slowOf),
		marks.disputed(rules, epoch)
	]);
	const ranked = scope === null ? rankedAgencies(agencies) : agenciesBelow(agencies, scope.code);
	return {
		...{ epoch, seq, asOf, from, to, pending },
		scope: scope === null ? null : { code: scope.code, name: scope.name },
		limits: limitsAt(rules, Date.parse(asOf)),
		whole: scope?.tally ?? province,
		agencies: ranked.map((agency) => ({
			...agency,
			expected: expected.get(agency.code) ?? null,
			lateBefore: lateBefore.get(agency.code) ?? null,
			overdueBefore: overdueBefore.get(agency.code) ?? null,
			disputed: disputed.get(agency.code) ?? 0
		})),
		...slow
	};
}

/** The rules of now, or the last ones known: figures are not known before rules are. */
async function rulesKnown(
	{ current, lastKnown }: Desk['rulebook'],
	old: boolean
): Promise<LoadedRules> {
	const known = lastKnown();
	if (known === null) return current();
	return old ? known : current().catch(() => known);
}
