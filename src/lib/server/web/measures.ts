import type { z } from 'zod';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { MeasureCounts } from '#lib/domain/measures/measure.ts';
import { refused, type Decision } from '#lib/domain/refusal.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { keepOfficialMeasure, openMeasure, type MeasureActor } from '../commands/measures.ts';
import type { Desk } from '../desk.ts';
import {
	countMeasures,
	listMeasures,
	type KeptMeasure,
	type MeasureQuery
} from '../store/measures.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import {
	recordsForProvince,
	type MeasureOpened,
	type measureTold,
	type MeasuresAnswer,
	type MeasureShown
} from './measure-shapes.ts';

/** Counts by kind and agency and one page of the list, all of what the reader may see; nobody is named. */
export async function readMeasures(
	{ db, rulebook }: Desk,
	reader: Reader,
	query: MeasureQuery,
	page: { after: number | null; limit: number }
): Promise<MeasuresAnswer> {
	const rules = await rulebook.current();
	return readAs(db, reader, async (sql) => {
		const groups = await countMeasures(sql, query);
		const { total, rows, next } = await listMeasures(sql, query, page);
		const agencies = Map.groupBy(groups, ({ agencyId }) => agencyId);
		return {
			...{ from: query.from, to: query.to, kinds: countsOf(groups) },
			agencies: [...agencies]
				.map(([id, of]) => ({ ...named(rules, id), ...countsOf(of) }))
				.sort((a, b) => compareVietnamese(a.name, b.name)),
			total,
			items: rows.map((row) => shownMeasure(row, rules, reader)),
			next
		};
	});
}

/** One with whom it is against, which is put on record; null: it does not exist for the reader. */
export async function readMeasure(
	{ db, rulebook }: Desk,
	code: string,
	by: MeasureActor
): Promise<MeasureOpened | null> {
	const rules = await rulebook.current();
	const held = await openMeasure(db, code, by);
	if (held === null) return null;
	const { official, ...row } = held;
	return { ...shownMeasure(row, rules, by.reader), official };
}

/** Records what somebody told of an agency by its code. */
export async function recordTold(
	{ db, rulebook }: Desk,
	{ agency, ...told }: z.output<typeof measureTold>,
	by: MeasureActor
): Promise<Decision<{ code: string }>> {
	const { directory } = await rulebook.current();
	const agencyId = directory.byCode(agency);
	if (agencyId === null) return refused('measure.agency_unknown', { field: 'agency' });
	return keepOfficialMeasure(db, { ...told, agencyId }, by);
}

/** The agencies of whose officials the reader may record measures, by name. */
export function recordableAgencies(
	rules: LoadedRules,
	reader: Reader,
	now: number
): { code: string; name: string }[] {
	const { directory } = rules;
	return directory
		.active(dayOf(now))
		.filter(({ agencyId }) => mayTo(reader, 'recordMeasures', agencyId))
		.map(({ agencyId }) => named(rules, agencyId))
		.sort((a, b) => compareVietnamese(a.name, b.name));
}

function shownMeasure(row: KeptMeasure, rules: LoadedRules, reader: Reader): MeasureShown {
	const { code, agencyId, kind, number, decidedOn, ground, ofProvince, at, by, withdrawn } = row;
	return {
		...{ code, agency: named(rules, agencyId), kind, number, decidedOn, ground, ofProvince },
		...{ at: isoOf(at), by, withdrawn },
		mayWithdraw:
			withdrawn === null &&
			mayTo(reader, 'recordMeasures', agencyId) &&
			(!ofProvince || recordsForProvince(reader))
	};
}

function named({ directory, codeOf }: LoadedRules, id: number): { code: string; name: string } {
	const code = codeOf(id);
	return { code, name: directory.latest(id)?.name ?? code };
}

function countsOf(groups: readonly { kind: keyof MeasureCounts; count: number }[]): MeasureCounts {
	const counts = { reminder: 0, criticism: 0, review: 0, discipline: 0 };
	for (const { kind, count } of groups) counts[kind] += count;
	return counts;
}
