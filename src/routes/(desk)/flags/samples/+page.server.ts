import { fail, redirect } from '@sveltejs/kit';
import { drawSample } from '#lib/server/commands/flags.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listSamples } from '#lib/server/store/samples.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { FLAG_REFUSALS, flagParams, flagQuery, sampleOrder } from '#lib/server/web/flag-shapes.ts';
import { flagActorOf, sampleAsked, shownSample } from '#lib/server/web/flags.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 50;

export const load: PageServerLoad = async (event) => {
	event.depends('live:flags');
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'drawSamples');
	const rules = await rulebook.current();
	const { drawn: _, ...address } = Object.fromEntries(event.url.searchParams);
	const url = new URL(`?${new URLSearchParams(address).toString()}`, event.url);
	const query = askedOfPage({ url }, flagParams, (params) => flagQuery(params, rules, clock.now()));
	const samples = await readAs(db, reader, async (sql) => listSamples(sql, SHOWN));
	const { from, to, own, field, unit, flag, agencyId } = query;
	return {
		samples: samples.map(shownSample),
		asked: {
			...{ from, to, own, field, unit, flag },
			agency: agencyId === null ? null : rules.codeOf(agencyId),
			agencyName: agencyId === null ? null : (rules.directory.latest(agencyId)?.name ?? null)
		}
	};
};

export const actions: Actions = {
	draw: async (event) => {
		const { db, rulebook, clock } = event.locals.desk;
		const reader = requirePageReader(event, 'drawSamples');
		const form = Object.fromEntries(await event.request.formData());
		const given = Object.entries(form).filter(([, value]) => value !== '');
		const { size, own, ...rest } = Object.fromEntries(given);
		const body = { ...rest, size: Number(size), own: own === 'true' };
		const checked = sampleOrder.safeParse(body);
		if (!checked.success) return fail(400, { refusal: checked.error.issues[0]?.message ?? '' });
		const rules = await rulebook.current();
		const asked = sampleAsked(checked.data, rules, clock.now());
		const drawn = asked.accepted
			? await drawSample(
					db,
					rules,
					{ ...asked.value, seed: checked.data.seed },
					flagActorOf(event, reader)
				)
			: asked;
		if (!drawn.accepted) {
			const { code } = drawn.refusal;
			return fail(400, { refusal: FLAG_REFUSALS[code] ?? code });
		}
		redirect(303, `/flags/samples?drawn=${drawn.value.code}#${drawn.value.code}`);
	}
};
