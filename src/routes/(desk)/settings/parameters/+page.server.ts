import { dayOf } from '#lib/domain/calendar/time.ts';
import { PARAMETER_FORMS, PARAMETER_NAMES } from '#lib/domain/deadlines/parameter-values.ts';
import { PARAMETERS } from '#lib/domain/deadlines/parameters.ts';
import { setParameter, withdrawParameter } from '#lib/server/commands/settings.ts';
import { parameterValues } from '#lib/server/store/settings.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { settingForm } from '#lib/server/web/setting-acts.ts';
import { parameterSet, withdrawal } from '#lib/server/web/setting-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:settings');
	requirePageReader(event, 'manageSettings');
	const { db, clock } = event.locals.desk;
	const today = dayOf(clock.now());
	const set = await parameterValues(db.sql);
	return {
		today,
		parameters: PARAMETER_NAMES.map((name) => {
			const own = set.filter((one) => one.name === name);
			const general = own
				.filter(({ withdrawnAt, field }) => withdrawnAt === null && field === null)
				.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
			const held = general.findLast(({ validFrom }) => validFrom <= today);
			const base = PARAMETERS[name].findLast(
				({ from, to }) => (from === null || from <= today) && (to === null || today <= to)
			);
			return {
				name,
				...PARAMETER_FORMS[name],
				now: held?.value ?? Number(base?.value),
				own: held !== undefined,
				defaults: PARAMETERS[name].map(({ from, to, value, basis }) => ({
					from,
					to,
					value: Number(value),
					basis
				})),
				set: own
			};
		})
	};
};

export const actions: Actions = {
	set: async (event) => {
		return settingForm(
			event,
			(typed) => `set:${typed['name'] ?? ''}`,
			parameterSet,
			async (body, _, act) => setParameter(event.locals.desk, body, act)
		);
	},
	withdraw: async (event) =>
		settingForm(event, 'withdraw', withdrawal, async (body, _, act) =>
			withdrawParameter(event.locals.desk, body.id, act)
		)
};
