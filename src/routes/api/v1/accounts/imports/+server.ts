import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { answeredOnce, COMMAND_REFUSALS, nameOfReader } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import { samenessOfPeople, shownOutcome, takePeople } from '#lib/server/web/people-door.ts';
import { peopleFileFields } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

const STATUS = { lines_refused: 422, changed_meanwhile: 409 } as const;

export const POST: RequestHandler = endpoint(
	{ may: 'manageAccounts' },
	async ({ event, reader }) => {
		const sent = await readFileForm(event.request, peopleFileFields);
		const same = samenessOfPeople(sent);
		const { status, answer } = await answeredOnce(event, nameOfReader(reader), same, async () => {
			const outcome = await takePeople(event, reader, sent);
			const { refusal } = outcome;
			if (refusal === null) return { status: 200, answer: shownOutcome(outcome) };
			const code = `accounts.${refusal}`;
			const title = COMMAND_REFUSALS[code] ?? code;
			const told = { type: 'about:blank', title, code, ...shownOutcome(outcome) };
			return { status: STATUS[refusal], answer: told };
		});
		return answerJson(event, status < 400 ? answer : { ...answer, status }, {
			status,
			headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }
		});
	}
);
