import type { RequestEvent } from '@sveltejs/kit';
import { fail } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { writtenHours } from '#lib/domain/agencies/agency-row.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import {
	importAgencies,
	type AgenciesOutcome,
	type AgencyChange,
	type By
} from '#lib/server/commands/agencies.ts';
import type { Act } from '#lib/server/commands/settings.ts';
import { readFile, type SentFile } from '#lib/server/ingest/files/read-file.ts';
import { requirePageReader } from './authenticate.ts';
import { COMMAND_REFUSALS, nameOfReader } from './commands.ts';
import { oneFileAtATime } from './file-door.ts';
import { statusOf } from './refused.ts';
import type { agenciesFields, agencyChange } from './setting-shapes.ts';

/** Who changes a setting, for the record of acts and beside what changed. */
export function byOf(event: RequestEvent, reader: Reader): By {
	return { actor: actorOf(reader, event.getClientAddress()), name: nameOfReader(reader) };
}

/** The same, for the commands of the settings: by the desk's clock, and the real one. */
export function actOf(event: RequestEvent, reader: Reader): Act {
	const { actor } = byOf(event, reader);
	return { actor, now: event.locals.desk.clock.now(), realNow: Date.now() };
}

/** An agencies file and what was said beside it. */
export interface SentAgencies {
	file: SentFile;
	fields: z.output<typeof agenciesFields>;
}

/**
 * Reads a file of agencies and imports it, or tries to.
 * @throws ProblemError when the file cannot be read
 */
export async function takeAgencies(
	event: RequestEvent,
	reader: Reader,
	{ file, fields }: SentAgencies
): Promise<AgenciesOutcome> {
	const { desk } = event.locals;
	const now = desk.clock.now();
	return oneFileAtATime(async () => {
		const { headers, rows } = await readFile(file);
		const order = {
			rows: rows.map(({ line, cells }) => ({
				line,
				cells: Object.fromEntries(headers.map((header, i) => [header, cells[i] ?? null]))
			})),
			defaults: { validFrom: fields.validFrom ?? dayOf(now), document: fields.document },
			dryRun: fields.dryRun,
			plan: fields.plan
		};
		return importAgencies(desk, order, byOf(event, reader), now, Date.now());
	});
}

/** A change as it was said, with its hours understood and nothing where nothing was said. */
export function changeOf({ hours, ...said }: z.output<typeof agencyChange>): AgencyChange {
	const understood = hours === undefined ? null : writtenHours(hours);
	const told = Object.entries(said).filter(([, value]) => value !== undefined);
	return {
		...(Object.fromEntries(told) as Omit<AgencyChange, 'hours'>),
		...(understood === null ? {} : { hours: understood })
	};
}

/**
 * A form of a settings page: who may, its fields by a schema, the command; a refusal comes back to the
 * form with what was typed, named by `named`.
 */
export async function settingForm<Schema extends z.ZodType>(
	event: RequestEvent,
	named: string | ((typed: Record<string, string>) => string),
	schema: Schema,
	decide: (body: z.output<Schema>, by: By, act: Act) => Promise<Decision<object>>
) {
	const reader = requirePageReader(event, 'manageSettings');
	const typed: Record<string, string> = {};
	for (const [name, value] of await event.request.formData()) {
		if (typeof value === 'string') typed[name] = value;
	}
	const form = typeof named === 'string' ? named : named(typed);
	const checked = schema.safeParse(typed);
	if (!checked.success) {
		const [issue] = checked.error.issues;
		const field = issue?.path.join('.') ?? '';
		return fail(400, { form, field, refusal: issue?.message ?? '', typed });
	}
	const decision = await decide(checked.data, byOf(event, reader), actOf(event, reader));
	if (decision.accepted) return { form, field: '', refusal: null, typed: null };
	const { code, facts } = decision.refusal;
	return fail(statusOf(decision.refusal), {
		form,
		field: typeof facts['field'] === 'string' ? facts['field'] : '',
		refusal: COMMAND_REFUSALS[code] ?? code,
		typed
	});
}
