import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOfBody } from '#lib/server/web/inspection-door.ts';
import { inspectionAct } from '#lib/server/web/inspection-shapes.ts';
import { inspectionActorOf } from '#lib/server/web/inspections.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'seeInspections', body: inspectionAct },
	async ({ event, reader, body }) => {
		const { desk } = event.locals;
		const act = await actOfBody(desk, reader, body);
		if (!act.accepted) return act;
		const { directory } = await desk.rulebook.current();
		const code = event.params.code ?? '';
		const by = inspectionActorOf(event, reader);
		return actOnInspection(desk.db, directory, { code, act: act.value }, by);
	}
);
