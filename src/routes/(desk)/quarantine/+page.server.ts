import { fail, redirect } from '@sveltejs/kit';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import {
	dismiss,
	mapAgencyName,
	previewMapping,
	replay,
	type NameMapping
} from '#lib/server/commands/quarantine.ts';
import { pendingCount } from '#lib/server/store/intake.ts';
import { orphans, waitingGroups, waitingMessages } from '#lib/server/store/quarantine.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { dismissalOrder, nameMapping } from '#lib/server/web/api-shapes.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS, nameOfReader } from '#lib/server/web/commands.ts';
import { shownGroup, shownMessage, shownOrphan } from '#lib/server/web/quarantine-answers.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const SHOWN = 100;

export const load: PageServerLoad = async (event) => {
	event.depends('live:quarantine');
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event, 'seeQuarantine');
	const { searchParams } = event.url;
	const asked = (name: string) => searchParams.get(name)?.slice(0, 500) ?? '';
	const rules = await rulebook.current();
	const which = { reason: asked('reason'), field: asked('field') };
	const read = await readAs(db, reader, async (sql) => ({
		pending: await pendingCount(sql),
		groups: (await waitingGroups(sql)).map(shownGroup),
		orphans: await orphans(sql, SHOWN),
		messages:
			which.reason === '' ? null : await waitingMessages(sql, which, { after: 0, limit: SHOWN })
	}));
	const mapping = {
		name: asked('name'),
		agency: asked('agency'),
		validFrom: asked('validFrom'),
		validTo: asked('validTo')
	};
	const checked = nameMapping.safeParse(mapping);
	const preview = checked.success ? await previewMapping(event.locals.desk, checked.data) : null;
	return {
		pending: read.pending,
		groups: read.groups,
		orphans: { total: read.orphans.total, items: read.orphans.items.map(shownOrphan) },
		messages: read.messages && {
			...which,
			total: read.messages.total,
			items: read.messages.items.map(shownMessage)
		},
		maySettle: may(reader, 'settleQuarantine'),
		mapping: mapping.name === '' ? null : mapping,
		preview: preview?.accepted === true ? preview.value : null,
		refusal: preview?.accepted === false ? wordsOf(preview.refusal.code) : null,
		agencies: rules.directory
			.active(dayOf(clock.now()))
			.map(({ agencyId, name }) => ({ value: rules.codeOf(agencyId), label: name }))
			.sort((a, b) => compareVietnamese(a.label, b.label)),
		done: searchParams.get('done'),
		numbers: {
			released: Number(searchParams.get('released')) || 0,
			waiting: Number(searchParams.get('waiting')) || 0,
			dismissed: Number(searchParams.get('dismissed')) || 0
		}
	};
};

export const actions: Actions = {
	map: async (event) => {
		const { desk } = event.locals;
		const { by, actor } = whoSettles(event);
		const form = Object.fromEntries(await event.request.formData());
		const checked = nameMapping.safeParse(form);
		if (!checked.success) return fail(400, { refusal: wordsOf('mapping.agency_unknown') });
		const mapping: NameMapping = checked.data;
		const decision = await mapAgencyName(desk, mapping, by, desk.clock.now(), actor);
		if (!decision.accepted) return fail(400, { refusal: wordsOf(decision.refusal.code) });
		redirect(303, doneAt('mapped', { ...decision.value }));
	},
	replay: async (event) => {
		const { desk } = event.locals;
		const { by, actor } = whoSettles(event);
		redirect(303, doneAt('mapped', { ...(await replay(desk, null, by, desk.clock.now(), actor)) }));
	},
	dismiss: async (event) => {
		const { desk } = event.locals;
		const { by, actor } = whoSettles(event);
		const form = Object.fromEntries(await event.request.formData());
		const checked = dismissalOrder.safeParse(form);
		if (!checked.success) return fail(400, { refusal: wordsOf('quarantine.no_reason') });
		const { because, ...which } = checked.data;
		const decision = await dismiss(desk, which, because, by, desk.clock.now(), actor);
		if (!decision.accepted) return fail(400, { refusal: wordsOf(decision.refusal.code) });
		redirect(303, doneAt('dismissed', decision.value));
	}
};

function whoSettles(event: RequestEvent) {
	const reader = requirePageReader(event, 'settleQuarantine');
	return { by: nameOfReader(reader), actor: actorOf(reader, event.getClientAddress()) };
}

function wordsOf(code: string): string {
	return COMMAND_REFUSALS[code] ?? code;
}

function doneAt(done: string, numbers: Record<string, number>): string {
	const told = Object.entries(numbers).map(([name, n]) => [name, String(n)]);
	return `/quarantine?${new URLSearchParams([['done', done], ...told]).toString()}`;
}
