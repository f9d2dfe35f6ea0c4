import { changeTemplate } from '#lib/server/commands/inspections/template.ts';
import { templates } from '#lib/server/store/inspection-templates.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { templateChange } from '#lib/server/web/inspection-shapes.ts';
import { inspectionActorOf } from '#lib/server/web/inspections.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeInspections' },
	async ({ event, reader }) => {
		const kept = await readAs(event.locals.desk.db, reader, templates);
		const items = kept.map(({ key, version, name, items }) => ({ key, version, name, items }));
		return answerJson(event, { items });
	}
);

export const POST: RequestHandler = command(
	{ may: 'planInspections', body: templateChange },
	async ({ event, reader, body }) =>
		changeTemplate(event.locals.desk.db, body, inspectionActorOf(event, reader))
);
