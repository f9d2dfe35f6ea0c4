import { error, fail } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { partsOf } from '#lib/domain/letters/parts.ts';
import { usualTitle } from '#lib/domain/letters/signing.ts';
import { SIGNINGS } from '#lib/domain/letters/letter.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import { issueLetter, reaches, rewordLetter } from '#lib/server/commands/letters.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { issueForm, typedIn, wordsForm } from '#lib/server/web/letter-forms.ts';
import { LETTER_REFUSALS } from '#lib/server/web/letter-shapes.ts';
import { letterActorOf, readLetter } from '#lib/server/web/letters.ts';
import { readUrgingsOfLetter } from '#lib/server/web/urgings.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import type { Actions, PageServerLoad } from './$types';

/** Rows of each table of the annex on the page; the file has them all. */
const ROWS_SHOWN = 100;

export const load: PageServerLoad = async (event) => {
	event.depends('live:letters');
	const reader = requirePageReader(event, 'seeLetters');
	const letter = await readLetter(event.locals.desk, reader, event.params.code);
	if (letter === null) error(404, LETTER_REFUSALS['letter.unknown'] ?? '');
	const { annex, ...sheet } = partsOf(letter);
	const draft = letter.issued === null;
	return {
		...{ code: letter.code, kind: letter.kind, urging: letter.urging, edits: letter.edits },
		issued: letter.issued,
		sheet,
		annex: {
			...annex,
			tables: annex.tables.map(({ rows, ...table }) => ({
				...table,
				rows: rows.slice(0, ROWS_SHOWN),
				more: Math.max(0, rows.length - ROWS_SHOWN)
			}))
		},
		urgings: draft ? [] : await readUrgingsOfLetter(event.locals.desk, reader, letter.code),
		said: letter.said,
		titles: SIGNINGS.map((by) => ({ by, title: usualTitle(letter.frozen.issuer, by) })),
		today: dayOf(event.locals.desk.clock.now()),
		mayWord: draft && reaches(reader, 'draftLetters', letter.agencyId),
		mayIssue: draft && reaches(reader, 'issueLetters', letter.agencyId)
	};
};

export const actions: Actions = {
	words: async (event) => {
		const actor = letterActorOf(event, requirePageReader(event, 'draftLetters'));
		const typed = typedIn(await event.request.formData());
		const checked = wordsForm.safeParse(typed);
		if (!checked.success) return wrong('words', typed, checked.error.issues);
		const { said, edits } = checked.data;
		const given = { code: event.params.code, words: said, seen: edits };
		return answered('words', typed, await rewordLetter(event.locals.desk.db, given, actor));
	},
	issue: async (event) => {
		const actor = letterActorOf(event, requirePageReader(event, 'issueLetters'));
		const typed = typedIn(await event.request.formData());
		const checked = issueForm.safeParse(typed);
		if (!checked.success) return wrong('issue', typed, checked.error.issues);
		const { number, issuedOn } = checked.data;
		const given = { code: event.params.code, number, on: issuedOn };
		const { db, rulebook } = event.locals.desk;
		const issued = await issueLetter(db, await rulebook.current(), given, actor);
		return answered('issue', typed, issued);
	}
};

/** What a person reads for a field that was left empty or has a wrong form. */
const FIELDS: Readonly<Record<string, string>> = {
	number: 'letter.number_form',
	addressees: 'letter.no_addressee',
	subject: 'letter.no_subject',
	recipients: 'letter.no_file'
};

type Form = 'words' | 'issue';

function wrong(form: Form, typed: Record<string, string>, issues: { path: PropertyKey[] }[]) {
	const names = (issues[0]?.path ?? []).filter((name) => name !== 'said').map(String);
	const [name = ''] = names;
	const code = FIELDS[name];
	const refusal = (code === undefined ? undefined : COMMAND_REFUSALS[code]) ?? `Chưa đúng: ${name}`;
	return fail(400, { form, typed, refusal, saved: false });
}

function answered(form: Form, typed: Record<string, string>, decision: Decision<object>) {
	if (decision.accepted) return { form, typed: null, refusal: null, saved: true };
	const { refusal } = decision;
	const words = COMMAND_REFUSALS[refusal.code] ?? refusal.code;
	return fail(statusOf(refusal), { form, typed, refusal: words, saved: false });
}
