import { fail } from '@sveltejs/kit';
import { DECLARED_KINDS } from '#lib/domain/calendar/declared-days.ts';
import { addDays, dayOf, weekdayOf, type Day } from '#lib/domain/calendar/time.ts';
import {
	confirmYear,
	declareDays,
	previewDays,
	withdrawDay,
	type CalendarPreview
} from '#lib/server/commands/settings.ts';
import { confirmedYears, declaredDays } from '#lib/server/store/settings.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { settingForm } from '#lib/server/web/setting-acts.ts';
import { daysForm, withdrawal, yearConfirmed } from '#lib/server/web/setting-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:settings');
	requirePageReader(event, 'manageSettings');
	const { db, rulebook, clock } = event.locals.desk;
	const { calendar } = await rulebook.current();
	const today = dayOf(clock.now());
	const thisYear = Number(today.slice(0, 4));
	const asked = Number(event.url.searchParams.get('year'));
	const year = Number.isInteger(asked) && asked >= 2018 && asked <= 2100 ? asked : thisYear;
	const declared = await declaredDays(db.sql);
	const held = new Set(declared.flatMap((one) => (one.withdrawnAt === null ? [one.day] : [])));
	const days: { day: Day; kind: string; name: string; source: string; own: boolean }[] = [];
	let working = 0;
	for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
		if (calendar.isWorkingDay(day)) working += 1;
		const { kind, name, source } = calendar.explain(day);
		if (name === null) continue;
		days.push({ day, kind, name, source: source ?? '', own: held.has(day) });
	}
	const confirmed = (await confirmedYears(db.sql)).find((one) => one.year === year);
	return {
		year,
		thisYear,
		today,
		working,
		days: days.filter(({ kind, day }) => kind !== 'holiday' || weekdayOf(day) < 6),
		provisional: calendar.explain(`${year}-12-31`).provisional,
		confirmedBy: confirmed?.document ?? null,
		declared: declared.toReversed(),
		kinds: DECLARED_KINDS
	};
};

export const actions: Actions = {
	/** First asked without `sure`: what it touches is shown, and nothing is saved. */
	declare: async (event) => {
		requirePageReader(event, 'manageSettings');
		const form = await event.request.clone().formData();
		// Other days than those whose preview was seen are shown first.
		const sure = form.get('sure') === 'true' && form.get('seen') === daysOf(form);
		if (!sure) return preview(event);
		return settingForm(event, 'declare', daysForm, async (body, _, act) =>
			declareDays(event.locals.desk, body, act)
		);
	},
	withdraw: async (event) =>
		settingForm(event, 'withdraw', withdrawal, async (body, _, act) =>
			withdrawDay(event.locals.desk, body.id, act)
		),
	confirm: async (event) =>
		settingForm(event, 'confirm', yearConfirmed, async (body, _, act) =>
			confirmYear(event.locals.desk, body, act)
		)
};

/** Which days a form is about, to know them again when it comes back. */
function daysOf(form: FormData): string {
	const said = ['from', 'to', 'makeUp', 'kind'].map((name) => form.get(name));
	return said.map((value) => (typeof value === 'string' ? value : '')).join(' ');
}

async function preview(event: Parameters<NonNullable<Actions['declare']>>[0]) {
	const typed: Record<string, string> = {};
	for (const [name, value] of await event.request.formData()) {
		if (typeof value === 'string') typed[name] = value;
	}
	const { sure: _sure, seen: _seen, ...said } = typed;
	const answer = { form: 'declare', typed: said };
	const checked = daysForm.safeParse(said);
	if (!checked.success) {
		const [issue] = checked.error.issues;
		const field = issue?.path.join('.') ?? '';
		return fail(400, { ...answer, field, refusal: issue?.message ?? '' });
	}
	const shown: CalendarPreview = await previewDays(event.locals.desk, checked.data.days);
	const seen = ['from', 'to', 'makeUp', 'kind'].map((name) => said[name] ?? '').join(' ');
	return { ...answer, field: '', refusal: undefined, preview: shown, seen };
}
