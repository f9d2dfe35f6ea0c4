import { earliestStartWithin, latestDueWithin } from '#lib/domain/calendar/office-hours.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { Horizon } from '#lib/domain/deadlines/standing.ts';
import type { Dossier, DossierState } from '#lib/domain/dossiers/dossier.ts';
import { hoursOf, type Rules } from '#lib/domain/dossiers/rules.ts';
import type { Overview, OverviewQuery } from '#lib/domain/reports/overview.ts';
import {
	addCounts,
	FIGURES,
	figureOf,
	figuresOf,
	noCounts,
	tallyOf,
	type Counts,
	type Tally
} from '#lib/domain/reports/tally.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * The figures of one question, counted the plain way: a dossier at a time, from what its recorded
 * messages fold to, by the rules of the domain alone. It shares no SQL with what serves.
 */
export interface Recount {
	query: OverviewQuery;
	/** Counts one dossier, as it was at the question's instant. */
	add(dossier: Dossier): void;
	/** Where the served answer differs; texts that name an agency's code, a figure and both numbers. */
	differences(served: Overview): string[];
}

/**
 * @param present the question is about now: the dossier's last state counts, else the span that held
 *   at the question's `at`
 */
export function openRecount(rules: LoadedRules, query: OverviewQuery, present: boolean): Recount {
	const own = new Map<number, Counts>();
	let nobodys = 0;
	const horizonOf = horizons(rules, query.at);
	const { agencyId, field, channel, receivedBy } = query;
	const day = dayOf(query.at);
	const within =
		agencyId === null
			? null
			: new Set(query.own ? [agencyId] : rules.directory.descendants(agencyId, day));

	function asked(state: DossierState): boolean {
		return (
			(within === null || (state.agencyId !== null && within.has(state.agencyId))) &&
			(field === null || state.fieldCode === field) &&
			(channel === null || state.channel === channel) &&
			(receivedBy === null || state.receivedBy === receivedBy)
		);
	}

	return {
		query,
		add({ state: last, spans }) {
			const state = present
				? last
				: spans.find(({ from, to }) => from <= query.at && query.at < to)?.state;
			if (!state || !asked(state)) return;
			const figures = figuresOf(state, { ...query, horizon: horizonOf(state.agencyId) });
			if (figures.size === 0) return;
			if (state.agencyId === null) {
				nobodys++;
				return;
			}
			const counts = own.get(state.agencyId) ?? noCounts();
			for (const figure of figures) counts[figure]++;
			own.set(state.agencyId, counts);
		},
		differences(served) {
			const found: string[] = [];
			if (nobodys > 0) found.push(`${nobodys} dossiers with figures belong to no agency`);
			const province = noCounts();
			for (const counts of own.values()) addCounts(province, counts);
			found.push(...compare('province', tallyOf(province), served.province));
			const unseen = new Set(own.keys());
			for (const row of served.agencies) {
				const id = rules.directory.byCode(row.code);
				if (id === null) {
					found.push(`${row.code}: no agency has this code`);
					continue;
				}
				unseen.delete(id);
				found.push(...compare(`${row.code} own`, tallyOf(own.get(id) ?? noCounts()), row.own));
				const all = noCounts();
				for (const below of rules.directory.descendants(id, day)) {
					const counts = own.get(below);
					if (counts) addCounts(all, counts);
				}
				found.push(...compare(row.code, tallyOf(all), row.tally));
			}
			for (const id of unseen) found.push(`${rules.codeOf(id)}: has figures and is not listed`);
			return found;
		}
	};
}

/** Rules that hold within one answer: `own` adds up to the province, and what came in is somewhere. */
export function innerDifferences({ query }: Recount, served: Overview): string[] {
	const found: string[] = [];
	for (const figure of FIGURES) {
		const sum = served.agencies.reduce((n, row) => n + figureOf(row.own, figure), 0);
		const whole = figureOf(served.province, figure);
		if (sum !== whole) found.push(`${figure}: own adds up to ${sum}, province has ${whole}`);
	}
	if (dayOf(query.at) !== query.to) return found;
	const tallies: [string, Tally][] = [
		['province', served.province],
		...served.agencies.flatMap((row): [string, Tally][] => [
			[row.code, row.tally],
			[`${row.code} own`, row.own]
		])
	];
	for (const [whose, t] of tallies) {
		const came = t.received + t.carriedOver;
		const went = t.resolved.total + t.ended.withdrawn + t.ended.stopped + t.open.total;
		if (came !== went) found.push(`${whose}: ${came} came in, ${went} are somewhere`);
	}
	return found;
}

function compare(whose: string, counted: Tally, served: Tally): string[] {
	const found = FIGURES.filter(
		(figure) => figureOf(counted, figure) !== figureOf(served, figure)
	).map(
		(figure) =>
			`${whose} ${figure}: ${figureOf(served, figure)} served, ${figureOf(counted, figure)} counted`
	);
	for (const rate of ['onTimeOrEarly', 'late', 'lateByPromise'] as const) {
		if (counted.rates[rate] !== served.rates[rate]) found.push(`${whose} rates.${rate}`);
	}
	return found;
}

/** What the passing of time means for an agency's hours at an instant. */
function horizons(rules: Rules, at: Instant): (agencyId: number | null) => Horizon {
	const day = dayOf(at);
	const window = parameterOn(rules.parameters.dueSoonWindowMinutes, day);
	const limit = parameterOn(rules.parameters.receptionLimitMinutes, day);
	const kept = new Map<string, Horizon>();
	return (agencyId) => {
		const hours = hoursOf(rules, agencyId, day);
		const key = JSON.stringify(hours);
		const held = kept.get(key);
		if (held) return held;
		const made = {
			dueSoonUntil: latestDueWithin(rules.calendar, hours, at, window),
			awaitingSince: earliestStartWithin(rules.calendar, hours, at, limit)
		};
		kept.set(key, made);
		return made;
	};
}
