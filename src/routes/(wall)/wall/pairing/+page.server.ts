import { redirect } from '@sveltejs/kit';
import { qrOf } from '#lib/server/accounts/pairing.ts';
import { atTheDoor } from '#lib/server/web/wall-door.ts';
import type { PageServerLoad } from './$types';

/** A new wall shows a code and a QR code that says the same; both are there without any script. */
export const load: PageServerLoad = async (event) => {
	const door = await atTheDoor(event);
	if (door.is === 'inside') redirect(303, '/wall');
	const { origin } = event.locals.desk.settings;
	const page = new URL('/screens/pair', origin);
	const address = page.host + page.pathname;
	if (door.is !== 'waiting') return { door: door.is, code: null, qr: null, address };
	// Behind the `#`, which browsers keep to themselves: no log of any server has the code.
	const qr = qrOf(`${page.href}#${door.code}`);
	return { door: door.is, code: door.code, qr, address };
};
