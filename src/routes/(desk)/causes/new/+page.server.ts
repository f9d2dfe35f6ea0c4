import { dayOf } from '#lib/domain/calendar/time.ts';
import { lateKind } from '#lib/domain/causes/cause.ts';
import { lateDossiers } from '#lib/server/store/causes.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { listParams, listQuery } from '#lib/server/web/overview-params.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

const AT_MOST = 200;

/** The late ones of a list of dossiers, as that list's own address asks for it. */
export const load: PageServerLoad = async (event) => {
	event.depends('live:delays');
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'explainDelays');
	const now = clock.now();
	const rules = await rulebook.current();
	const query = askedOfPage(event, listParams, (params) => ({
		...listQuery(params, rules, now),
		limit: AT_MOST
	}));
	return readAs(db, reader, async (sql) => {
		const list = await listDossiers(sql, rules, reader.sees.dossiers, query, now);
		const codes = list.items.map(({ code }) => code);
		const held = await lateDossiers(sql, codes);
		const late = list.items.flatMap((item) => {
			const dossier = held.get(item.code);
			if (!dossier || lateKind(dossier, dayOf(now)) === null) return [];
			const { cause, standing } = dossier;
			return [{ item, cause, standing }];
		});
		return { total: list.total, shown: list.items.length, late };
	});
};
