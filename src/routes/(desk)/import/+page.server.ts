import { takeFile, type FileReport } from '#lib/server/ingest/files/take-file.ts';
import { feedFileFields } from '#lib/server/web/api-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { oneFileAtATime, senderOf } from '#lib/server/web/file-door.ts';
import { importForm } from '#lib/server/web/import-form.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 200;

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'importFiles');
};

export const actions: Actions = {
	default: async (event) =>
		importForm(event, { may: 'importFiles', fields: feedFileFields }, async (sent, reader) => {
			const { desk } = event.locals;
			const { madonvi, backfill, dryRun } = sent.fields;
			const sender = senderOf(event, reader, backfill);
			const order = { file: sent.file, dryRun, receivingUnit: madonvi, sender };
			const report = await oneFileAtATime(async () => takeFile(desk, order, desk.clock.now()));
			// What is wrong stands in the report itself.
			return { outcome: shown(report) };
		})
};

/** The lines that somebody must look at come first, and not more than a page can hold. */
function shown({ lines, ...rest }: FileReport) {
	const weight = { refused: 0, quarantined: 1, unchanged: 2, accepted: 2 } as const;
	const toSee = lines
		.filter(({ outcome }) => weight[outcome] < 2)
		.sort((a, b) => weight[a.outcome] - weight[b.outcome] || a.line - b.line);
	return { ...rest, toSee: toSee.length, lines: toSee.slice(0, SHOWN) };
}
