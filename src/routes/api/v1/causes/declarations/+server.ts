import { declareCauses } from '#lib/server/commands/causes.ts';
import { causeDeclaration } from '#lib/server/web/cause-shapes.ts';
import { decisionOf, delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'explainDelays', body: causeDeclaration },
	async ({ event, reader, body }) => {
		const { dossiers, ...said } = body;
		const lines = dossiers.map((dossier) => ({ dossier, ...said }));
		const actor = delayActorOf(event, reader);
		const outcome = await declareCauses(event.locals.desk.db, { lines, dryRun: false }, actor);
		return decisionOf(outcome, 'dossiers');
	}
);
