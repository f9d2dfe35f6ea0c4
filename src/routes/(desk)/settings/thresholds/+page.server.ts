import { dayOf } from '#lib/domain/calendar/time.ts';
import { INDICATOR_NAMES, INDICATORS, thresholdOn } from '#lib/domain/settings/thresholds.ts';
import { setThreshold, withdrawThreshold } from '#lib/server/commands/settings.ts';
import { thresholds } from '#lib/server/store/settings.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { settingForm } from '#lib/server/web/setting-acts.ts';
import { thresholdSet, withdrawal } from '#lib/server/web/setting-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:settings');
	requirePageReader(event, 'manageSettings');
	const { db, clock } = event.locals.desk;
	const today = dayOf(clock.now());
	const decided = await thresholds(db.sql);
	const held = decided.filter(({ withdrawnAt }) => withdrawnAt === null);
	return {
		today,
		indicators: INDICATOR_NAMES.map((name) => ({
			name,
			...INDICATORS[name],
			now: thresholdOn(held, name, today)?.value ?? null,
			decided: decided.filter(({ indicator }) => indicator === name)
		}))
	};
};

export const actions: Actions = {
	set: async (event) => {
		const of = (typed: Record<string, string>) => `set:${typed['indicator'] ?? ''}`;
		return settingForm(event, of, thresholdSet, async (body, _, act) =>
			setThreshold(event.locals.desk, body, act)
		);
	},
	withdraw: async (event) =>
		settingForm(event, 'withdraw', withdrawal, async (body, _, act) =>
			withdrawThreshold(event.locals.desk, body.id, act)
		)
};
