import { error, fail, redirect } from '@sveltejs/kit';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { filledTables } from '#lib/domain/letters/wording.ts';
import { draftLetter } from '#lib/server/commands/letters.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { letterAsked } from '#lib/server/web/letter-asked.ts';
import { letterActorOf, orderedLetter } from '#lib/server/web/letters.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What would be in the letter if it were drafted now; it is counted again when it is. */
export const load: PageServerLoad = async (event) => {
	const letter = await ordered(event, null);
	if (!letter.accepted) {
		if (letter.refusal.code === 'letter.nothing_late') return { found: null };
		return { found: null, refusal: wordsOf(letter.refusal) };
	}
	const { frozen, said, kind } = letter.value;
	if (filledTables(frozen).length === 0) return { found: null };
	return {
		found: {
			kind,
			/** The Committee's own office reports to its leader about what stays overdue. */
			mayReport: letter.value.agencyId === null && frozen.tables.tasksOverdue.length > 0,
			asOf: isoOf(frozen.asOf),
			period: frozen.period,
			addressees: [...said.addressees],
			from: frozen.issuer.called,
			tables: filledTables(frozen).map((table) => ({ table, rows: [...frozen.tables[table]] }))
		}
	};
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const only = form.getAll('only').filter((code) => typeof code === 'string');
		const letter = await ordered(event, only);
		if (!letter.accepted) return refuse(letter.refusal);
		const actor = letterActorOf(event, requirePageReader(event, 'draftLetters'));
		const made = await draftLetter(event.locals.desk.db, letter.value, actor);
		if (!made.accepted) return refuse(made.refusal);
		redirect(303, `/letters/${made.value.code}`);
	}
};

async function ordered(event: RequestEvent, only: string[] | null) {
	const reader = requirePageReader(event, 'draftLetters');
	try {
		return await orderedLetter(event.locals.desk, reader, { ...letterAsked(event), only });
	} catch (thrown) {
		if (!(thrown instanceof ProblemError)) throw thrown;
		error(thrown.problem.status, thrown.problem.detail ?? thrown.problem.title);
	}
}

function wordsOf({ code }: Refusal): string {
	return COMMAND_REFUSALS[code] ?? code;
}

function refuse(refusal: Refusal) {
	return fail(statusOf(refusal), { refusal: wordsOf(refusal) });
}
