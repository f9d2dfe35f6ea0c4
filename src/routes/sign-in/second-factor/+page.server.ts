import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { unknownActor } from '#lib/domain/audit/entry.ts';
import {
	offeredAgain,
	offerFactor,
	setFactor,
	type FactorOffer
} from '#lib/server/accounts/factor.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { askFactor } from '#lib/server/accounts/ask-factor.ts';
import { enter, knownTo, pendingIn, TRUST_DAYS } from '#lib/server/web/let-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Forms and nothing else, like the sign-in page itself. */
export const csr = false;

const codeForm = z.object({
	code: z.string().trim().min(1).max(40),
	sealed: z.string().max(500).catch(''),
	trust: z.literal('on').nullable().catch(null)
});

const secretOf = ({ locals }: RequestEvent) => sessionSettings(locals.desk.settings).secret;

export const load: PageServerLoad = async (event) => {
	const found = await pendingIn(event);
	const trustDays = TRUST_DAYS;
	// After an action the page shows what that returned: the codes for a rainy day among them.
	if (event.request.method === 'POST') {
		return { email: found?.account.email ?? '', offer: null, trustDays };
	}
	if (found === null) redirect(303, '/sign-in');
	const { account } = found;
	const offer = account.factorSet ? null : offerFactor(secretOf(event), account, Date.now());
	return { email: account.email, offer, trustDays };
};

export const actions: Actions = {
	/** A code of an authenticator that is set, or a recovery code. */
	show: async (event) => {
		const found = await pendingIn(event);
		if (found === null) redirect(303, '/sign-in');
		const { account, pending } = found;
		const given = codeForm.safeParse(Object.fromEntries(await event.request.formData()));
		if (!given.success || !account.factorSet) return refuse(400, 'wrong');
		const { db: database, attempts } = event.locals.desk;
		const outcome = await askFactor(
			{ database, attempts: attempts.codes, authSecret: secretOf(event) },
			{ account, code: given.data.code },
			{ address: event.getClientAddress(), known: await knownTo(event) }
		);
		if (outcome.is === 'wait') {
			event.setHeaders({ 'retry-after': String(outcome.seconds) });
			return refuse(429, 'wait', { waitMinutes: Math.ceil(outcome.seconds / 60) });
		}
		if (outcome.is === 'wrong') return refuse(400, 'wrong');
		const trust = given.data.trust === 'on';
		redirect(303, await enter(event, account, { ...pending, secondFactor: true, trust }));
	},

	/** The first code of an authenticator that is set up now. */
	set: async (event) => {
		const found = await pendingIn(event);
		if (found === null) redirect(303, '/sign-in');
		const { account, pending } = found;
		if (account.factorSet) redirect(303, '/sign-in/second-factor');
		const authSecret = secretOf(event);
		const now = Date.now();
		const given = codeForm.safeParse(Object.fromEntries(await event.request.formData()));
		const again = offeredAgain(authSecret, account, given.data?.sealed ?? '', now);
		const offer = again?.offer ?? offerFactor(authSecret, account, now);
		if (!given.success) return refuse(400, 'wrong', { offer });
		const { sealed, trust } = given.data;
		const code = given.data.code.replace(/\s/g, '');
		const actor = unknownActor(event.getClientAddress());
		const done = await setFactor(
			event.locals.desk.db,
			authSecret,
			{ account, sealed, code, now },
			{ ...actor, kind: 'account', accountId: account.id }
		);
		if (!done.accepted) {
			return refuse(400, done.refusal.code === 'factor.offer_over' ? 'over' : 'wrong', { offer });
		}
		const secondFactor = true;
		const next = await enter(event, account, { ...pending, secondFactor, trust: trust === 'on' });
		return { refused: null, waitMinutes: 0, offer: null, codes: done.value, next };
	}
};

function refuse(
	status: number,
	refused: 'wrong' | 'wait' | 'over',
	{ offer = null, waitMinutes = 0 }: { offer?: FactorOffer | null; waitMinutes?: number } = {}
) {
	const nothing: string[] = [];
	return fail(status, { refused, waitMinutes, offer, codes: nothing, next: '/' });
}
