import { error } from '@sveltejs/kit';
import { dossierByCode } from '#lib/server/store/dossiers.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { readDossierFlags } from '#lib/server/web/flags.ts';
import { readDossierDelays } from '#lib/server/web/delays.ts';
import { may } from '#lib/domain/accounts/reader.ts';
import { findingParams } from '#lib/server/web/finding-shapes.ts';
import { readFindings } from '#lib/server/web/findings.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readCorrections, readDossierMarks } from '#lib/server/web/corrections.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(`live:dossiers/${encodeURIComponent(event.params.code)}`);
	event.depends(`live:delays/${encodeURIComponent(event.params.code)}`);
	event.depends('live:corrections');
	event.depends(`live:flags/${encodeURIComponent(event.params.code)}`);
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeDossiers');
	const rules = await rulebook.current();
	const { code } = event.params;
	const dossier = await readAs(db, reader, async (sql) =>
		dossierByCode(sql, rules, reader.sees.dossiers, code, clock.now())
	);
	if (dossier === null) error(404, 'Không có hồ sơ này');
	const receiver = rules.directory.byCode(dossier.receivedBy);
	event.depends('live:findings');
	const asked = await readDossierFlags(event.locals.desk, reader, dossier);
	const delays = await readDossierDelays(event.locals.desk, reader, code);
	const { desk } = event.locals;
	return {
		dossier,
		delays,
		mark: (await readDossierMarks(desk, reader, [code]))[code],
		corrections:
			(await readCorrections(desk, reader, { view: 'all', dossier: code, limit: 20 })) ?? [],
		/** Nothing of it where nobody may see any. */
		findings:
			(await readFindings(event.locals.desk, reader, {
				...findingParams.parse({}),
				dossier: code
			})) ?? [],
		logs: may(reader, 'inspect'),
		asked: asked ?? { questions: [], mayAnswer: false },
		receivedBy:
			(receiver === null ? null : rules.directory.latest(receiver)?.name) ?? dossier.receivedBy
	};
};
