import { setImmediate as othersFirst } from 'node:timers/promises';
import { dayOf, startOfDay, DAY, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import {
	expectedAfter,
	expectedOfAll,
	learnedFrom,
	learnRhythm,
	type Expected,
	type Rhythm
} from '#lib/domain/reports/rhythm.ts';
import { withTransaction, type Database } from './database.ts';
import type { LoadedRules } from './rulebook.ts';

/** When an agency was last heard, and what is usual for it. */
export interface HeardOf {
	lastArrivalAt: Instant;
	rhythm: Rhythm | null;
}

/** Silences are let go after so long: twice what the longest rhythm is learned from. */
const KEPT_DAYS = 180;

/**
 * Learns anew what is usual for each agency, from the working days before today, and lets go of
 * silences that nothing is learned from any more.
 *
 * @param now the domain's now
 * @returns how many agencies have a rhythm
 */
export async function learnRhythms(
	database: Database,
	rules: LoadedRules,
	now: Instant
): Promise<number> {
	const { calendar, parameters } = rules;
	const today = dayOf(now);
	const from = learnedFrom(calendar, parameters, today);
	return withTransaction(database, async ({ sql }) => {
		const heard = await sql<{ agencyId: number; began: number[]; ended: number[] }[]>`
			select agency_id as "agencyId",
				array_agg((extract(epoch from began_at) * 1000)::float8 order by ended_at) as began,
				array_agg((extract(epoch from ended_at) * 1000)::float8 order by ended_at) as ended
			from silences
			where ended_at >= ${startOfDay(from)}::timestamptz and ended_at < ${startOfDay(today)}::timestamptz
			group by agency_id`;
		const learned: object[] = [];
		for (const { agencyId, began, ended } of heard) {
			// Whoever else this process serves has a turn in between.
			await othersFirst();
			const silences = ended.map((to, i) => ({ from: began[i] ?? to, to }));
			const hours = hoursOf(rules, agencyId, today);
			const rhythm = learnRhythm(calendar, hours, silences, { from, today });
			if (rhythm !== null) learned.push({ agency_id: agencyId, ...rhythm, learned_on: today });
		}
		await sql`delete from rhythms`;
		await sql`insert into rhythms
			select * from json_populate_recordset(null::rhythms, ${JSON.stringify(learned)}::json)`;
		await sql`delete from silences where ended_at < ${now - KEPT_DAYS * DAY}::timestamptz`;
		return learned.length;
	});
}

/**
 * Until when something should be heard of each agency of which anything ever was, by its code; of an
 * office that sends nothing itself, from all below it.
 *
 * @param heard the agencies that send themselves, by code
 */
export function expectations(
	rules: LoadedRules,
	heard: ReadonlyMap<string, HeardOf>,
	at: Instant
): Map<string, Expected> {
	const { directory, codeOf, calendar, parameters } = rules;
	const day: Day = dayOf(at);
	const expected = new Map<string, Expected>();
	const below = new Map<string, Expected[]>();
	for (const [code, { lastArrivalAt, rhythm }] of heard) {
		const id = directory.byCode(code);
		const hours = hoursOf(rules, id, day);
		const own = expectedAfter(calendar, hours, parameters, lastArrivalAt, rhythm, day);
		expected.set(code, own);
		for (const above of id === null ? [] : directory.ancestors(id, day)) {
			const name = codeOf(above);
			if (!heard.has(name)) below.set(name, [...(below.get(name) ?? []), own]);
		}
	}
	for (const [code, all] of below) {
		const last = expectedOfAll(all);
		if (last !== null) expected.set(code, last);
	}
	return expected;
}
