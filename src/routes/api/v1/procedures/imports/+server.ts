import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { catalogueFields } from '#lib/server/web/api-shapes.ts';
import { sameness, takeCatalogue } from '#lib/server/web/catalogue-door.ts';
import { answeredOnce, COMMAND_REFUSALS, nameOfReader } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import type { RequestHandler } from './$types';

const STATUS = { lines_refused: 422, changed_meanwhile: 409 } as const;

export const POST: RequestHandler = endpoint(
	{ may: 'importCatalogue' },
	async ({ event, reader }) => {
		const sent = await readFileForm(event.request, catalogueFields);
		const by = nameOfReader(reader);
		const { status, answer } = await answeredOnce(event, by, sameness(sent), async () => {
			const { refusal, ...outcome } = await takeCatalogue(event, reader, sent);
			if (refusal === null) return { status: 200, answer: { ...outcome } };
			const code = `catalogue.${refusal}`;
			const title = COMMAND_REFUSALS[code] ?? code;
			return { status: STATUS[refusal], answer: { type: 'about:blank', title, code, ...outcome } };
		});
		return answerJson(event, status < 400 ? answer : { ...answer, status }, {
			status,
			headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }
		});
	}
);
