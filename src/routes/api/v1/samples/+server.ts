import { drawSample } from '#lib/server/commands/flags.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listSamples } from '#lib/server/store/samples.ts';
import { accepted } from '#lib/domain/refusal.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { sampleOrder } from '#lib/server/web/flag-shapes.ts';
import { flagActorOf, sampleAsked, shownSample } from '#lib/server/web/flags.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'drawSamples' }, async ({ event, reader }) => {
	const samples = await readAs(event.locals.desk.db, reader, async (sql) => listSamples(sql, 200));
	return answerJson(event, { samples: samples.map(shownSample) });
});

export const POST: RequestHandler = command(
	{ may: 'drawSamples', body: sampleOrder },
	async ({ event, reader, body }) => {
		const { db, rulebook, clock } = event.locals.desk;
		const rules = await rulebook.current();
		const asked = sampleAsked(body, rules, clock.now());
		if (!asked.accepted) return asked;
		const order = { ...asked.value, seed: body.seed };
		const drawn = await drawSample(db, rules, order, flagActorOf(event, reader));
		return drawn.accepted ? accepted(shownSample(drawn.value)) : drawn;
	}
);
