import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { agencyOfScope, screenCode, screenNaming } from '#lib/server/web/screen-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requirePageReader(event, 'manageScreens');
	const { rulebook, clock } = event.locals.desk;
	const { directory } = await rulebook.current();
	return {
		agencies: directory
			.active(dayOf(clock.now()))
			.map(({ code, name }) => ({ code, name }))
			.sort((a, b) => compareVietnamese(a.name, b.name))
	};
};

/** First the code, then what shows it and whether that is meant: two forms, without any script. */
export const actions: Actions = {
	find: async (event) => {
		const by = approver(event);
		const form = await event.request.formData();
		const code = screenCode.safeParse(form.get('code'));
		if (!code.success) return refuse({ code: 'pairing.code_unknown', facts: {} });
		const found = await event.locals.desk.pairing.find(code.data, by, Date.now());
		if (!found.accepted) return refuse(found.refusal);
		const { address, askedAt, knownAs } = found.value;
		return { found: { code: code.data, address, askedAt: isoOf(askedAt), knownAs } };
	},
	approve: async (event) => {
		const by = approver(event);
		const form = await event.request.formData();
		const code = screenCode.safeParse(form.get('code'));
		const named = screenNaming.safeParse({ name: form.get('name') });
		const scope = form.get('scope');
		if (!code.success) return refuse({ code: 'pairing.code_unknown', facts: {} });
		if (!named.success) return refuse({ code: 'screens.no_name', facts: {} });
		const agencyCode = typeof scope === 'string' && scope !== '' ? agencyOfScope(scope) : null;
		const given = { code: code.data, name: named.data.name, agencyCode };
		const decision = await event.locals.desk.pairing.approve(given, by, Date.now());
		if (!decision.accepted) return refuse(decision.refusal);
		redirect(303, '/screens?done=paired');
	}
};

function approver(event: RequestEvent) {
	const reader = requirePageReader(event, 'manageScreens');
	return { reader, address: event.getClientAddress() };
}

function refuse(refusal: Refusal) {
	const { code } = refusal;
	return fail(statusOf(refusal), { refusal: COMMAND_REFUSALS[code] ?? code });
}
