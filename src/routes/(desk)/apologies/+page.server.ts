import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { recordApologies, withdrawApology } from '#lib/server/commands/apologies.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import {
	APOLOGY_REFUSALS,
	apologyParams,
	apologyQuery,
	apologyRecords,
	apologyWithdrawal
} from '#lib/server/web/apology-shapes.ts';
import { readApologies } from '#lib/server/web/apologies.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async (event) => {
	event.depends('live:delays');
	const { desk } = event.locals;
	const reader = requirePageReader(event, 'seeDossiers');
	const rules = await desk.rulebook.current();
	const now = desk.clock.now();
	const { query, params } = askedOfPage(event, apologyParams, (params) => ({
		params,
		query: apologyQuery(params, rules, now)
	}));
	const { agencyId } = query;
	const page = { after: params.cursor ?? null, limit: params.limit ?? PAGE };
	const other = await readApologies(
		desk,
		reader,
		{ ...query, of: query.of === 'late' ? 'overdue' : 'late', standing: null },
		{ after: null, limit: 1 }
	);
	const apologies = await readApologies(desk, reader, query, page);
	return {
		apologies,
		kinds: {
			late: query.of === 'late' ? apologies.dossiers : other.dossiers,
			overdue: query.of === 'overdue' ? apologies.dossiers : other.dossiers
		},
		asked: {
			agency: agencyId === null ? null : (rules.directory.latest(agencyId)?.name ?? null),
			...{ own: query.own, field: query.field, standing: query.standing },
			later: params.cursor !== undefined
		},
		mayExplain: may(reader, 'explainDelays'),
		kept: event.url.searchParams.get('kept')
	};
};

export const actions: Actions = {
	record: async (event) => {
		const reader = requirePageReader(event, 'explainDelays');
		const form = await event.request.formData();
		const shared = {
			number: form.get('number') ?? '',
			issuedOn: form.get('issuedOn') ?? '',
			newDueOn: form.get('newDueOn') || null,
			cause: form.get('cause') || null
		};
		const letters = form.getAll('dossier').map((dossier) => ({ dossier, ...shared }));
		const given = apologyRecords.safeParse({ letters });
		if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
		const lines = given.data.letters;
		const { db } = event.locals.desk;
		const told = await recordApologies(db, { lines, dryRun: false }, delayActorOf(event, reader));
		const [fault] = told.faults;
		if (fault) {
			const words = APOLOGY_REFUSALS[fault.code] ?? fault.code;
			return fail(400, { refusal: `${fault.dossier}: ${words}` });
		}
		redirect(303, backTo(form.get('back'), told.kept));
	},
	withdraw: async (event) => {
		const reader = requirePageReader(event, 'explainDelays');
		const form = await event.request.formData();
		const given = apologyWithdrawal.safeParse({
			code: form.get('code'),
			reason: form.get('reason')
		});
		if (!given.success) return fail(400, { refusal: given.error.issues[0]?.message ?? '' });
		const actor = delayActorOf(event, reader);
		const told = await withdrawApology(event.locals.desk.db, given.data, actor);
		if (!told.accepted) {
			const { code } = told.refusal;
			return fail(400, { refusal: APOLOGY_REFUSALS[code] ?? code });
		}
		redirect(303, backTo(form.get('back'), 0));
	}
};

function backTo(back: FormDataEntryValue | null, kept: number): string {
	const ours = typeof back === 'string' && /^\/(apologies|dossiers)(?![^/?])/.test(back);
	const to = new URL(ours ? back : '/apologies', 'http://localhost');
	if (to.pathname === '/apologies' && kept > 0) to.searchParams.set('kept', String(kept));
	return to.pathname + to.search;
}
