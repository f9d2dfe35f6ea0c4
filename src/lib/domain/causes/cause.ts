import type { Day } from '../calendar/time.ts';
import type { Phase } from '../dossiers/status.ts';
import { accepted, refused, type Decision } from '../refusal.ts';

/**
 * Causes of lateness by code (reference/domain.md 6.3): the directives' own words, and the groups of the
 * former form 07g. No form number stands on them: none is in force.
 */
export const CAUSES = [
	'PHOI_HOP',
	'CHO_Y_KIEN',
	'NHAN_SU',
	'QUA_TAI',
	'QUY_DINH',
	'HE_THONG',
	'NGHIA_VU_TC',
	'CONG_DAN',
	'CHU_QUAN',
	'KHAC'
] as const;
export type CauseCode = (typeof CAUSES)[number];

/** Chủ quan or khách quan. */
export const NATURES = ['subjective', 'objective'] as const;
export type Nature = (typeof NATURES)[number];

/**
 * What each cause can be by nature, the usual one first. Waiting for a body above is objective
 * (notice 123/TB-UBND calls it a reason), want of responsibility never is.
 */
export const NATURES_OF: Readonly<Record<CauseCode, readonly [Nature, ...Nature[]]>> = {
	PHOI_HOP: ['subjective', 'objective'],
	CHO_Y_KIEN: ['objective'],
	NHAN_SU: ['subjective', 'objective'],
	QUA_TAI: ['objective', 'subjective'],
	QUY_DINH: ['objective'],
	HE_THONG: ['objective', 'subjective'],
	NGHIA_VU_TC: ['objective'],
	CONG_DAN: ['objective'],
	CHU_QUAN: ['subjective'],
	KHAC: ['objective', 'subjective']
};

/** Declared by the agency, then confirmed or rejected by the centre. */
export const CAUSE_STANDINGS = ['declared', 'confirmed', 'rejected'] as const;
export type CauseStanding = (typeof CAUSE_STANDINGS)[number];

/** What an agency says about one of its dossiers. */
export interface Declaration {
	cause: CauseCode;
	nature: Nature;
	text: string;
}

/** One thing said; all are kept. `text` is a note of who confirms, the reason of who rejects. */
export type CauseStatement =
	(Declaration & { kind: 'declared' }) | { kind: 'confirmed' | 'rejected'; text: string };

/** Where the cause of a dossier stands; null: nothing was declared. */
export type DossierCause = (Declaration & { standing: CauseStanding }) | null;

/** What follows from all that was said, the oldest first. */
export function foldCause(statements: readonly CauseStatement[]): DossierCause {
	let cause: DossierCause = null;
	for (const said of statements) cause = afterStatement(cause, said);
	return cause;
}

function afterStatement(cause: DossierCause, said: CauseStatement): DossierCause {
	if (said.kind !== 'declared') return cause && { ...cause, standing: said.kind };
	const { cause: code, nature, text } = said;
	return { cause: code, nature, text, standing: 'declared' };
}

/** Late and overdue are two nouns, and what ended without a result past its day is a third. */
export const LATE_KINDS = ['late', 'overdue', 'endedAfterDue'] as const;
export type LateKind = (typeof LATE_KINDS)[number];

/** How a dossier is late on a day; null when it is not: then no cause is asked for. */
export function lateKind(
	{ phase, dueOn, finishedOn }: { phase: Phase; dueOn: Day | null; finishedOn: Day | null },
	today: Day
): LateKind | null {
	if (dueOn === null) return null;
	if (phase === 'open') return dueOn < today ? 'overdue' : null;
	if (finishedOn === null || finishedOn <= dueOn) return null;
	if (phase === 'resolved') return 'late';
	return phase === 'refused' || phase === 'withdrawn' || phase === 'stopped'
		? 'endedAfterDue'
		: null;
}

/**
 * An agency declares why. A confirmed cause stays until the centre takes it back; any other may be
 * declared anew.
 *
 * @returns what is to be kept; null when the same is declared already
 */
export function declare(
	held: DossierCause,
	given: Declaration,
	late: LateKind | null
): Decision<CauseStatement | null> {
	const { cause, nature, text } = given;
	if (late === null) return refused('cause.not_late');
	if (!NATURES_OF[cause].includes(nature)) return refused('cause.nature_impossible');
	if (cause === 'KHAC' && text === '') return refused('cause.unexplained');
	if (held !== null && held.standing !== 'rejected') {
		const same = held.cause === cause && held.nature === nature && held.text === text;
		if (same) return accepted(null);
		if (held.standing === 'confirmed') return refused('cause.already_confirmed');
	}
	return accepted({ kind: 'declared', cause, nature, text });
}

/**
 * The centre confirms a declaration, or rejects it with a reason; it may come back to either.
 *
 * @returns what is to be kept; null when the same is decided already
 */
export function settle(
	held: DossierCause,
	verdict: 'confirmed' | 'rejected',
	text: string
): Decision<CauseStatement | null> {
	if (held === null) return refused('cause.undeclared');
	if (held.standing === verdict) return accepted(null);
	if (verdict === 'rejected' && text === '') return refused('cause.reason_missing');
	return accepted({ kind: verdict, text });
}

/** How many dossiers have a confirmed cause, by its code. */
export type CauseCounts = Partial<Record<CauseCode, number>>;

/**
 * The main cause (nguyên nhân chủ yếu) of what was confirmed: the most frequent code, all of them where
 * several are equally frequent; null while nothing is confirmed.
 */
export function mainCause(
	confirmed: CauseCounts
): { causes: CauseCode[]; dossiers: number } | null {
	const most = Math.max(0, ...CAUSES.map((code) => confirmed[code] ?? 0));
	if (most === 0) return null;
	return { causes: CAUSES.filter((code) => confirmed[code] === most), dossiers: most };
}
