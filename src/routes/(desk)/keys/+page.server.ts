import { fail } from '@sveltejs/kit';
import type { z } from 'zod';
import { actorOf, type Actor } from '#lib/domain/audit/entry.ts';
import { addDays, dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { closeKey, createKey } from '#lib/server/accounts/manage.ts';
import { rotateKey } from '#lib/server/accounts/rotate-key.ts';
import { listKeys } from '#lib/server/store/keys.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import {
	keyIdOf,
	keyOf,
	newKeyOrder,
	rotation,
	shownKey,
	type ShownKey
} from '#lib/server/web/key-shapes.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'manageKeys');
	const { db, rulebook, clock } = event.locals.desk;
	const keys = (await readAs(db, reader, listKeys)).map(shownKey).reverse();
	// Keys end by real time, whatever the training clock shows.
	const now = Date.now();
	const { directory } = await rulebook.current();
	return {
		open: keys.filter((key) => opens(key, now)),
		closed: keys.filter((key) => !opens(key, now)),
		agencies: directory
			.active(dayOf(clock.now()))
			.map(({ code, name }) => ({ code, name }))
			.sort((a, b) => compareVietnamese(a.name, b.name)),
		today: dayOf(now),
		inAWeek: addDays(dayOf(now), 7)
	};
};

function opens({ revokedAt, endsAt }: ShownKey, now: number): boolean {
	return revokedAt === null && (endsAt === null || Date.parse(endsAt) > now);
}

export const actions: Actions = {
	create: async (event) => {
		const { actor, typed } = await asked(event);
		const backfill = typed['backfill'] === 'true';
		const checked = newKeyOrder.safeParse({ ...typed, backfill });
		if (!checked.success) return refusedFor('create', typed, wordsOf(checked.error));
		const made = await createKey(event.locals.desk.db, keyOf(checked.data), actor);
		if (!made.accepted) return refusedFor('create', typed, made.refusal.code);
		return { made: { key: made.value.key, name: checked.data.name }, until: null };
	},
	rotate: async (event) => {
		const { actor, typed } = await asked(event);
		const checked = rotation.safeParse({ endsOn: typed['endsOn'] });
		if (!checked.success) return refusedFor('rotate', typed, wordsOf(checked.error));
		const { endsOn } = checked.data;
		const made = await rotateKey(event.locals.desk.db, keyIdOf(typed), endsOn, actor);
		if (!made.accepted) return refusedFor('rotate', typed, made.refusal.code);
		const { key, name, endsAt } = made.value;
		return { made: { key, name }, until: isoOf(endsAt) };
	},
	revoke: async (event) => {
		const { actor, typed } = await asked(event);
		const closed = await closeKey(event.locals.desk.db, keyIdOf(typed), actor);
		if (!closed.accepted) return refusedFor('revoke', typed, closed.refusal.code);
		return { revoked: typed['name'] ?? String(closed.value) };
	}
};

/** Who asks, and what was typed. */
async function asked(
	event: RequestEvent
): Promise<{ actor: Actor; typed: Record<string, string> }> {
	const reader = requirePageReader(event, 'manageKeys');
	const typed: Record<string, string> = {};
	for (const [name, value] of await event.request.formData()) {
		if (typeof value === 'string') typed[name] = value;
	}
	return { actor: actorOf(reader, event.getClientAddress()), typed };
}

/** @param why a code, or the words themselves */
function refusedFor(form: string, typed: Record<string, string>, why: string) {
	return fail(400, { form, typed, refusal: COMMAND_REFUSALS[why] ?? why });
}

function wordsOf(error: z.ZodError): string {
	return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
