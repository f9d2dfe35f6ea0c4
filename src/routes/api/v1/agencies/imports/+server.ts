import { importEndpoint } from '#lib/server/web/import-form.ts';
import { takeAgencies } from '#lib/server/web/setting-acts.ts';
import { agenciesFields } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = importEndpoint(
	{ may: 'manageSettings', fields: agenciesFields, room: 'agencies' },
	async (sent, event, reader) => {
		const { refusal, ...told } = await takeAgencies(event, reader, sent);
		return { refusal, told };
	}
);
