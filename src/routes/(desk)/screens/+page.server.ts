import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { SEEN_WITHIN_MS } from '#lib/domain/accounts/screen.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import {
	renameScreen,
	renewScreen,
	revokeScreen,
	type ScreenKeeper
} from '#lib/server/commands/screens.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listScreens } from '#lib/server/store/screens.ts';
import { screenNaming } from '#lib/server/web/screen-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { screenIdOf, shownScreenItem } from '#lib/server/web/screen-answers.ts';
import type { Actions, PageServerLoad } from './$types';

const DAY = 86_400_000;
/** From then on the page says that a wall's time is running out. */
const SOON_MS = 14 * DAY;

export const load: PageServerLoad = async (event) => {
	event.depends('live:screens');
	const reader = requirePageReader(event, 'manageScreens');
	const now = Date.now();
	const { directory } = await event.locals.desk.rulebook.current();
	const nameOf = (code: string | null) => {
		const id = code === null ? null : directory.byCode(code);
		return id === null ? null : (directory.latest(id)?.name ?? code);
	};
	const screens = await readAs(event.locals.desk.db, reader, async (sql) => listScreens(sql, now));
	return {
		screens: screens.map((screen) => ({
			...shownScreenItem(screen),
			scopeName: nameOf(screen.agency),
			state: stateOf(screen, now),
			endsSoon: screen.endsAt - now < SOON_MS
		})),
		done: event.url.searchParams.get('done')
	};
};

function stateOf(
	screen: { revokedAt: number | null; endsAt: number; lastSeenAt: number | null; pairedAt: number },
	now: number
): 'revoked' | 'ended' | 'on' | 'off' | 'coming' {
	if (screen.revokedAt !== null) return 'revoked';
	if (screen.endsAt <= now) return 'ended';
	if (screen.lastSeenAt === null || screen.lastSeenAt < screen.pairedAt) return 'coming';
	return now - screen.lastSeenAt <= SEEN_WITHIN_MS ? 'on' : 'off';
}

export const actions: Actions = {
	rename: async (event) =>
		change(event, 'renamed', async (id, form, by) => {
			const given = screenNaming.safeParse({ name: form.get('name') });
			if (!given.success) return null;
			return renameScreen(event.locals.desk.db, { id, name: given.data.name }, by, Date.now());
		}),
	renew: async (event) =>
		change(event, 'renewed', async (id, _, by) =>
			renewScreen(event.locals.desk.db, { id }, by, Date.now())
		),
	revoke: async (event) =>
		change(event, 'revoked', async (id, _, by) =>
			revokeScreen(event.locals.desk.db, { id }, by, Date.now())
		)
};

/** @param run null when the name is none */
async function change(
	event: RequestEvent,
	done: string,
	run: (id: number, form: FormData, by: ScreenKeeper) => Promise<Decision<object> | null>
) {
	const reader = requirePageReader(event, 'manageScreens');
	const form = await event.request.formData();
	const asked = form.get('screen');
	const id = screenIdOf(typeof asked === 'string' ? asked : undefined);
	if (id === null) return fail(404, { refusal: COMMAND_REFUSALS['screens.screen_unknown'] });
	const decision = await run(id, form, { reader, address: event.getClientAddress() });
	if (decision === null) return fail(400, { refusal: COMMAND_REFUSALS['screens.no_name'] });
	if (!decision.accepted) {
		const { code } = decision.refusal;
		return fail(400, { refusal: COMMAND_REFUSALS[code] ?? code });
	}
	redirect(303, `/screens?done=${done}`);
}
