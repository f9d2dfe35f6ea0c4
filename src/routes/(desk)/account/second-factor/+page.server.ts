import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { Refusal } from '#lib/domain/refusal.ts';
import { forgetSession } from '#lib/server/accounts/auth.ts';
import {
	offeredAgain,
	offerFactor,
	renewRecoveryCodes,
	resetFactor,
	setFactor,
	type FactorOffer
} from '#lib/server/accounts/factor.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { needsFactor } from '#lib/server/web/let-in.ts';
import { confirmOwner, ownerOf } from '#lib/server/web/own-account.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { account } = await ownerOf(event);
	const { settings } = event.locals.desk;
	const { secret } = sessionSettings(settings);
	return {
		set: account.factorSet,
		/** What is asked to be sure that it is the owner. */
		confirm: account.passwordHash !== null ? 'password' : account.factorSet ? 'code' : null,
		needed: !settings.demo && needsFactor(event, account),
		offer: offerFactor(secret, account, Date.now())
	} as const;
};

const confirmForm = z.object({ current: z.string().max(1000).catch('') });
const setForm = confirmForm.extend({
	code: z.string().max(40),
	sealed: z.string().max(500)
});

export const actions: Actions = {
	set: async (event) => {
		const owner = await ownerOf(event);
		const { db, settings } = event.locals.desk;
		const { secret } = sessionSettings(settings);
		const given = setForm.safeParse(Object.fromEntries(await event.request.formData())).data;
		const now = Date.now();
		const { account } = owner;
		const again = offeredAgain(secret, account, given?.sealed ?? '', now);
		const offer = again?.offer ?? offerFactor(secret, account, now);
		if (given === undefined) return refuse('factor.code_wrong', offer);
		const confirmed = await confirmOwner(event, owner, given.current);
		if (!confirmed.accepted) return refuse(confirmed.refusal.code, offer);
		const code = given.code.replace(/\s/g, '');
		const { sealed } = given;
		const done = await setFactor(db, secret, { account, sealed, code, now }, owner.actor);
		return done.accepted ? shown(done.value) : refuse(done.refusal.code, offer);
	},

	renew: async (event) => {
		const owner = await ownerOf(event);
		const { db, settings } = event.locals.desk;
		const refusal = await notConfirmed(event, owner);
		if (refusal !== null) return refuse(refusal.code);
		if (!owner.account.factorSet) return refuse('factor.none_set');
		const { secret } = sessionSettings(settings);
		return shown(await renewRecoveryCodes(db, secret, owner.account.id, owner.actor));
	},

	remove: async (event) => {
		const owner = await ownerOf(event);
		const { db, settings } = event.locals.desk;
		if (!settings.demo && needsFactor(event, owner.account)) return refuse('factor.needed');
		const refusal = await notConfirmed(event, owner);
		if (refusal !== null) return refuse(refusal.code);
		const done = await resetFactor(db, owner.account.id, owner.actor);
		if (!done.accepted) return refuse(done.refusal.code);
		await forgetSession(event);
		redirect(303, '/sign-in');
	}
};

async function notConfirmed(
	event: Parameters<typeof ownerOf>[0],
	owner: Awaited<ReturnType<typeof ownerOf>>
): Promise<Refusal | null> {
	const given = confirmForm.parse(Object.fromEntries(await event.request.formData()));
	const confirmed = await confirmOwner(event, owner, given.current);
	return confirmed.accepted ? null : confirmed.refusal;
}

function shown(codes: string[]) {
	return { refused: null, offer: null, codes };
}

function refuse(refused: string, offer: FactorOffer | null = null) {
	const codes: string[] = [];
	return fail(400, { refused, offer, codes });
}
