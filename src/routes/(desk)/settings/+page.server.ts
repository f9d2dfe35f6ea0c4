import { may } from '#lib/domain/accounts/reader.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import { DEFAULT_OFFICE_HOURS } from '#lib/domain/calendar/office-hours.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { INDICATOR_NAMES } from '#lib/domain/settings/thresholds.ts';
import { readOperations } from '#lib/server/store/reading.ts';
import { readiness } from '#lib/server/store/readiness.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { PageServerLoad } from './$types';

/** Without somebody of each of these the product is of no use to the province. */
const NEEDED: readonly Role[] = ['leader', 'office', 'centre', 'inspector', 'head', 'admin'];

export const load: PageServerLoad = async (event) => {
	event.depends('live:settings', 'live:agencies', 'live:procedures', 'live:accounts');
	const reader = requirePageReader(event, 'manageSettings');
	const { db, rulebook, clock, settings } = event.locals.desk;
	const now = clock.now();
	const today = dayOf(now);
	const usual = JSON.stringify(DEFAULT_OFFICE_HOURS);
	// Counts of the whole installation, told to whoever sets it up.
	const found = await readOperations(db, async (sql) => readiness(sql, today, usual, Date.now()));
	const { calendar } = await rulebook.current();
	const year = Number(today.slice(0, 4));
	// Next year's calendar is decided in autumn.
	const years = today.slice(5, 7) >= '10' ? [year, year + 1] : [year];
	return {
		...found,
		today,
		indicators: INDICATOR_NAMES.length,
		years: years.map((one) => ({
			year: one,
			decided: !calendar.explain(`${one}-12-31`).provisional
		})),
		missingRoles: NEEDED.filter((role) => (found.roles[role] ?? 0) === 0),
		people: Object.values(found.roles).reduce((sum, n) => sum + n, 0),
		headsPrinted: settings.auditHeads !== null,
		opens: {
			procedures: may(reader, 'importCatalogue'),
			accounts: may(reader, 'manageAccounts'),
			keys: may(reader, 'manageKeys'),
			screens: may(reader, 'manageScreens'),
			audit: may(reader, 'seeAudit')
		}
	};
};
