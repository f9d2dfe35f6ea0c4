import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { actOnCorrection } from '#lib/server/commands/corrections.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { CORRECTION_REFUSALS, correctionAct } from '#lib/server/web/correction-shapes.ts';
import { correctionActorOf, readCorrection } from '#lib/server/web/corrections.ts';
import { keepFilesOf, listEvidence } from '#lib/server/web/evidence-door.ts';
import { EVIDENCE_REFUSALS } from '#lib/server/web/evidence-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:corrections', 'live:dossiers');
	const reader = requirePageReader(event, 'seeDossiers');
	const one = await readCorrection(event.locals.desk, reader, event.params.code);
	if (one === null) error(404, CORRECTION_REFUSALS['correction.unknown'] ?? '');
	const owner = { kind: 'correction', code: one.code } as const;
	const files = may(reader, 'seeEvidence') ? await listEvidence(event, reader, owner) : [];
	const sends = may(reader, 'sendEvidence') && one.acts.includes('added');
	/** Why files that came with what was asked were not taken. */
	const refused = EVIDENCE_REFUSALS[event.url.searchParams.get('files') ?? ''] ?? null;
	return { one, files, sends, refused };
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'seeDossiers');
		const form = await event.request.formData();
		const kind = form.get('kind');
		const evidence = form.get('evidence');
		const act = correctionAct.safeParse({
			...{ kind, text: form.get('text') ?? '' },
			...(kind === 'added'
				? {
						evidence: (typeof evidence === 'string' ? evidence : '')
							.split(/\r?\n/)
							.map((line) => line.trim())
							.filter((line) => line !== '')
					}
				: {})
		});
		if (!act.success) return fail(400, { fault: null });
		const { db, rulebook } = event.locals.desk;
		const { code } = event.params;
		// Without scripts files come with the form; with them each by itself.
		if (act.data.kind === 'added') {
			const owner = { kind: 'correction', code } as const;
			const files = await keepFilesOf(event, reader, owner, form);
			if (!files.accepted) {
				const why = files.refusal.code;
				return fail(400, { fault: EVIDENCE_REFUSALS[why] ?? CORRECTION_REFUSALS[why] ?? why });
			}
		}
		const given = { code, act: act.data };
		const done = await actOnCorrection(
			db,
			await rulebook.current(),
			given,
			correctionActorOf(event, reader)
		);
		if (!done.accepted) {
			return fail(400, { fault: CORRECTION_REFUSALS[done.refusal.code] ?? done.refusal.code });
		}
		redirect(303, `/corrections/${encodeURIComponent(code)}`);
	}
};
