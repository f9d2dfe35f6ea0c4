import { planInspection } from '#lib/server/commands/inspections/plan.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { newInspectionOf } from '#lib/server/web/inspection-door.ts';
import { inspectionListParams, inspectionPlan } from '#lib/server/web/inspection-shapes.ts';
import { inspectionActorOf, readInspections } from '#lib/server/web/inspections.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeInspections', query: inspectionListParams },
	async ({ event, reader, query }) =>
		answerJson(event, await readInspections(event.locals.desk, reader, query))
);

export const POST: RequestHandler = command(
	{ may: 'planInspections', body: inspectionPlan },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const terms = await newInspectionOf(desk, reader, body);
		if (!terms.accepted) return terms;
		return planInspection(desk.db, terms.value, inspectionActorOf(event, reader));
	}
);
