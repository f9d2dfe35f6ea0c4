import { fail } from '@sveltejs/kit';
import { isDay, dayOf } from '#lib/domain/calendar/time.ts';
import { fold } from '#lib/domain/words/fold.ts';
import { AGENCY_COLUMNS } from '#lib/domain/agencies/agency-row.ts';
import { importAgencies } from '#lib/server/commands/agencies.ts';
import { agencyBook } from '#lib/server/store/agency-book.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { byOf } from '#lib/server/web/setting-acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:agencies');
	requirePageReader(event, 'manageSettings');
	const { db, rulebook, clock } = event.locals.desk;
	const today = dayOf(clock.now());
	const asked = event.url.searchParams;
	const wanted = asked.get('on') ?? '';
	const on = isDay(wanted) ? wanted : today;
	const search = (asked.get('q') ?? '').slice(0, 200);
	const { directory, codeOf } = await rulebook.current();
	const { heads, aliases } = await agencyBook(db.sql);
	const headOf = new Map(
		heads
			.filter((head) => head.validFrom <= on && (head.validTo === null || on <= head.validTo))
			.map((head) => [head.code, head.name])
	);
	const namesOf = Map.groupBy(aliases, ({ code }) => code);
	const active = directory.active(on);
	const text = fold(search.trim());
	const items = active
		.map((version) => {
			const code = codeOf(version.agencyId);
			const { name, shortName, kind, accountable, vertical, validFrom, validTo } = version;
			return {
				code,
				name,
				shortName,
				kind,
				accountable,
				vertical,
				validFrom,
				validTo,
				head: headOf.get(code) ?? null,
				depth: directory.ancestors(version.agencyId, on).length
			};
		})
		.filter(({ code, name, shortName }) => {
			if (text === '') return true;
			const names = (namesOf.get(code) ?? []).map(({ alias }) => alias);
			return fold([code, name, shortName, ...names].join(' ')).includes(text);
		});
	return { on, today, search, total: active.length, items };
};

export const actions: Actions = {
	/** One agency by hand: a file of one line. */
	add: async (event) => {
		const reader = requirePageReader(event, 'manageSettings');
		const { desk } = event.locals;
		const typed: Record<string, string> = {};
		for (const [name, value] of await event.request.formData()) {
			if (typeof value === 'string') typed[name] = value;
		}
		const now = desk.clock.now();
		const order = {
			rows: [{ line: 1, cells: typed }],
			defaults: { validFrom: dayOf(now), document: '' },
			dryRun: false,
			plan: null
		};
		const { directory } = await desk.rulebook.current();
		if (directory.byCode(typed['code'] ?? '') !== null) {
			return fail(409, { form: 'add', errors: [], known: typed['code'] ?? '', typed });
		}
		const outcome = await importAgencies(desk, order, byOf(event, reader), now, Date.now());
		if (outcome.taken) return { form: 'add', errors: [], known: null, typed: null };
		const errors = outcome.errors.map(({ field, reason }) => ({
			column: AGENCY_COLUMNS[field][0] ?? field,
			reason
		}));
		return fail(400, { form: 'add', errors, known: null, typed });
	}
};
