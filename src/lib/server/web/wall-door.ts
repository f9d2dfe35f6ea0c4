import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
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

/** What a wall says of itself every minute. */
export const wallBeat = z.strictObject({
	build: z.string().regex(/^[\w.-]{1,60}$/),
	scene: z.string().regex(/^[a-z][a-z_-]{0,39}$/)
});

/**
 * A paired wall says that it is there, and gets another token when that is due.
 * @returns whether what it shows still opens
 */
export async function hearWall(
	event: RequestEvent,
	said: z.output<typeof wallBeat>
): Promise<boolean> {
	const { desk } = event.locals;
	const session = sessionSettings(desk.settings);
	const shown = shownScreen(event.request.headers.get('cookie'), session);
	if (shown === null) return false;
	const seen = { ...said, address: event.getClientAddress() };
	const answer = await screenSeen(desk.db, shown, seen, Date.now());
	if (answer?.token != null) {
		const { token } = screenCookieNames(session);
		event.cookies.set(token, answer.token, screenCookieOptions(session));
	}
	return answer !== null;
}
