import type { RequestEvent } from '@sveltejs/kit';
import type { WallBeat, WallBeatAnswer } from '#lib/domain/wall/beat.ts';
import {
	deviceOf,
	newDevice,
	screenCookieNames,
	screenCookieOptions,
	shownScreen
} from '../accounts/screen-cookies.ts';
import { screenSeen } from '../accounts/screen-turn.ts';
import { sessionSettings } from '../accounts/session.ts';
import { isDatabaseAway } from '../store/database.ts';
import { authenticate } from './authenticate.ts';

/** What the page that pairs a wall shows, or that the wall is open. */
export type AtTheDoor =
	{ is: 'inside' } | { is: 'waiting'; code: string } | { is: 'too_many' } | { is: 'away' };

/**
 * A browser at the wall's door: gives it a device's secret when it has none, and the token when
 * somebody has approved it. It never fails for want of the database: nobody is there to try again.
 */
export async function atTheDoor(event: RequestEvent): Promise<AtTheDoor> {
	const { desk, requestId } = event.locals;
	try {
		const pass = await authenticate(event.request, desk.readers);
		if (pass !== null) return { is: 'inside' };
		const session = sessionSettings(desk.settings);
		const names = screenCookieNames(session);
		const keep = (name: string, value: string) => {
			event.cookies.set(name, value, screenCookieOptions(session));
		};
		const known = deviceOf(event.request.headers.get('cookie'), session);
		const device = known ?? newDevice();
		const waiting = await desk.pairing.wait(device, event.getClientAddress(), Date.now());
		if (waiting.is === 'too_many') return waiting;
		if (known === null) keep(names.device, device);
		if (waiting.is === 'waiting') return { is: 'waiting', code: waiting.code };
		keep(names.token, waiting.token);
		return { is: 'inside' };
	} catch (error) {
		if (!isDatabaseAway(error)) throw error;
		desk.log.warn({ requestId, err: error }, 'database away');
		return { is: 'away' };
	}
}

/**
 * A paired wall says that it is there, and gets another token when that is due.
 * @returns what it is to show; null when what it shows to be let in opens nothing any more
 */
export async function hearWall(
	event: RequestEvent,
	said: WallBeat
): Promise<WallBeatAnswer | null> {
	const { desk } = event.locals;
	const session = sessionSettings(desk.settings);
	const shown = shownScreen(event.request.headers.get('cookie'), session);
	if (shown === null) return null;
	const heard = { ...said, address: event.getClientAddress() };
	const answer = await screenSeen(desk.db, shown, heard, Date.now());
	if (answer === null) return null;
	if (answer.token !== null) {
		const { token } = screenCookieNames(session);
		event.cookies.set(token, answer.token, screenCookieOptions(session));
	}
	return { plan: answer.plan, order: answer.order };
}
