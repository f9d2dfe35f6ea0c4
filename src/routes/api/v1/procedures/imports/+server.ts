import { catalogueFields } from '#lib/server/web/api-shapes.ts';
import { takeCatalogue } from '#lib/server/web/catalogue-door.ts';
import { importEndpoint } from '#lib/server/web/import-form.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = importEndpoint(
	{ may: 'importCatalogue', fields: catalogueFields, room: 'catalogue' },
	async (sent, event, reader) => {
		const { refusal, ...told } = await takeCatalogue(event, reader, sent);
		return { refusal, told };
	}
);
