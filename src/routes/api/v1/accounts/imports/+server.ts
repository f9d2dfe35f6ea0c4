import { importEndpoint } from '#lib/server/web/import-form.ts';
import { shownOutcome, takePeople } from '#lib/server/web/people-door.ts';
import { peopleFileFields } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = importEndpoint(
	{ may: 'manageAccounts', fields: peopleFileFields, room: 'accounts' },
	async (sent, event, reader) => {
		const outcome = await takePeople(event, reader, sent);
		return { refusal: outcome.refusal, told: shownOutcome(outcome) };
	}
);
