import { may } from '#lib/domain/accounts/reader.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { fieldNames } from '#lib/server/store/fields.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readDossierMarks } from '#lib/server/web/corrections.ts';
import { listParams, listQuery } from '#lib/server/web/overview-params.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:corrections', 'desk:dossiers');
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeDossiers');
	const now = clock.now();
	const rules = await rulebook.current();
	const asked = askedOfPage(event, listParams, (params) => ({
		params,
		query: listQuery(params, rules, now)
	}));
	const { query, params } = asked;
	const [list, fields] = await readAs(db, reader, async (sql) =>
		Promise.all([listDossiers(sql, rules, reader.sees.dossiers, query, now), fieldNames(sql)])
	);
	const marks = await readDossierMarks(
		event.locals.desk,
		reader,
		list.items.map(({ code }) => code)
	);
	const nameOf = (code: string | null) => {
		const id = code === null ? null : rules.directory.byCode(code);
		return id === null ? code : (rules.directory.latest(id)?.name ?? code);
	};
	return {
		list,
		/** Those that are asked to be put right, by code. */
		marks,
		drafts: may(reader, 'draftLetters'),
		sort: query.sort,
		from: query.from,
		to: query.to,
		figure: query.figure,
		standing: query.standing,
		flag: query.flag,
		age: params.age ?? null,
		due: query.due,
		search: query.search,
		at: params.at,
		asAt: query.at,
		past: query.at < now,
		knownAt: params.knownAt,
		agency: nameOf(params.agency),
		own: query.own,
		receivedBy: nameOf(query.receivedBy),
		field: fields.find(({ code }) => code === query.field)?.name ?? query.field,
		channel: query.channel
	};
};
