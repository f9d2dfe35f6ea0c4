/**
 * What importing a catalogue file would do, before it is done. Nothing here writes: a file with an
 * error changes nothing, and the person sees every line that would.
 */
import { addDays, type Day } from '../calendar/time.ts';
import { byFirstDay, type ProcedureVersion } from './catalogue.ts';
import { missingColumns, readImportRow, type ImportColumn } from './import-row.ts';

export interface ImportError {
	/** The line of the file, the header being line 1. */
	row: number;
	field: ImportColumn;
	/** A code, such as `not_a_day`; never the value. */
	reason: string;
}

export interface ImportPlan {
	added: ProcedureVersion[];
	/** Same code and first day with other content, and open versions that an added one brings to an end. */
	changed: { before: ProcedureVersion; after: ProcedureVersion }[];
	unchanged: ProcedureVersion[];
	errors: ImportError[];
}

/**
 * @param existing all versions in the catalogue
 * @param rows lines of the file in order, cells by header
 * @param defaults the first day and the decision of lines that do not say their own
 */
export function planImport(
	existing: readonly ProcedureVersion[],
	rows: readonly Readonly<Record<string, unknown>>[],
	defaults: { validFrom: Day; source: string }
): ImportPlan {
	const held = new Map(existing.map((version) => [keyOf(version), version]));
	const coming = new Map<string, { row: number; version: ProcedureVersion }>();
	const plan: ImportPlan = { added: [], changed: [], unchanged: [], errors: [] };

	for (const field of missingColumns(rows)) {
		plan.errors.push({ row: 1, field, reason: 'column_missing' });
	}
	if (plan.errors.length > 0) return plan;
	rows.forEach((cells, n) => {
		const row = n + 2;
		const read = readImportRow(cells, defaults);
		if ('errors' in read) {
			plan.errors.push(...read.errors.map((error) => ({ row, ...error })));
		} else if (coming.has(keyOf(read.version))) {
			plan.errors.push({ row, field: 'code', reason: 'twice' });
		} else {
			coming.set(keyOf(read.version), { row, version: read.version });
		}
	});

	const result = new Map(held);
	for (const [key, { version }] of coming) result.set(key, version);
	for (const line of byCode([...result.values()])) {
		closeOpenOnes(line, coming, result);
		for (const [earlier, later] of pairs(line.map((one) => result.get(keyOf(one)) ?? one))) {
			if (earlier.validTo !== null && earlier.validTo < later.validFrom) continue;
			const given = coming.get(keyOf(later)) ?? coming.get(keyOf(earlier));
			if (given) plan.errors.push({ row: given.row, field: 'validFrom', reason: 'overlaps' });
		}
	}
	for (const [key, after] of result) {
		const before = held.get(key);
		if (!before) plan.added.push(after);
		else if (!sameVersion(before, after)) plan.changed.push({ before, after });
		else if (coming.has(key)) plan.unchanged.push(after);
	}
	plan.errors.sort((a, b) => a.row - b.row);
	return plan;
}

/** A version that stood open ends on the day before the one that the file brings. */
function closeOpenOnes(
	line: readonly ProcedureVersion[],
	coming: ReadonlyMap<string, unknown>,
	result: Map<string, ProcedureVersion>
): void {
	for (const [earlier, later] of pairs(line)) {
		const added = coming.has(keyOf(later)) && !coming.has(keyOf(earlier));
		if (added && earlier.validTo === null) {
			result.set(keyOf(earlier), { ...earlier, validTo: addDays(later.validFrom, -1) });
		}
	}
}

function keyOf(version: ProcedureVersion): string {
	return `${version.code} ${version.validFrom}`;
}

function byCode(versions: readonly ProcedureVersion[]): ProcedureVersion[][] {
	const sorted = versions.toSorted(byFirstDay);
	return [...Map.groupBy(sorted, (version) => version.code).values()];
}

function pairs<T>(list: readonly T[]): [T, T][] {
	return list.slice(1).flatMap((later, n): [T, T][] => {
		const earlier = list[n];
		return earlier === undefined ? [] : [[earlier, later]];
	});
}

function sameVersion(a: ProcedureVersion, b: ProcedureVersion): boolean {
	return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered({ norm, committed, ...rest }: ProcedureVersion): unknown {
	return [
		norm && [norm.value, norm.unit],
		committed && [committed.value, committed.unit],
		Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
	];
}
