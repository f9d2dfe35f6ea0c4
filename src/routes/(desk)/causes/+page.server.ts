import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { declareCauses, settleCauses, type LinesOutcome } from '#lib/server/commands/causes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import {
	CAUSE_REFUSALS,
	causeDeclaration,
	causeParams,
	causeQuery,
	causeSettlement
} from '#lib/server/web/cause-shapes.ts';
import { countLateKinds, delayActorOf, readCauses } from '#lib/server/web/causes.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async (event) => {
	event.depends('live:delays');
	const { desk } = event.locals;
	const reader = requirePageReader(event, 'seeDossiers');
	const rules = await desk.rulebook.current();
	const now = desk.clock.now();
	const { query, params } = askedOfPage(event, causeParams, (params) => ({
		params,
		query: causeQuery(params, rules, now)
	}));
	const { agencyId } = query;
	const page = { after: params.cursor ?? null, limit: params.limit ?? PAGE };
	return {
		causes: await readCauses(desk, reader, query, page),
		kinds: await countLateKinds(desk, reader, query),
		asked: {
			agency: agencyId === null ? null : (rules.directory.latest(agencyId)?.name ?? null),
			...{ own: query.own, field: query.field, cause: query.cause, nature: query.nature },
			...{ standing: query.standing, later: params.cursor !== undefined }
		},
		mayExplain: may(reader, 'explainDelays'),
		maySettle: may(reader, 'settleCauses'),
		kept: keptBefore(event.url)
	};
};

export const actions: Actions = {
	declare: async (event) => {
		const reader = requirePageReader(event, 'explainDelays');
		const form = await event.request.formData();
		const given = causeDeclaration.safeParse({
			dossiers: form.getAll('dossier'),
			cause: form.get('cause'),
			nature: form.get('nature') || undefined,
			text: form.get('text') ?? ''
		});
		if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
		const { dossiers, ...said } = given.data;
		const lines = dossiers.map((dossier) => ({ dossier, ...said }));
		const outcome = await declareCauses(
			event.locals.desk.db,
			{ lines, dryRun: false },
			delayActorOf(event, reader)
		);
		return told(outcome, form.get('back'));
	},
	settle: async (event) => {
		const reader = requirePageReader(event, 'settleCauses');
		const form = await event.request.formData();
		const given = causeSettlement.safeParse({
			declarations: form.getAll('dossier').map((chosen) => {
				const [, declaration, dossier] =
					typeof chosen === 'string' ? (/^(\d+):(.*)$/.exec(chosen) ?? []) : [];
				return { dossier, declaration: Number(declaration) };
			}),
			verdict: form.get('verdict'),
			text: form.get('text') ?? ''
		});
		if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
		const actor = delayActorOf(event, reader);
		const outcome = await settleCauses(event.locals.desk.db, given.data, actor);
		return told(outcome, form.get('back'));
	}
};

/** Back to where it was said, or what is wrong and with which dossier. */
function told({ kept, unchanged, faults }: LinesOutcome, back: FormDataEntryValue | null) {
	const [fault] = faults;
	if (fault) {
		const words = CAUSE_REFUSALS[fault.code] ?? fault.code;
		return fail(400, { refusal: `${fault.dossier}: ${words}` });
	}
	const ours = typeof back === 'string' && /^\/(causes|dossiers)(?![^/?])/.test(back);
	const to = new URL(ours ? back : '/causes', 'http://localhost');
	if (to.pathname === '/causes') {
		to.searchParams.set('kept', String(kept));
		to.searchParams.set('same', String(unchanged));
	}
	redirect(303, to.pathname + to.search);
}

function keptBefore({ searchParams }: URL): { kept: number; same: number } | null {
	const kept = searchParams.get('kept');
	return kept === null ? null : { kept: Number(kept), same: Number(searchParams.get('same')) };
}
