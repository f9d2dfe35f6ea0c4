import { apologyStanding } from '#lib/domain/apologies/apology.ts';
import { dayOf, type Day } from '#lib/domain/calendar/time.ts';
import {
	foldCause,
	lateKind,
	type CauseStatement,
	type DossierCause,
	type LateKind
} from '#lib/domain/causes/cause.ts';
import { consultationStanding, type Consultation } from '#lib/domain/consultations/consultation.ts';
import type { Dossier } from '#lib/domain/dossiers/dossier.ts';
import type { ApologyGroup, KeptApology } from './apologies.ts';
import type { ConsultationGroup } from './consultations.ts';
import type { CauseGroup, CauseQuery, ShownStatement } from './causes.ts';

/** What was kept of one dossier's cause, beside what it folds to. */
export interface KeptCause {
	cause: string;
	nature: string;
	standing: string;
}

/**
 * Causes and apologies of the whole province counted the plain way: a dossier at a time, from what its
 * messages and what was said about it fold to. It shares no SQL with what serves.
 */
export interface DelayRecount {
	/** @returns what differs between the fold of the statements and where the cause is kept to stand */
	add(dossier: Dossier, id: number, kept: KeptCause | undefined): string[];
	/** Where the served counts differ, by kind of lateness. */
	differences(
		of: LateKind,
		served: { causes: readonly CauseGroup[]; apologies: readonly ApologyGroup[] | null }
	): string[];
}

/**
 * Opinions asked of the whole province, by body and standing, counted one at a time.
 * @returns where the served counts differ
 */
export function consultationDifferences(
	kept: readonly (Consultation & Pick<ConsultationGroup, 'askedId' | 'askedName'>)[],
	served: readonly ConsultationGroup[],
	{ from, to, today }: { from: Day; to: Day; today: Day }
): string[] {
	const key = (one: Omit<ConsultationGroup, 'count'>) =>
		`opinion ${one.bodyKind} ${one.askedId ?? one.askedName} ${one.standing}`;
	const counted = new Map<string, number>();
	for (const { askedOn, answeredOn, ...one } of kept) {
		if (askedOn > to || (askedOn < from && answeredOn !== null)) continue;
		const standing = consultationStanding({ dueOn: one.dueOn, answeredOn }, today);
		const of = key({ ...one, standing });
		counted.set(of, (counted.get(of) ?? 0) + 1);
	}
	const shown = new Map(served.map((group) => [key(group), group.count]));
	return [...new Set([...counted.keys(), ...shown.keys()])].flatMap((of) => {
		const [n, m] = [counted.get(of) ?? 0, shown.get(of) ?? 0];
		return n === m ? [] : [`${of}: counted ${n}, served ${m}`];
	});
}

/** @param query of the whole province, narrowed by nothing but its period */
export function openDelayRecount(
	query: Pick<CauseQuery, 'at' | 'from' | 'to'>,
	statements: ReadonlyMap<number, readonly ShownStatement[]>,
	apologies: readonly KeptApology[]
): DelayRecount {
	const today = dayOf(query.at);
	const letters = Map.groupBy(apologies, ({ dossierId }) => dossierId);
	const recording = new Map<number, Day>();
	for (const { agencyId, issuedOn, oldDueOn } of apologies) {
		const first = issuedOn < oldDueOn ? issuedOn : oldDueOn;
		const held = recording.get(agencyId);
		if (held === undefined || first < held) recording.set(agencyId, first);
	}
	const counted: Record<LateKind, Map<string, number>> = {
		...{ late: new Map(), overdue: new Map(), endedAfterDue: new Map() }
	};
	const count = (of: LateKind, key: string, n = 1) => {
		counted[of].set(key, (counted[of].get(key) ?? 0) + n);
	};

	return {
		add({ code, state }, id, kept) {
			const cause = foldCause((statements.get(id) ?? []).map(statementOf));
			const { agencyId, dueOn, closedOn } = state;
			const late = lateKind(state, today);
			const inPeriod = closedOn !== null && closedOn >= query.from && closedOn <= query.to;
			if (late !== null && dueOn !== null && (late === 'overdue' || inPeriod)) {
				count(late, causeKey(agencyId, cause));
				if (late !== 'endedAfterDue') {
					const since = agencyId === null ? undefined : recording.get(agencyId);
					const own = letters.get(id)?.length ?? 0;
					count(late, `letter ${agencyId} ${apologyStanding(dueOn, own, since ?? null)}`);
				}
			}
			const folded = cause && `${cause.cause} ${cause.nature} ${cause.standing}`;
			const told = kept ? `${kept.cause} ${kept.nature} ${kept.standing}` : null;
			return folded === told ? [] : [`${code}: cause ${folded ?? '—'}, kept ${told ?? '—'}`];
		},
		differences(of, served) {
			const shown = new Map<string, number>();
			for (const group of served.causes) {
				const key = causeKey(group.agencyId, group);
				shown.set(key, (shown.get(key) ?? 0) + group.dossiers);
			}
			for (const { agencyId, standing, dossiers } of served.apologies ?? []) {
				shown.set(`letter ${agencyId} ${standing}`, dossiers);
			}
			return [...new Set([...counted[of].keys(), ...shown.keys()])].flatMap((key) => {
				const [n, m] = [counted[of].get(key) ?? 0, shown.get(key) ?? 0];
				return n === m ? [] : [`${of} ${key}: counted ${n}, served ${m}`];
			});
		}
	};
}

function causeKey(
	agencyId: number | null,
	cause: { cause: string | null; nature: string | null; standing: string | null } | DossierCause
): string {
	return `cause ${agencyId} ${cause?.cause ?? '—'} ${cause?.nature ?? '—'} ${cause?.standing ?? '—'}`;
}

function statementOf({ kind, cause, nature, text }: ShownStatement): CauseStatement {
	if (kind !== 'declared') return { kind, text };
	if (cause === null || nature === null) throw new Error('a declaration without a cause');
	return { kind, cause, nature, text };
}
