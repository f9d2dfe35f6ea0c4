import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import { claimAbout, claimsAbout } from '#lib/domain/corrections/claim.ts';
import { askCorrection } from '#lib/server/commands/corrections.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { checked } from '#lib/server/web/api.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { CORRECTION_REFUSALS, correctionOrder } from '#lib/server/web/correction-shapes.ts';
import { keepFilesOf } from '#lib/server/web/evidence-door.ts';
import { correctionActorOf, correctionAsked } from '#lib/server/web/corrections.ts';
import { listParams, listQuery } from '#lib/server/web/overview-params.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import type { Actions, PageServerLoad } from './$types';

/** So many are chosen from at once. */
const SHOWN = 200;

/** The list that the address asks for: one dossier by its code, or a list as the list's own page has it. */
async function listOf(event: RequestEvent, reader: Reader) {
	const { db, rulebook, clock } = event.locals.desk;
	const { dossier, ...filter } = Object.fromEntries(event.url.searchParams);
	const rules = await rulebook.current();
	const now = clock.now();
	try {
		const params = checked(dossier === undefined ? filter : {}, listParams);
		const query = {
			...listQuery({ ...params, limit: SHOWN, cursor: undefined }, rules, now),
			at: now,
			...(dossier === undefined ? {} : { codes: [dossier] })
		};
		return await readAs(db, reader, async (sql) =>
			listDossiers(sql, rules, reader.sees.dossiers, query, now)
		);
	} catch (thrown) {
		if (!(thrown instanceof ProblemError)) throw thrown;
		error(thrown.problem.status, thrown.problem.detail ?? thrown.problem.title);
	}
}

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'askCorrections');
	const list = await listOf(event, reader);
	const figure = event.url.searchParams.get('figure');
	const about = claimAbout(figure);
	const [first] = list.items;
	return {
		list: { total: list.total, items: list.items },
		single: event.url.searchParams.has('dossier'),
		claims: about === null ? claimsAbout(first?.standing ?? '') : [about, 'not_ours' as const],
		sends: may(reader, 'sendEvidence'),
		/** The number of the list can be disputed as a whole. */
		figure: about !== null
	};
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'askCorrections');
		const form = await event.request.formData();
		const text = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		};
		const evidence = text('evidence')
			.split(/\r?\n/)
			.map((line) => line.trim())
			.filter((line) => line !== '');
		const said = { reason: text('reason'), evidence };
		const order = correctionOrder.safeParse(
			text('kind') === 'figure'
				? {
						...{ kind: 'figure', filter: Object.fromEntries(event.url.searchParams) },
						...{ claimed: Number(text('claimed')), ...said }
					}
				: {
						...{ kind: 'dossiers', claim: text('claim'), dossiers: form.getAll('dossier') },
						...said
					}
		);
		const kept = { reason: said.reason, evidence: text('evidence') };
		if (!order.success) return fail(400, { fault: null, ...kept });
		const { desk } = event.locals;
		const asked = await correctionAsked(desk, reader, order.data);
		const done = asked.accepted
			? await askCorrection(
					desk.db,
					await desk.rulebook.current(),
					asked.value,
					correctionActorOf(event, reader)
				)
			: asked;
		if (!done.accepted) {
			const { code } = done.refusal;
			return fail(400, { fault: CORRECTION_REFUSALS[code] ?? code, ...kept });
		}
		// Without scripts files come with the form. What is asked stands even when they are refused.
		const { code } = done.value;
		const files = await keepFilesOf(event, reader, { kind: 'correction', code }, form);
		const why = files.accepted ? '' : `?files=${encodeURIComponent(files.refusal.code)}`;
		redirect(303, `/corrections/${code}${why}`);
	}
};
