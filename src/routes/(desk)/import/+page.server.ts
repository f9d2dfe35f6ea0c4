import { fail } from '@sveltejs/kit';
import { takeFile, type FileReport } from '#lib/server/ingest/files/take-file.ts';
import { feedFileFields } from '#lib/server/web/api-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { oneFileAtATime, readFileForm, senderOf } from '#lib/server/web/file-door.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 200;

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'importFiles');
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'importFiles');
		const { desk } = event.locals;
		try {
			const { file, fields } = await readFileForm(event.request, feedFileFields);
			const sender = senderOf(event, reader, fields.backfill);
			const order = { file, dryRun: fields.dryRun, receivingUnit: fields.madonvi, sender };
			const report = await oneFileAtATime(async () => takeFile(desk, order, desk.clock.now()));
			const answer = { file: file.name, dryRun: fields.dryRun, report: shown(report) };
			return report.refused > 0 && !fields.dryRun ? fail(422, answer) : answer;
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			const { status, title, detail } = error.problem;
			return fail(status, { problem: detail === undefined ? title : `${title} (${detail})` });
		}
	}
};

/** The lines that somebody must look at come first, and not more than a page can hold. */
function shown({ lines, ...rest }: FileReport) {
	const weight = { refused: 0, quarantined: 1, unchanged: 2, accepted: 2 } as const;
	const toSee = lines
		.filter(({ outcome }) => weight[outcome] < 2)
		.sort((a, b) => weight[a.outcome] - weight[b.outcome] || a.line - b.line);
	return { ...rest, toSee: toSee.length, lines: toSee.slice(0, SHOWN) };
}
