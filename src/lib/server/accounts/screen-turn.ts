import { SEEN_WITHIN_MS, turnOf } from '#lib/domain/accounts/screen.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { WallBeat, WallBeatAnswer } from '#lib/domain/wall/beat.ts';
import { orderFor, takenBy } from '#lib/domain/wall/order.ts';
import { DEFAULT_PLAN } from '#lib/domain/wall/scene.ts';
import { telemetryAfter } from '#lib/domain/wall/telemetry.ts';
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
	type ScreenRecord
} from '../store/screens.ts';
import { hashOfSecret, newScreenToken, type ShownScreen } from './screen-cookies.ts';

/** What a wall says, and from where. */
export type HeardBeat = WallBeat & { address: string };

/**
 * A wall says that it is there: keeps what it says, and exchanges its token when that is due. Neither
 * a lost answer nor a power cut at any moment leaves a wall without a token that opens
 * (`domain/accounts/screen.ts` says why).
 *
 * @returns what it is to show; `token`: the one to show from now on, or null to keep the one it has.
 *   Null altogether when what it shows opens nothing: such a wall is told no order either
 */
export async function screenSeen(
	database: Database,
	shown: ShownScreen,
	heard: HeardBeat,
	now: Instant
): Promise<(WallBeatAnswer & { token: string | null }) | null> {
	// Walls that run are the one thing that comes by every minute.
	await clearPairings(database.sql, now);
	return withTransaction(database, async ({ sql }) => {
		const screen = await holdScreenOfDevice(sql, shown.deviceHash);
		const which = screen && opens(screen, shown.tokenHash, now);
		if (screen === null || which === null) return null;
		const { id } = screen;
		const order =
			heard.tookOrder === undefined ? screen.order : takenBy(screen.order, heard.tookOrder, now);
		const told = isWorthTelling(screen, heard, now) || order !== screen.order;
		if (told || isWorthKeeping(screen, heard, now)) {
			const telemetry = telemetryAfter(screen.telemetry, heard, now);
			await saveSeen(sql, id, { ...heard, telemetry, order }, now);
		}
		const answer = { plan: screen.plan ?? DEFAULT_PLAN, order: orderFor(order, now) };
		const turn = turnOf(which, screen, now);
		if (turn === 'keep') {
			// It names no wall: the wall itself need not hear what it has just said.
			if (told) await append(sql, { at: now, kind: 'screens', agencies: [], ids: [] });
			return { ...answer, token: null };
		}
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
					address: heard.address
				},
				action: 'screen.rotate',
				subject: `screen:${id}`,
				before: null,
				after: { because: which === 'former' ? 'answer lost' : 'daily' }
			});
		}
		// A token opens nothing any more: whoever still listens with it is looked at again.
		await append(sql, { at: now, kind: 'accounts', agencies: [], ids: [`screen:${id}`] });
		return { ...answer, token };
	});
}

/** Written at most once a minute, however often the wall is heard, unless it shows something else. */
function isWorthKeeping(
	{ lastSeenAt, scene }: ScreenRecord,
	heard: HeardBeat,
	now: Instant
): boolean {
	if (lastSeenAt === null) return true;
	return now - lastSeenAt > (scene === heard.scene ? 50_000 : 2_000);
}

/** Whether the page of screens is to say something else at once: on again, or another build. */
function isWorthTelling(before: ScreenRecord, { build }: HeardBeat, now: Instant): boolean {
	const { lastSeenAt, pairedAt } = before;
	if (lastSeenAt === null || lastSeenAt < pairedAt) return true;
	return now - lastSeenAt > SEEN_WITHIN_MS || before.build !== build;
}
