import type { Handle } from '@sveltejs/kit';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

/** The cookie in which a reader keeps `light` or `dark`; without it the page follows the system. */
export const THEME_COOKIE = 'theme';

/**
 * Gives every page the reader's language and theme before its first byte, so that neither flashes:
 * the policy forbids inline scripts, which is how this is usually mended in the browser.
 */
export const withWords: Handle = async ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		const chosen = event.route.id?.startsWith('/(wall)')
			? wallTheme(event.url)
			: event.cookies.get(THEME_COOKIE);
		const theme = chosen === 'light' || chosen === 'dark' ? chosen : 'system';
		return resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', theme)
		});
	});

/** A wall is dark whoever opens it; its address asks for light where it hangs in a bright hall. */
function wallTheme(url: URL): 'light' | 'dark' {
	return url.searchParams.get('theme') === 'light' ? 'light' : 'dark';
}
