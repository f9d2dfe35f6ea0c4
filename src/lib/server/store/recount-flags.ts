import { dayOf, type Day } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { Dossier } from '#lib/domain/dossiers/dossier.ts';
import { apologySigns, moveIsApologised, type ApologyOnRecord } from '#lib/domain/flags/apology.ts';
import { closedTogether, muchUnsolved, type Ended } from '#lib/domain/flags/agency-signs.ts';
import type { FlagCounts, FlagQuery } from './flags.ts';
import { horizonsAt } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * The signs of the whole province counted the plain way: a dossier at a time, from what its messages
 * fold to, by the rules of the domain alone. It shares no SQL with what serves.
 */
export interface FlagRecount {
	/** @param id by which its letters of apology name it */
	add(dossier: Dossier, id: number): void;
	/** Where the served counts differ, by flag and by agency. */
	differences(served: FlagCounts): string[];
}

/** A letter of apology on record, and by which agency. */
export interface ApologyOfDossier extends ApologyOnRecord {
	dossierId: number;
	agencyId: number;
}

/**
 * @param query of the whole province, narrowed by nothing but its period
 * @param apologies all that are on record
 */
export function openFlagRecount(
	rules: LoadedRules,
	query: FlagQuery,
	apologies: readonly ApologyOfDossier[] = []
): FlagRecount {
	const horizons = horizonsAt(rules, query.at);
	const flagged = new Map<string, { agencyId: number | null; flags: Set<string> }>();
	const ended = new Map<number, Ended[]>();
	const { parameters } = rules;
	const today = dayOf(query.at);
	const limits = {
		daysBefore: parameterOn(parameters.apologyDaysBefore, query.to),
		reappointmentsAtMost: parameterOn(parameters.reappointmentsAtMost, query.to)
	};
	const letters = Map.groupBy(apologies, ({ dossierId }) => dossierId);
	const recording = new Map<number, Day>();
	for (const { agencyId, issuedOn, oldDueOn } of apologies) {
		const first = issuedOn < oldDueOn ? issuedOn : oldDueOn;
		const held = recording.get(agencyId);
		if (held === undefined || first < held) recording.set(agencyId, first);
	}

	const raise = (code: string, agencyId: number | null, flag: string) => {
		const held = flagged.get(code);
		if (held) held.flags.add(flag);
		else flagged.set(code, { agencyId, flags: new Set([flag]) });
	};

	return {
		add({ code, state, flags, finishedAt }, id) {
			const { phase, closedOn, agencyId, submittedAt, dueOn, finishedOn } = state;
			const own = letters.get(id) ?? [];
			const underWay = phase === 'awaiting' || phase === 'open' || phase === 'paused';
			const closed = closedOn !== null && closedOn >= query.from && closedOn <= query.to;
			if (!underWay && !closed) return;
			const apologised = moveIsApologised(dueOn, own, flags.includes('N10'));
			for (const flag of flags) {
				if (flag !== 'N04' || !apologised) raise(code, agencyId, flag);
			}
			const promised = {
				dueOn,
				finishedOn: phase === 'resolved' ? finishedOn : null,
				open: phase === 'open'
			};
			const recordedSince = agencyId === null ? null : (recording.get(agencyId) ?? null);
			for (const flag of apologySigns(promised, own, recordedSince, today, limits)) {
				raise(code, agencyId, flag);
			}
			const since = horizons.get(agencyId ?? 0)?.awaitingSince;
			if (
				phase === 'awaiting' &&
				submittedAt !== null &&
				since !== undefined &&
				submittedAt < since
			) {
				raise(code, agencyId, 'N13');
			}
			if (!closed || agencyId === null) return;
			const of = ended.get(agencyId) ?? [];
			of.push({ code, phase, closedOn, finishedAt });
			ended.set(agencyId, of);
		},
		differences(served) {
			const percent = parameterOn(parameters.unsolvedPercent, query.to);
			const among = parameterOn(parameters.unsolvedAmongAtLeast, query.to);
			for (const [agencyId, own] of ended) {
				const many = closedTogether(own, (on) => parameterOn(parameters.batchClosingCount, on));
				for (const code of many) raise(code, agencyId, 'N15');
				for (const code of muchUnsolved(own, percent, among)) raise(code, agencyId, 'N16');
			}
			const byFlag = new Map<string, number>();
			const byAgency = new Map<string, number>();
			const count = (into: Map<string, number>, key: string) => {
				into.set(key, (into.get(key) ?? 0) + 1);
			};
			for (const { agencyId, flags } of flagged.values()) {
				for (const flag of flags) count(byFlag, flag);
				if (agencyId !== null) count(byAgency, String(agencyId));
			}
			const compare = (counted: Map<string, number>, told: FlagCounts['flags']) => {
				const shown = new Map(told.map(({ key, dossiers }) => [key, dossiers]));
				return [...new Set([...counted.keys(), ...shown.keys()])].flatMap((key) => {
					const [n, m] = [counted.get(key) ?? 0, shown.get(key) ?? 0];
					return n === m || key === '' ? [] : [`signs ${key}: counted ${n}, served ${m}`];
				});
			};
			const all =
				flagged.size === served.dossiers
					? []
					: [`signs: counted ${flagged.size}, served ${served.dossiers}`];
			return [...all, ...compare(byFlag, served.flags), ...compare(byAgency, served.agencies)];
		}
	};
}
