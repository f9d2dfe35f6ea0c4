import { version } from '$app/environment';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { SEEN_WITHIN_MS } from '#lib/domain/accounts/screen.ts';
import type { Action } from '#lib/domain/accounts/permissions.ts';
import { may } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { refused, type Decision } from '#lib/domain/refusal.ts';
import { heldScene, type WallDirection } from '#lib/domain/wall/order.ts';
import { orderScreen, planScreen } from '#lib/server/commands/screen-directing.ts';
import {
	renameScreen,
	renewScreen,
	revokeScreen,
	type ScreenKeeper
} from '#lib/server/commands/screens.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listScreens, type ListedScreen } from '#lib/server/store/screens.ts';
import { planOfForm, showOfForm } from '#lib/server/web/screen-forms.ts';
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
	const reader = requirePageReader(event, 'directScreens');
	const now = Date.now();
	const { directory } = await event.locals.desk.rulebook.current();
	const nameOf = (code: string | null) => {
		const id = code === null ? null : directory.byCode(code);
		return id === null ? null : (directory.latest(id)?.name ?? code);
	};
	const screens = await readAs(event.locals.desk.db, reader, async (sql) => listScreens(sql, now));
	return {
		screens: screens.map((screen) => ({
			...shownScreenItem(screen, now),
			scopeName: nameOf(screen.agency),
			state: stateOf(screen, now),
			/** Since when its page is there, as it says itself. */
			since: sinceOf(screen),
			/** Another build than this page's: it takes the new one by itself within minutes. */
			oldBuild: screen.build !== null && screen.build !== version,
			held: heldScene(screen.order, now),
			endsSoon: screen.endsAt - now < SOON_MS
		})),
		manages: may(reader, 'manageScreens'),
		/** Who sees no figures gets no small pictures of them. */
		previews: reader.sees.aggregates,
		at: isoOf(now),
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

function sinceOf({ lastSeenAt, telemetry }: ListedScreen): string | null {
	const minutes = telemetry?.uptimeMinutes ?? null;
	return lastSeenAt === null || minutes === null ? null : isoOf(lastSeenAt - minutes * 60_000);
}

export const actions: Actions = {
	rename: async (event) =>
		change(event, 'renamed', 'manageScreens', async (id, form, by) => {
			const given = screenNaming.safeParse({ name: form.get('name') });
			if (!given.success) return refused('screens.no_name');
			return renameScreen(event.locals.desk.db, { id, name: given.data.name }, by, Date.now());
		}),
	renew: async (event) =>
		change(event, 'renewed', 'manageScreens', async (id, _, by) =>
			renewScreen(event.locals.desk.db, { id }, by, Date.now())
		),
	revoke: async (event) =>
		change(event, 'revoked', 'manageScreens', async (id, _, by) =>
			revokeScreen(event.locals.desk.db, { id }, by, Date.now())
		),
	plan: async (event) =>
		change(event, 'planned', 'directScreens', async (id, form, by) => {
			const plan = planOfForm(form);
			if (plan === null) return refused('screens.no_plan');
			return planScreen(event.locals.desk.db, { id, plan }, by, Date.now());
		}),
	show: async (event) =>
		change(event, 'ordered', 'directScreens', async (id, form, by) => {
			const direction = showOfForm(form);
			if (direction === null) return refused('screens.no_scene');
			return order(event, id, direction, by);
		}),
	rotate: async (event) =>
		change(event, 'ordered', 'directScreens', async (id, _, by) =>
			order(event, id, { do: 'rotate' }, by)
		),
	refresh: async (event) =>
		change(event, 'ordered', 'directScreens', async (id, _, by) =>
			order(event, id, { do: 'refresh' }, by)
		)
};

async function order(
	event: RequestEvent,
	id: number,
	direction: WallDirection,
	by: ScreenKeeper
): Promise<Decision<object>> {
	return orderScreen(event.locals.desk.db, { id, direction }, by, Date.now());
}

async function change(
	event: RequestEvent,
	done: string,
	action: Action,
	run: (id: number, form: FormData, by: ScreenKeeper) => Promise<Decision<object>>
) {
	const reader = requirePageReader(event, action);
	const form = await event.request.formData();
	const asked = form.get('screen');
	const id = screenIdOf(typeof asked === 'string' ? asked : undefined);
	if (id === null) {
		return fail(404, { refusal: COMMAND_REFUSALS['screens.screen_unknown'], screen: null });
	}
	const decision = await run(id, form, { reader, address: event.getClientAddress() });
	if (!decision.accepted) {
		const { code } = decision.refusal;
		return fail(400, { refusal: COMMAND_REFUSALS[code] ?? code, screen: id });
	}
	redirect(303, `/screens?done=${done}#screen-${id}`);
}
