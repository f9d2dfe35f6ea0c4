import { fail, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { PEOPLE_COLUMNS } from '#lib/domain/accounts/people-row.ts';
import { actorOf, type Actor } from '#lib/domain/audit/entry.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import { addressOfLink } from '#lib/server/accounts/links.ts';
import type { HandedLink } from '#lib/server/accounts/people-access.ts';
import { importPeople, type PeopleOutcome } from '#lib/server/accounts/people-import.ts';
import { readFile, type SentFile } from '#lib/server/ingest/files/read-file.ts';
import { requirePageReader } from './authenticate.ts';
import { COMMAND_REFUSALS } from './commands.ts';
import { oneFileAtATime } from './file-door.ts';
import type { peopleFileFields } from './people-shapes.ts';
import { statusOf } from './refused.ts';

/** A file of accounts and what was said beside it. */
export interface SentPeople {
	file: SentFile;
	fields: z.output<typeof peopleFileFields>;
}

/**
 * Reads a file of accounts and imports it, or tries to. Lines of faults are those of the file, also
 * where it has empty ones between.
 *
 * @throws ProblemError when the file cannot be read
 */
export async function takePeople(
	event: RequestEvent,
	reader: Reader,
	{ file, fields }: SentPeople
): Promise<PeopleOutcome> {
	const { desk } = event.locals;
	return oneFileAtATime(async () => {
		const { headers, rows } = await readFile(file);
		const cellsOf = (cells: unknown[]) =>
			Object.fromEntries(headers.map((header, i) => [header, cells[i] ?? null]));
		const outcome = await importPeople(desk, actorOf(reader, event.getClientAddress()), {
			rows: rows.map(({ cells }) => cellsOf(cells)),
			defaults: {
				validFrom: fields.validFrom ?? dayOf(desk.clock.now()),
				document: fields.document
			},
			dryRun: fields.dryRun,
			plan: fields.plan
		});
		const lineOf = (row: number) => (row < 2 ? row : (rows[row - 2]?.line ?? row));
		return {
			...outcome,
			faults: outcome.faults.map((fault) => ({ ...fault, row: lineOf(fault.row) }))
		};
	});
}

/** What is told of an import: what would be made and changed, never our own numbers. */
export function shownOutcome(outcome: PeopleOutcome) {
	const { created, renamed, given, unchanged, faults, plan, taken } = outcome;
	return {
		created: created.map(({ email, name }) => ({ email, name })),
		renamed: renamed.map(({ email, before, after }) => ({ email, before, after })),
		given: given.map(({ email, post }) => ({
			...{ email, role: post.role, validFrom: post.validFrom, validTo: post.validTo }
		})),
		unchanged,
		faults,
		plan,
		taken
	};
}

/** The title that the template bears over a column. */
export function columnTitle(column: keyof typeof PEOPLE_COLUMNS): string {
	return PEOPLE_COLUMNS[column][0] ?? column;
}

/** Where a sign-in link leads. It is shown or written to a file once and kept nowhere. */
export function linkAddress(event: RequestEvent, { token }: Pick<HandedLink, 'token'>): string {
	return addressOfLink(event.locals.desk.settings.origin, token);
}

export function shownLink(event: RequestEvent, link: HandedLink) {
	const { id, email, name, endsAt } = link;
	return { id, email, name, url: linkAddress(event, link), endsAt: isoOf(endsAt) };
}

/** What a form says of a post, in the shape of the API: fields and agencies may be named several times. */
export function postOfForm(form: FormData): Record<string, unknown> {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const list = (name: string) =>
		form.getAll(name).filter((code) => typeof code === 'string' && code !== '');
	return {
		...{ role: text('role'), agency: text('agency'), onBehalfOf: text('onBehalfOf') },
		...{ fields: list('fields'), answersFor: list('answersFor') },
		...{ validFrom: text('validFrom'), validTo: text('validTo'), document: text('document') }
	};
}

/**
 * A form of the pages of accounts: who may, its members by a schema, the command. A refusal comes back
 * to the form, named by `form`, with the field that it is about.
 */
export async function peopleForm<Schema extends z.ZodType, Value extends object>(
	event: RequestEvent,
	form: string,
	read: (sent: FormData) => unknown,
	schema: Schema,
	decide: (body: z.output<Schema>, by: Actor) => Promise<Decision<Value>>
) {
	const reader = requirePageReader(event, 'manageAccounts');
	const sent = await event.request.formData();
	const typed = Object.fromEntries(
		[...sent].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
	);
	const checked = schema.safeParse(read(sent));
	if (!checked.success) {
		const [issue] = checked.error.issues;
		const field = String(issue?.path.at(-1) ?? '');
		return fail(400, { form, field, refusal: issue?.message ?? '', typed });
	}
	const decision = await decide(checked.data, actorOf(reader, event.getClientAddress()));
	if (decision.accepted)
		return { form, field: '', refusal: null, typed: null, done: decision.value };
	const { code, facts } = decision.refusal;
	return fail(statusOf(decision.refusal), {
		form,
		field: typeof facts['field'] === 'string' ? facts['field'] : '',
		refusal: COMMAND_REFUSALS[code] ?? code,
		typed
	});
}

/** The account that an address names; 0, which is nobody's, when it names none. */
export function accountIdOf({ id = '' }: Partial<Record<string, string>>): number {
	return /^\d{1,9}$/.test(id) ? Number(id) : 0;
}
