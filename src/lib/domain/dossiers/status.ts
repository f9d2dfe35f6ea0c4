/**
 * The ten national status codes (TrangThaiHoSo) and what each does to a dossier. Source: the codes
 * that three independent one-stop systems send (reference/domain.md 1.1).
 */

export const STATUSES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export type Status = (typeof STATUSES)[number];

export function isStatus(n: number): n is Status {
	return Number.isInteger(n) && n >= 1 && n <= 10;
}

/**
 * Where a dossier is, for counting. `incomplete`: only steps have come, the dossier itself has not,
 * so nobody can be asked for it yet and it enters no figure.
 */
export type Phase =
	'incomplete' | 'awaiting' | 'open' | 'paused' | 'resolved' | 'withdrawn' | 'stopped' | 'refused';

/**
 * The order in which statuses follow one another when two carry the same instant: a system that
 * stamps a whole day's steps at once does not thereby reopen a dossier.
 */
const LIFE_ORDER: readonly Status[] = [1, 2, 4, 6, 5, 3, 7, 8, 9, 10];

export function lifeRank(status: Status): number {
	return LIFE_ORDER.indexOf(status);
}

/**
 * The phase that a status means.
 *
 * @param before the status held just before, which decides what 10 hands over: after 8 it is the
 *   notice that processing stopped, so the dossier stays `stopped` (contract section 3)
 * @param feesPause whether status 6 stops the clock for this dossier's field on that day
 */
export function phaseOf(status: Status, before: Status | null, feesPause: boolean): Phase {
	switch (status) {
		case 1:
			return 'awaiting';
		case 2:
		case 4:
			return 'open';
		case 3:
			return 'refused';
		case 5:
			return 'paused';
		case 6:
			return feesPause ? 'paused' : 'open';
		case 7:
			return 'withdrawn';
		case 8:
			return 'stopped';
		case 9:
			return 'resolved';
		case 10:
			return before === 8 ? 'stopped' : 'resolved';
	}
}
