import { fail, redirect } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { dossiersKnown } from '#lib/server/store/findings.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { keepFilesOf } from '#lib/server/web/evidence-door.ts';
import { activeAgencies, loggedBody, textIn } from '#lib/server/web/finding-forms.ts';
import { agencyNamed, findingActorOf, takeFinding } from '#lib/server/web/findings.ts';
import { readInspection } from '#lib/server/web/inspections.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'seeInspections');
	const { db, rulebook, clock } = event.locals.desk;
	const rules = await rulebook.current();
	const { searchParams } = event.url;
	const code = searchParams.get('dossier')?.trim() ?? '';
	const known = await readAs(db, reader, async (sql) =>
		dossiersKnown(sql, code === '' ? [] : [code])
	);
	const agencyId = known.get(code) ?? null;
	const inspection = searchParams.get('inspection') ?? '';
	const inspected =
		inspection === '' ? null : await readInspection(event.locals.desk, reader, inspection);
	const item = searchParams.get('item') ?? '';
	// An item of the checklist says itself what it leads to, and on what ground.
	const asked = inspected?.checklist.find(({ id }) => id === item) ?? null;
	return {
		account: reader.account?.id ?? 0,
		dossier: code === '' ? null : { code, known: known.has(code) },
		agency: agencyId === null ? null : agencyNamed(rules, agencyId),
		chosen: searchParams.get('agency') ?? '',
		category: searchParams.get('category') ?? asked?.category ?? '',
		...{ inspection, item, itemText: asked?.text ?? null },
		inspected: inspected?.agency ?? null,
		task: searchParams.get('task') ?? '',
		clause: searchParams.get('clause') ?? asked?.basis ?? '',
		/** A name for what is sent from here, also without scripts: sent twice it is logged once. */
		sentAs: crypto.randomUUID(),
		agencies: activeAgencies(rules, dayOf(clock.now()))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'seeInspections');
		const form = await event.request.formData();
		const values = Object.fromEntries([...form.keys()].map((name) => [name, textIn(form, name)]));
		const body = loggedBody(form);
		if (body === null)
			return fail(400, { values, refusal: COMMAND_REFUSALS['finding.incomplete'] });
		const told = await takeFinding(event.locals.desk, findingActorOf(event, reader), body);
		if (!told.accepted) {
			const { refusal } = told;
			const said = COMMAND_REFUSALS[refusal.code] ?? refusal.code;
			return fail(statusOf(refusal), { values, refusal: said });
		}
		// Without scripts files come with the form: what they are of has a code only now.
		const { code } = told.value;
		const files = await keepFilesOf(event, reader, { kind: 'finding', code }, form);
		if (!files.accepted) {
			const why = files.refusal.code;
			return fail(statusOf(files.refusal), { values, refusal: COMMAND_REFUSALS[why] ?? why });
		}
		redirect(303, `/findings/${encodeURIComponent(code)}?done=logged`);
	}
};
