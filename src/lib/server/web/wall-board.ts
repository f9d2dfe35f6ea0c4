import type { Reader } from '#lib/domain/accounts/reader.ts';
import { agenciesBelow, rankedAgencies } from '#lib/domain/wall/ranking.ts';
import type { WallBoard } from '#lib/domain/wall/board.ts';
import type { Desk } from '../desk.ts';
import { currentQuery } from '../store/overview.ts';
import { readFiguresAs } from '../store/reading.ts';
import { agencyOfScreen } from '../store/screens.ts';
import { slowFigures } from '../store/wall.ts';
import { limitsAt } from './pages.ts';

/**
 * All that a wall is sent: aggregates and names of agencies only, so that nothing of it can name a
 * dossier, let alone a citizen. The last values known while the database is away: the wall itself says
 * how old they are.
 */
export async function wallBoard(desk: Desk, reader: Reader): Promise<WallBoard> {
	const { db, figures, rulebook } = desk;
	const { value, expected } = await figures.latest();
	const { epoch, seq, asOf, from, to, pending, province, agencies } = value;
	const rules = await rulebook.current();
	const agencyId = reader.screenId === null ? null : await agencyOfScreen(db.sql, reader.screenId);
	const code = agencyId === null ? null : rules.codeOf(agencyId);
	// An agency that has ended and has no number any more is shown as what the province is.
	const scope = agencies.find((agency) => agency.code === code) ?? null;
	const at = Date.parse(asOf);
	const query = { ...currentQuery(at), agencyId: scope === null ? null : agencyId };
	const { lateBefore, overdueBefore, ...slow } = await readFiguresAs(db, reader, async (sql) =>
		slowFigures(sql, rules, query, at)
	);
	const ranked = scope === null ? rankedAgencies(agencies) : agenciesBelow(agencies, scope.code);
	return {
		...{ epoch, seq, asOf, from, to, pending },
		scope: scope === null ? null : { code: scope.code, name: scope.name },
		limits: limitsAt(rules, at),
		whole: scope?.tally ?? province,
		agencies: ranked.map((agency) => ({
			...agency,
			expected: expected.get(agency.code) ?? null,
			lateBefore: lateBefore.get(agency.code) ?? null,
			overdueBefore: overdueBefore.get(agency.code) ?? null
		})),
		...slow
	};
}
