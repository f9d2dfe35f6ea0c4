import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { isHeld } from '#lib/domain/accounts/account.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { forgetSession } from '#lib/server/accounts/auth.ts';
import { forgetDevice } from '#lib/server/accounts/devices.ts';
import { endAllSessions, endSession } from '#lib/server/accounts/end-sessions.ts';
import { changePassword } from '#lib/server/accounts/own-password.ts';
import { wantMorningPage } from '#lib/server/commands/morning.ts';
import { may } from '#lib/domain/accounts/reader.ts';
import { isObligatory, NOTICE_LEVELS } from '#lib/domain/urging/notice.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { chooseMail, mailChoices } from '#lib/server/store/notices.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { readerSettings } from '#lib/server/store/scope.ts';
import { ownMorning } from '#lib/server/store/morning-mail.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { IDLE_SECONDS } from '#lib/server/accounts/session.ts';
import { factorOf } from '#lib/server/store/factors.ts';
import { ownPosts } from '#lib/server/store/own-account.ts';
import { openSessionsOf } from '#lib/server/store/sessions.ts';
import { trustedDevicesOf } from '#lib/server/store/trusted-devices.ts';
import { enter, needsFactor } from '#lib/server/web/let-in.ts';
import { confirmOwner, ownerOf } from '#lib/server/web/own-account.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { account, session } = await ownerOf(event);
	const { db, rulebook, clock, settings } = event.locals.desk;
	const { directory } = await rulebook.current();
	const now = Date.now();
	const today = dayOf(clock.now());
	const factor = await factorOf(db.sql, account.id);
	const posts = await ownPosts(db.sql, account.id);
	return {
		own: {
			name: account.name,
			email: account.email,
			hasPassword: account.passwordHash !== null,
			singleSignOn: account.subject !== null
		},
		posts: posts.map(({ agencyId, ...post }) => ({
			...post,
			agency: agencyId === null ? null : (directory.latest(agencyId)?.name ?? null),
			held: isHeld(post, today)
		})),
		factor: {
			set: factor.sealed !== null,
			confirmedAt: factor.confirmedAt,
			recoveryLeft: factor.recoveryLeft,
			needed: !settings.demo && needsFactor(event, account)
		},
		morning: may(requirePageReader(event), 'receiveMorningPage')
			? { ...(await ownMorning(db.sql, account.id)), mail: settings.mail !== null }
			: null,
		notices: may(requirePageReader(event), 'readNotices')
			? { choices: await ownChoices(event), mail: settings.mail !== null }
			: null,
		devices: await trustedDevicesOf(db.sql, account.id, now),
		sessions: (await sessionsOf(event, account.id)).map((one) => ({
			...one,
			current: one.id === session.id
		})),
		changed: event.url.searchParams.has('changed')
	};
};

async function sessionsOf({ locals }: RequestEvent, accountId: number) {
	const now = Date.now();
	const span = { now, usedSince: now - IDLE_SECONDS * 1000 };
	return openSessionsOf(locals.desk.db.sql, accountId, span);
}

/** Every level, whether it comes by mail, and whether that is theirs to say. */
async function ownChoices(event: RequestEvent) {
	const reader = requirePageReader(event);
	const chosen = new Map(
		(await readAs(event.locals.desk.db, reader, mailChoices)).map(({ level, mail }) => [
			level,
			mail
		])
	);
	return NOTICE_LEVELS.map((level) => ({
		...{ level, obligatory: isObligatory(level) },
		mail: isObligatory(level) || (chosen.get(level) ?? true)
	}));
}

const passwordForm = z.object({
	current: z.string().max(1000),
	password: z.string().max(1000),
	again: z.string().max(1000)
});
const idForm = z.object({ id: z.string().max(100) });

async function formOf<Schema extends z.ZodType>({ request }: RequestEvent, schema: Schema) {
	return schema.safeParse(Object.fromEntries(await request.formData())).data;
}

export const actions: Actions = {
	password: async (event) => {
		const owner = await ownerOf(event);
		const given = await formOf(event, passwordForm);
		if (given === undefined) return fail(400, { fault: 'too_long' });
		if (given.password !== given.again) return fail(400, { fault: 'differ' });
		const confirmed = await confirmOwner(event, owner, given.current);
		if (!confirmed.accepted) return fail(400, { fault: confirmed.refusal.code });
		const { id } = owner.session;
		const before = (await sessionsOf(event, owner.account.id)).find((one) => one.id === id);
		const done = await changePassword(
			event.locals.desk.db,
			owner.account,
			given.password,
			owner.actor
		);
		if (!done.accepted) {
			return fail(400, { fault: String(done.refusal.facts['needs'] ?? done.refusal.code) });
		}
		// All sessions have ended; who has just shown the old password goes on in a new one.
		const secondFactor = before?.secondFactor ?? false;
		await enter(event, done.value, { how: 'password', next: null, secondFactor });
		redirect(303, '/account?changed');
	},

	morning: async (event) => {
		requirePageReader(event, 'receiveMorningPage');
		const { actor } = await ownerOf(event);
		const given = await formOf(event, z.object({ on: z.enum(['yes', 'no']) }));
		if (given === undefined) return fail(400, { fault: null });
		const { db, clock } = event.locals.desk;
		const act = { actor, now: clock.now(), realNow: Date.now() };
		await wantMorningPage(db, given.on === 'yes', act);
		redirect(303, '/account#morning');
	},

	notices: async (event) => {
		const reader = requirePageReader(event, 'readNotices');
		const { account, actor } = await ownerOf(event);
		const wanted = new Set((await event.request.formData()).getAll('level').map(String));
		const choices = NOTICE_LEVELS.filter((level) => !isObligatory(level)).map((level) => ({
			level,
			mail: wanted.has(level)
		}));
		const { db } = event.locals.desk;
		await withTransaction(
			db,
			async ({ sql }) => {
				await chooseMail(sql, account.id, choices);
				await record(sql, {
					...{ at: Date.now(), actor, action: 'notice.choose', subject: `account:${account.id}` },
					...{ before: null, after: { mail: [...wanted] } }
				});
			},
			{ settings: readerSettings(reader) }
		);
		redirect(303, '/account#notices');
	},

	endSession: async (event) => {
		const { account, actor } = await ownerOf(event);
		const given = await formOf(event, idForm);
		const id = z.uuid().safeParse(given?.id);
		if (!id.success) return fail(400, { fault: null });
		await endSession(event.locals.desk.db, { id: id.data, accountId: account.id }, actor);
		redirect(303, '/account#sessions');
	},

	endAll: async (event) => {
		const { account, actor } = await ownerOf(event);
		await endAllSessions(event.locals.desk.db, account.id, actor);
		await forgetSession(event);
		redirect(303, '/sign-in');
	},

	forgetDevice: async (event) => {
		const { account, actor } = await ownerOf(event);
		const given = await formOf(event, idForm);
		const id = z.coerce.number().int().positive().safeParse(given?.id);
		if (!id.success) return fail(400, { fault: null });
		await forgetDevice(event.locals.desk.db, { id: id.data, accountId: account.id }, actor);
		redirect(303, '/account#devices');
	}
};
