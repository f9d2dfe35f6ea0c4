import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import type { ApologyStanding } from '#lib/domain/apologies/apology.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import {
	apologiesOf,
	countApologies,
	listApologies,
	recordingSince,
	type ApologyGroup,
	type ApologyQuery,
	type KeptApology
} from '../store/apologies.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { ApologiesAnswer, ApologyShown } from './apology-shapes.ts';

/** Counts and one page of late dossiers with their letters, of those that the reader may open. */
export async function readApologies(
	{ db, rulebook }: Desk,
	reader: Reader,
	query: ApologyQuery,
	page: { after: string | null; limit: number }
): Promise<ApologiesAnswer> {
	const rules = await rulebook.current();
	const scope = reader.sees.dossiers;
	return readAs(db, reader, async (sql) => {
		const groups = await countApologies(sql, rules, scope, query);
		const since = await recordingSince(sql);
		const { total, rows, next } = await listApologies(sql, rules, scope, query, page);
		const letters = await apologiesOf(
			sql,
			rows.map(({ id }) => id)
		);
		const own = Map.groupBy(groups, ({ agencyId }) => agencyId);
		return {
			...{ asOf: isoOf(query.at), from: query.from, to: query.to, of: query.of },
			...figuresOf(groups),
			agencies: [...own]
				.map(([id, of]) => {
					const { dossiers, standings } = figuresOf(of);
					const recorded = id === null ? null : (since.get(id) ?? null);
					return { ...agencyNamed(rules, id), since: recorded, dossiers, ...standings };
				})
				.sort((a, b) => compareVietnamese(a.name, b.name)),
			total,
			items: rows.map((row) => ({
				...{ code: row.code, agency: agencyNamed(rules, row.agencyId), procedure: row.procedure },
				...{ unit: row.unit, dueOn: row.dueOn, finishedOn: row.finishedOn, standing: row.standing },
				letters: (letters.get(row.id) ?? []).map(shownApology),
				mayExplain: row.agencyId !== null && mayTo(reader, 'explainDelays', row.agencyId)
			})),
			next
		};
	});
}

/** Late dossiers by whether they have their letter. */
export function figuresOf(
	groups: readonly ApologyGroup[]
): Pick<ApologiesAnswer, 'dossiers' | 'standings'> {
	const count = (standing: ApologyStanding) =>
		groups
			.filter((group) => group.standing === standing)
			.reduce((sum, { dossiers }) => sum + dossiers, 0);
	const standings = {
		...{ apologised: count('apologised'), without: count('without'), noData: count('noData') }
	};
	return { dossiers: standings.apologised + standings.without + standings.noData, standings };
}

export function shownApology(letter: KeptApology): ApologyShown {
	const { code, form, number, issuedOn, oldDueOn, newDueOn, cause, at, by } = letter;
	return { code, form, number, issuedOn, oldDueOn, newDueOn, cause, at: isoOf(at), by };
}

function agencyNamed(rules: LoadedRules, id: number | null): { code: string; name: string } {
	if (id === null) return { code: '', name: '' };
	return { code: rules.codeOf(id), name: rules.directory.latest(id)?.name ?? '' };
}
