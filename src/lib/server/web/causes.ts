import type { RequestEvent } from '@sveltejs/kit';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { CAUSES, mainCause, type CauseCounts, type LateKind } from '#lib/domain/causes/cause.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { DelayActor, LinesOutcome } from '../commands/causes.ts';
import type { Desk } from '../desk.ts';
import {
	countCauses,
	listCauses,
	statementsOf,
	type CauseGroup,
	type CauseQuery,
	type ShownStatement
} from '../store/causes.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { CausesAnswer, StatementShown } from './cause-shapes.ts';

/** Who says something about a late dossier by this request. */
export function delayActorOf(event: RequestEvent, reader: Reader): DelayActor {
	const now = event.locals.desk.clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now() };
}

/** What became of lines, as the answer of a command: the first wrong one refuses all. */
export function decisionOf(
	{ kept, unchanged, faults }: LinesOutcome,
	list: string
): Decision<{ kept: number; unchanged: number }> {
	const [fault] = faults;
	if (!fault) return accepted({ kept, unchanged });
	return refused(fault.code, { field: `${list}.${fault.index}` });
}

/** Counts and one page of late dossiers, of those that the reader may open. */
export async function readCauses(
	{ db, rulebook }: Desk,
	reader: Reader,
	query: CauseQuery,
	page: { after: string | null; limit: number }
): Promise<CausesAnswer> {
	const rules = await rulebook.current();
	const scope = reader.sees.dossiers;
	return readAs(db, reader, async (sql) => {
		const groups = await countCauses(sql, rules, scope, query);
		const { total, rows, next } = await listCauses(sql, rules, scope, query, page);
		const said = await statementsOf(
			sql,
			rows.map(({ id }) => id)
		);
		const own = Map.groupBy(groups, ({ agencyId }) => agencyId);
		return {
			...{ asOf: isoOf(query.at), from: query.from, to: query.to, of: query.of },
			...figuresOf(groups),
			natures: {
				subjective: countOf(groups, 'confirmed', ({ nature }) => nature === 'subjective'),
				objective: countOf(groups, 'confirmed', ({ nature }) => nature === 'objective')
			},
			causes: CAUSES.map((cause) => ({
				cause,
				declared: countOf(groups, 'declared', (group) => group.cause === cause),
				confirmed: countOf(groups, 'confirmed', (group) => group.cause === cause),
				rejected: countOf(groups, 'rejected', (group) => group.cause === cause)
			})),
			agencies: [...own]
				.map(([id, of]) => {
					const { dossiers, standings, main } = figuresOf(of);
					return { ...agencyNamed(rules, id), dossiers, ...standings, main };
				})
				.sort((a, b) => compareVietnamese(a.name, b.name)),
			total,
			items: rows.map((row) => ({
				...{ code: row.code, agency: agencyNamed(rules, row.agencyId) },
				...{ procedure: row.procedure, unit: row.unit, dueOn: row.dueOn },
				...{ finishedOn: row.finishedOn, declaration: row.declarationId, cause: row.cause },
				...{ nature: row.nature, standing: row.standing },
				said: (said.get(row.id) ?? []).map(shownStatement),
				mayExplain: row.agencyId !== null && mayTo(reader, 'explainDelays', row.agencyId),
				maySettle: row.agencyId !== null && mayTo(reader, 'settleCauses', row.agencyId)
			})),
			next
		};
	});
}

/** Late dossiers by where their cause stands, and the main cause of the confirmed ones. */
export function figuresOf(
	groups: readonly CauseGroup[]
): Pick<CausesAnswer, 'dossiers' | 'standings' | 'main'> {
	const confirmed: CauseCounts = {};
	for (const { cause, standing, dossiers } of groups) {
		if (standing !== 'confirmed' || cause === null) continue;
		confirmed[cause] = (confirmed[cause] ?? 0) + dossiers;
	}
	return {
		dossiers: groups.reduce((sum, { dossiers }) => sum + dossiers, 0),
		standings: {
			none: countOf(groups, null),
			declared: countOf(groups, 'declared'),
			confirmed: countOf(groups, 'confirmed'),
			rejected: countOf(groups, 'rejected')
		},
		main: mainCause(confirmed)
	};
}

function countOf(
	groups: readonly CauseGroup[],
	standing: CauseGroup['standing'],
	held: (group: CauseGroup) => boolean = () => true
): number {
	return groups
		.filter((group) => group.standing === standing && held(group))
		.reduce((sum, { dossiers }) => sum + dossiers, 0);
}

export function shownStatement(said: ShownStatement): StatementShown {
	const { id, at, ...rest } = said;
	return { declaration: id, at: isoOf(at), ...rest };
}

function agencyNamed(rules: LoadedRules, id: number | null): { code: string; name: string } {
	if (id === null) return { code: '', name: '' };
	return { code: rules.codeOf(id), name: rules.directory.latest(id)?.name ?? '' };
}

/** How many are late in each way, by the same period, agency and field. */
export async function countLateKinds(
	{ db, rulebook }: Desk,
	reader: Reader,
	query: CauseQuery
): Promise<Record<LateKind, number>> {
	const rules = await rulebook.current();
	const scope = reader.sees.dossiers;
	return readAs(db, reader, async (sql) => {
		const count = async (of: LateKind) =>
			figuresOf(await countCauses(sql, rules, scope, { ...query, of })).dossiers;
		const [late, overdue, endedAfterDue] = await Promise.all([
			count('late'),
			count('overdue'),
			count('endedAfterDue')
		]);
		return { late, overdue, endedAfterDue };
	});
}
