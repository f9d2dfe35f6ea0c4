import { turnOf } from '#lib/domain/accounts/screen.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import { append } from '../store/ledger.ts';
import { clearPairings } from '../store/pairings.ts';
import {
	forgetFormer,
	holdScreenOfDevice,
	opens,
	saveSeen,
	saveToken,
	type SeenScreen
} from '../store/screens.ts';
import { hashOfSecret, newScreenToken, type ShownScreen } from './screen-cookies.ts';

/**
 * A wall says that it is there: keeps what it says, and exchanges its token when that is due. Neither
 * a lost answer nor a power cut at any moment leaves a wall without a token that opens
 * (`domain/accounts/screen.ts` says why).
 *
 * @returns the token that the wall is to show from now on, or null to keep the one it has; null
 *   altogether when what it shows opens nothing
 */
export async function screenSeen(
	database: Database,
	shown: ShownScreen,
	seen: SeenScreen,
	now: Instant
): Promise<{ token: string | null } | null> {
	// Walls that run are the one thing that comes by every minute.
	await clearPairings(database.sql, now);
	return withTransaction(database, async ({ sql }) => {
		const screen = await holdScreenOfDevice(sql, shown.deviceHash);
		const which = screen && opens(screen, shown.tokenHash, now);
		if (screen === null || which === null) return null;
		const { id } = screen;
		await saveSeen(sql, id, seen, now);
		const turn = turnOf(which, screen, now);
		if (turn === 'keep') return { token: null };
		const token = turn === 'rotate' ? newScreenToken() : null;
		if (token === null) await forgetFormer(sql, id);
		else {
			const former = { former: shown.tokenHash, formerUntil: screen.endsAt };
			await saveToken(sql, id, { hash: hashOfSecret(token), at: now, ...former });
			await record(sql, {
				at: now,
				actor: {
					kind: 'screen',
					accountId: null,
					keyId: null,
					screenId: id,
					address: seen.address
				},
				action: 'screen.rotate',
				subject: `screen:${id}`,
				before: null,
				after: { because: which === 'former' ? 'answer lost' : 'daily' }
			});
		}
		// A token opens nothing any more: whoever still listens with it is looked at again.
		await append(sql, { at: now, kind: 'accounts', agencies: [], ids: [`screen:${id}`] });
		return { token };
	});
}
