import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { activeAgencies, officeAmong, tasksBody } from '#lib/server/web/finding-forms.ts';
import { findingParams } from '#lib/server/web/finding-shapes.ts';
import { findingActorOf, readFindings, takeFindingTasks } from '#lib/server/web/findings.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:findings');
	const reader = requirePageReader(event, 'seeInspections');
	const { rulebook, clock } = event.locals.desk;
	const rules = await rulebook.current();
	const given = Object.fromEntries(event.url.searchParams);
	const read = findingParams.safeParse(given);
	// An address that says what cannot be is the whole list.
	const asked = read.success ? read.data : findingParams.parse({});
	const items = (await readFindings(event.locals.desk, reader, asked)) ?? [];
	const agencies = activeAgencies(rules, dayOf(clock.now()));
	return {
		items,
		asked,
		agencies,
		today: dayOf(clock.now()),
		tracker: officeAmong(agencies),
		logs: may(reader, 'inspect'),
		gives: may(reader, 'assignTasks'),
		compares: may(reader, 'seeFindings'),
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	tasks: async (event) => {
		const reader = requirePageReader(event, 'assignTasks');
		const body = tasksBody(await event.request.formData());
		if (body === null) return fail(400, { refusal: COMMAND_REFUSALS['finding.incomplete'] });
		const told = await takeFindingTasks(event.locals.desk, findingActorOf(event, reader), body);
		if (!told.accepted) {
			const { refusal } = told;
			return fail(statusOf(refusal), { refusal: COMMAND_REFUSALS[refusal.code] ?? refusal.code });
		}
		const { directive } = told.value;
		// The letter shows what it asks of each agency.
		redirect(
			303,
			directive === null
				? '/findings?done=tasked'
				: `/directives/${encodeURIComponent(directive)}?issued`
		);
	}
};
