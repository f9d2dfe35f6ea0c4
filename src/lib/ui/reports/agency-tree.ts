import type { AgencyLevel } from '#lib/domain/agencies/agency.ts';
import type { AgencyFigures } from '#lib/domain/reports/overview.ts';
import { figureOf, type Figure, type Tally } from '#lib/domain/reports/tally.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { fold } from '#lib/domain/words/fold.ts';

export type RateKey = keyof Tally['rates'];

/** What a table of agencies can be sorted by. */
export type SortKey = 'name' | 'age' | Figure | `rates.${RateKey}`;

export interface Sort {
	/** Null: the order of the directory (đầu mối first). */
	by: SortKey | null;
	descending: boolean;
}

export interface TreeFilter {
	level: AgencyLevel | null;
	/** Part of a name, compared without diacritics. */
	name: string;
}

export interface TreeNode {
	code: string;
	/** 1 at the top. */
	depth: number;
	children: TreeNode[];
}

/**
 * The agencies as a tree in the order asked for. Vertical central agencies and those that have ended
 * stay behind the others whatever the order: they are shown, not ranked. An agency whose superior is
 * filtered out stands at the top.
 */
export function agencyTree(
	agencies: readonly AgencyFigures[],
	{ level, name }: TreeFilter,
	sort: Sort
): TreeNode[] {
	const wanted = fold(name.trim());
	const kept = agencies.filter(
		(agency) =>
			(level === null || agency.level === level) &&
			(wanted === '' || fold(agency.name).includes(wanted) || fold(agency.code).includes(wanted))
	);
	const codes = new Set(kept.map((agency) => agency.code));
	const place = new Map(agencies.map((agency, index) => [agency.code, index]));
	const byParent = Map.groupBy(kept, ({ parent }) =>
		parent !== null && codes.has(parent) ? parent : null
	);
	const compare = comparison(sort);
	const list = (parent: string | null, depth: number): TreeNode[] =>
		(byParent.get(parent) ?? [])
			.toSorted(
				(a, b) =>
					behind(a) - behind(b) ||
					compare(a, b) ||
					(place.get(a.code) ?? 0) - (place.get(b.code) ?? 0)
			)
			.map(({ code }) => ({ code, depth, children: list(code, depth + 1) }));
	return list(null, 1);
}

/** The rows in sight: those below an agency only while it is opened. */
export function rowsInSight(tree: readonly TreeNode[], opened: ReadonlySet<string>): TreeNode[] {
	return tree.flatMap((node) => [
		node,
		...(opened.has(node.code) ? rowsInSight(node.children, opened) : [])
	]);
}

function behind({ vertical, ended }: AgencyFigures): number {
	return ended ? 2 : vertical ? 1 : 0;
}

function comparison({ by, descending }: Sort): (a: AgencyFigures, b: AgencyFigures) => number {
	if (by === null) return () => 0;
	const turn = descending ? -1 : 1;
	if (by === 'name') return (a, b) => turn * compareVietnamese(a.name, b.name);
	return (a, b) => {
		const [x, y] = [sortValue(a, by), sortValue(b, by)];
		// What has no value is not "the smallest": it stays behind in both directions.
		if (x === null || y === null) return Number(x === null) - Number(y === null);
		return turn * (x - y);
	};
}

function sortValue(agency: AgencyFigures, by: Exclude<SortKey, 'name'>): number | null {
	if (by === 'age') {
		const { lastArrivalAt } = agency.freshness;
		return lastArrivalAt === null ? null : Date.parse(lastArrivalAt);
	}
	if (by.startsWith('rates.')) return agency.tally.rates[by.slice(6) as RateKey];
	return figureOf(agency.tally, by as Figure);
}
