import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { cookieMaxAge, cookieName, locales } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

const input = z.object({ language: z.enum(locales), back: z.string().max(2000).catch('/') });

/** Changes the language of the interface with a plain form, so that it also works without scripts. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
	const asked = input.safeParse(Object.fromEntries(await request.formData()));
	if (!asked.success) error(400, 'Yêu cầu không hợp lệ');
	const { language, back } = asked.data;
	cookies.set(cookieName, language, {
		path: '/',
		maxAge: cookieMaxAge,
		httpOnly: false,
		sameSite: 'lax',
		secure: url.protocol === 'https:'
	});
	redirect(303, localPath(back, url.origin));
};

/** Only a path of ours: a form made elsewhere must not send a reader to another site. */
function localPath(back: string, origin: string): string {
	const target = URL.parse(back, origin);
	return target !== null && target.origin === origin ? target.pathname + target.search : '/';
}
