import type { RequestEvent } from '@sveltejs/kit';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { z } from 'zod';
import { importCatalogue, type CatalogueOutcome } from '#lib/server/commands/procedures.ts';
import { readFile, type SentFile } from '#lib/server/ingest/files/read-file.ts';
import type { FileTable } from '#lib/server/ingest/files/table.ts';
import type { catalogueFields } from './api-shapes.ts';
import { oneFileAtATime } from './file-door.ts';

/** A catalogue file and what was said beside it. */
export interface SentCatalogue {
	file: SentFile;
	fields: z.output<typeof catalogueFields>;
}

/**
 * Reads a catalogue file and imports it, or tries to. Lines of errors are those of the file, also
 * where it has empty ones between.
 *
 * @throws ProblemError when the file cannot be read
 */
export async function takeCatalogue(
	event: RequestEvent,
	reader: Reader,
	{ file, fields }: SentCatalogue
): Promise<CatalogueOutcome> {
	const { desk } = event.locals;
	const now = desk.clock.now();
	return oneFileAtATime(async () => {
		const table = await readFile(file);
		const outcome = await importCatalogue(
			desk,
			{
				rows: recordsOf(table),
				defaults: { validFrom: fields.validFrom ?? dayOf(now), source: fields.source },
				dryRun: fields.dryRun,
				plan: fields.plan
			},
			now,
			actorOf(reader, event.getClientAddress())
		);
		const lineOf = (row: number) => (row < 2 ? row : (table.rows[row - 2]?.line ?? row));
		const errors = outcome.errors.map((error) => ({ ...error, row: lineOf(error.row) }));
		return { ...outcome, errors };
	});
}

function recordsOf({ headers, rows }: FileTable): Record<string, unknown>[] {
	return rows.map(({ cells }) =>
		Object.fromEntries(headers.map((header, i) => [header, cells[i] ?? null]))
	);
}
