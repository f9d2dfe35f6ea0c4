import { DAY, MINUTE, type Instant } from '../calendar/time.ts';

/** How long a code on a wall may be typed, and how long an approved wall may fetch its token. */
export const PAIRING_MS = 10 * MINUTE;
/** After this a wall opens nothing, whoever renewed its token, unless somebody approves it again. */
export const SCREEN_LIFE_MS = 90 * DAY;
/** A token older than this is exchanged for another. */
export const ROTATE_AFTER_MS = DAY;
/**
 * A browser writes cookies to its disk some half a minute after it got them. Until a new token has
 * been in use for this long, a power cut may bring the one before it back, which therefore still opens.
 */
export const SETTLED_AFTER_MS = 10 * MINUTE;
/** A wall that still shows the former token this long after an exchange never got the answer. */
const LOST_AFTER_MS = MINUTE;
/** A wall says every minute that it is there; one unheard for longer counts as off. */
export const SEEN_WITHIN_MS = 3 * MINUTE;

/** Where the exchange of a wall's token stands; real time. */
export interface TokenState {
	rotatedAt: Instant;
	/** Until when the token before it opens too; null when none does. */
	formerUntil: Instant | null;
}

/**
 * What to do about the token of a wall that is heard from.
 *
 * - `rotate`: give it another; the one it shows stays good until the other has settled
 * - `settle`: the other has settled, the former opens nothing any more
 * - `keep`: nothing
 */
export type Turn = 'rotate' | 'settle' | 'keep';

/** @param shown which of the two the wall has shown; the caller has checked that it opens */
export function turnOf(shown: 'token' | 'former', state: TokenState, now: Instant): Turn {
	const age = now - state.rotatedAt;
	if (shown === 'former') return age >= LOST_AFTER_MS ? 'rotate' : 'keep';
	if (age >= ROTATE_AFTER_MS) return 'rotate';
	const overlaps = state.formerUntil !== null && state.formerUntil > now;
	return overlaps && age >= SETTLED_AFTER_MS ? 'settle' : 'keep';
}
