import { THEME_COOKIE } from '#lib/server/web/words.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, cookies }) => ({
	demo: locals.desk.settings.demo,
	theme: cookies.get(THEME_COOKIE) ?? 'system'
});
