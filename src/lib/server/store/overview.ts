import {
	earliestStartWithin,
	latestDueWithin,
	workingMinutesBetween
} from '#lib/domain/calendar/office-hours.ts';
import { addDays, dayOf, isoOf, startOfDay, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import type {
	AgencyFigures,
	Freshness,
	Overview,
	OverviewQuery
} from '#lib/domain/reports/overview.ts';
import type { Rhythm } from '#lib/domain/reports/rhythm.ts';
import { addCounts, noCounts, tallyOf, type Counts } from '#lib/domain/reports/tally.ts';
import type { Sql } from './database.ts';
import {
	COUNT_KEYS,
	figureConditions,
	horizonRows,
	narrowed,
	sourceOf,
	subtreeOf
} from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/** Since when an agency speaks, as numbers: judged against an instant when it is shown. */
export interface LastHeard {
	lastEventAt: Instant;
	lastArrivalAt: Instant;
}

/** The same of an agency that sends itself, with what is usual for it. */
export interface Heard extends LastHeard {
	rhythm: Rhythm | null;
}

/** An overview with what its `freshness` was judged from, so that it can be judged again later. */
export interface CountedOverview {
	overview: Overview;
	heard: Map<string, Heard>;
	/** From this instant on the figures of now are others, by time alone; those of the past stay. */
	boundary: Instant;
}

interface CountRow extends Record<string, unknown> {
	epoch: string;
	seq: number;
	pending: number;
	agencyId: number | null;
	heard: Record<string, [string, string, number | null, number | null]> | null;
	/** The soonest appointment that is not yet near, and the oldest submission not yet too old. */
	nextDue: Instant | null;
	nextWaiting: Instant | null;
}

/**
 * The figures of the province and of every agency (contract section 4): one statement, so that all
 * numbers and the sequence number are of one state.
 *
 * @param now the domain's now
 */
export async function countOverview(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<CountedOverview> {
	const { rows, present } = await countRows(sql, rules, query, now);
	const first = rows[0];
	if (!first) throw new Error('the ledger has no head row');
	const own = new Map<number, Counts>();
	for (const row of rows) {
		if (row.agencyId === null) continue;
		const counts = own.get(row.agencyId) ?? noCounts();
		COUNT_KEYS.forEach((key, i) => {
			const n = row[`n${i}`];
			counts[key] += typeof n === 'number' ? n : 0;
		});
		own.set(row.agencyId, counts);
	}
	const heard = new Map<string, Heard>();
	for (const [id, [event, arrival, usual, days]] of Object.entries(
		present ? (first.heard ?? {}) : {}
	)) {
		heard.set(rules.codeOf(Number(id)), {
			lastEventAt: Date.parse(event),
			lastArrivalAt: Date.parse(arrival),
			rhythm: usual === null || days === null ? null : { usual, days }
		});
	}
	const agencies = agencyFigures(rules, query, own, heardBelow(rules, query.at, heard));
	const province = noCounts();
	for (const counts of own.values()) addCounts(province, counts);
	return {
		heard,
		boundary: present ? boundaryOf(rows, rules, query.at) : Infinity,
		overview: {
			epoch: first.epoch,
			seq: first.seq,
			asOf: isoOf(query.at),
			from: query.from,
			to: query.to,
			pending: first.pending,
			province: tallyOf(province),
			agencies
		}
	};
}

/** {@link countOverview} without what only a cache needs. */
export async function overviewOf(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<Overview> {
	return (await countOverview(sql, rules, query, now)).overview;
}

async function countRows(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<{ rows: CountRow[]; present: boolean }> {
	const conditions = figureConditions(sql, query);
	const { table, held, present } = sourceOf(sql, query, now);
	const within = narrowed(sql, rules, query);
	const counts = (keys: readonly (keyof Counts)[]) =>
		COUNT_KEYS.map(
			(key, i) =>
				sql`${i === 0 ? sql`` : sql`,`} ${
					keys.includes(key) ? sql`count(*) filter (where ${conditions[key]})` : sql`0`
				} as ${sql(`n${i}`)}`
		);
	const open: (keyof Counts)[] = COUNT_KEYS.filter(
		(key) =>
			key.startsWith('open.') ||
			key.startsWith('awaiting.') ||
			['received', 'carriedOver', 'movedDue'].includes(key)
	);
	const closed: (keyof Counts)[] = COUNT_KEYS.filter(
		(key) =>
			!key.startsWith('open.') && !key.startsWith('awaiting.') && key !== 'resolved.notHandedOver'
	);
	const rows = await sql<CountRow[]>`
		with h as materialized (select * from ${horizonRows(sql, rules, query.at)}),
		counted as (
			select d.agency_id, ${counts(open)},
				min(d.due_at) filter (
					where d.phase = 'open' and d.due_at > h.due_soon_until) as next_due,
				min(d.submitted_at) filter (
					where d.phase = 'awaiting' and d.submitted_at >= h.awaiting_since) as next_waiting
			from ${table} left join h on h.agency_id = coalesce(d.agency_id, 0)
			where d.phase in ('awaiting', 'open', 'paused') and ${held} and ${within}
			group by d.agency_id
			union all
			select d.agency_id, ${counts(closed)}, null, null
			from ${table}
			where d.closed_on is not null and d.closed_on >= ${query.from}::date
				and ${held} and ${within}
			group by d.agency_id
			union all
			select d.agency_id, ${counts(['resolved.notHandedOver'])}, null, null
			from ${table}
			where d.status = 9 and ${held} and ${within}
			group by d.agency_id
		)
		select head.epoch, head.seq, counted.agency_id as "agencyId",
			counted.next_due as "nextDue", counted.next_waiting as "nextWaiting",
			(select count(*) from quarantine where settled_at is null) as pending,
			${
				present
					? sql`case when row_number() over () = 1 then (
						select json_object_agg(agency_id, json_build_array(last_event_at,
							last_arrival_at, usual, days))
						from freshness left join rhythms using (agency_id)) end`
					: sql`null::json`
			} as heard,
			${COUNT_KEYS.map(
				(_, i) => sql`${i === 0 ? sql`` : sql`,`} counted.${sql(`n${i}`)}::int as ${sql(`n${i}`)}`
			)}
		from ledger_head head left join counted on true`;
	return { rows, present };
}

/** An office that sends nothing itself is as fresh as what was last heard from below it. */
function heardBelow(
	{ directory, codeOf }: LoadedRules,
	at: Instant,
	heard: ReadonlyMap<string, LastHeard>
): Map<string, LastHeard> {
	const all = new Map<string, LastHeard>(heard);
	for (const [code, { lastEventAt, lastArrivalAt }] of heard) {
		const id = directory.byCode(code);
		for (const above of id === null ? [] : directory.ancestors(id, dayOf(at))) {
			const name = codeOf(above);
			if (heard.has(name)) continue;
			const known = all.get(name);
			all.set(name, {
				lastEventAt: Math.max(lastEventAt, known?.lastEventAt ?? -Infinity),
				lastArrivalAt: Math.max(lastArrivalAt, known?.lastArrivalAt ?? -Infinity)
			});
		}
	}
	return all;
}

/** A row for every agency active at `at`, and for any other with a number, marked `ended`. */
function agencyFigures(
	rules: LoadedRules,
	query: OverviewQuery,
	own: Map<number, Counts>,
	heard: Map<string, LastHeard>
): AgencyFigures[] {
	const { directory } = rules;
	const day = dayOf(query.at);
	const subtree =
		query.agencyId === null ? null : new Set(subtreeOf(rules, query.agencyId, query.own, query.at));
	const tallies = new Map<number, Counts>();
	for (const [id, counts] of own) {
		for (const holder of [id, ...directory.ancestors(id, day)]) {
			if (subtree && !subtree.has(holder)) continue;
			const tally = tallies.get(holder) ?? noCounts();
			addCounts(tally, counts);
			tallies.set(holder, tally);
		}
	}
	const active = directory
		.active(day)
		.filter((version) => subtree === null || subtree.has(version.agencyId));
	const listed = new Set(active.map((version) => version.agencyId));
	const ended = [...tallies.keys()]
		.filter((id) => !listed.has(id))
		.flatMap((id) => directory.latest(id) ?? []);
	return [...active, ...ended].map((version) => {
		const code = rules.codeOf(version.agencyId);
		return {
			code,
			name: version.name,
			kind: version.kind,
			level: version.level,
			accountable: version.accountable,
			vertical: version.vertical,
			parent: version.parentId === null ? null : rules.codeOf(version.parentId),
			ended: !listed.has(version.agencyId),
			tally: tallyOf(tallies.get(version.agencyId) ?? noCounts()),
			own: tallyOf(own.get(version.agencyId) ?? noCounts()),
			freshness: judgeFreshness(rules, version.agencyId, heard.get(code) ?? null, query.at)
		};
	});
}

/**
 * Whether an agency's figures are old at `at`: nothing has arrived for longer than the setting, in
 * its own working time. An agency that never sent anything has no data to be old.
 */
export function judgeFreshness(
	rules: LoadedRules,
	agencyId: number,
	heard: LastHeard | null,
	at: Instant
): Freshness {
	if (!heard) return { lastEventAt: null, lastArrivalAt: null, stale: false };
	const limit = parameterOn(rules.parameters.staleAfterWorkingMinutes, dayOf(at));
	const hours = hoursOf(rules, agencyId, dayOf(at));
	const quiet = workingMinutesBetween(rules.calendar, hours, heard.lastArrivalAt, at);
	return {
		lastEventAt: isoOf(heard.lastEventAt),
		lastArrivalAt: isoOf(heard.lastArrivalAt),
		stale: quiet > limit
	};
}

/** The overview that everybody sees first: the month of `at`, up to it. */
export function currentQuery(at: Instant): OverviewQuery {
	const to = dayOf(at);
	return {
		at,
		knownAt: null,
		from: `${to.slice(0, 7)}-01`,
		to,
		agencyId: null,
		own: false,
		receivedBy: null,
		field: null,
		channel: null
	};
}

/**
 * The next instant after `at` at which the figures change by time alone: midnight, the next
 * appointment that comes within the window, or the next submission that has waited too long.
 */
function boundaryOf(rows: readonly CountRow[], rules: LoadedRules, at: Instant): Instant {
	const day = dayOf(at);
	const window = parameterOn(rules.parameters.dueSoonWindowMinutes, day);
	const limit = parameterOn(rules.parameters.receptionLimitMinutes, day);
	let next = startOfDay(addDays(day, 1));
	for (const { agencyId, nextDue, nextWaiting } of rows) {
		const hours = hoursOf(rules, agencyId, day);
		if (nextDue !== null) {
			next = Math.min(next, earliestStartWithin(rules.calendar, hours, nextDue, window));
		}
		if (nextWaiting !== null) {
			next = Math.min(next, latestDueWithin(rules.calendar, hours, nextWaiting, limit) + 1);
		}
	}
	return Math.max(next, at + 1);
}
