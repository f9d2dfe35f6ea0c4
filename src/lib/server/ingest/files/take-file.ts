import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Intake, IntakeItem, Quarantined, Sender } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { recordedHashes } from '#lib/server/store/messages.ts';
import { nationalRows } from './national-rows.ts';
import { readFile, type SentFile } from './read-file.ts';

/** What became, or would become, of one line. */
export interface LineReport {
	/** The line on which a person finds it; the header is line 1. */
	line: number;
	MaHoSo: string;
	/** `refused`: not understood, so that the file as a whole is not taken. */
	outcome: 'accepted' | 'unchanged' | 'quarantined' | 'refused';
	/** National field name and rule; never the value. */
	field?: string;
	reason?: string;
}

export interface FileReport {
	service: Service;
	/** Whether the file was taken in. False after a dry run, and when a line was refused. */
	taken: boolean;
	rows: number;
	accepted: number;
	unchanged: number;
	quarantined: number;
	refused: number;
	lines: LineReport[];
}

export interface FileOrder {
	file: SentFile;
	dryRun: boolean;
	/** The receiving unit (`madonvi`); '' when not told. */
	receivingUnit: string;
	sender: Sender;
}

/** Rows translated between two looks at who else waits. */
const ROWS_AT_ONCE = 250;
/** Lines of the report written between two such looks. */
const LINES_AT_ONCE = 5_000;

/**
 * Takes a file of national records in, by the same door as the feed: all of it in one transaction, or
 * nothing. A line that is not understood makes the file bad, and a bad file changes nothing; lines of
 * an agency that nobody knows wait in quarantine, as they do when they come by the feed.
 *
 * @throws FileRefused when the file is not one that can be read
 */
export async function takeFile(
	{ db, intake, handlerKey }: { db: Database; intake: Intake; handlerKey: string },
	{ file, dryRun, receivingUnit, sender }: FileOrder,
	now: Instant
): Promise<FileReport> {
	const { service, records } = await nationalRows(await readFile(file));
	const items: IntakeItem[] = [];
	for (const { record } of records) {
		const translated = translate(record, { service, receivingUnit, handlerKey });
		items.push({ index: items.length, translated, arrivedAt: now });
		if (items.length % ROWS_AT_ONCE === 0) await othersFirst();
	}
	const bad = items.some(({ translated }) => !translated.ok);
	const codes = items.flatMap(({ translated: t }) => (t.ok ? [t.content.code] : []));
	const recorded = await withTransaction(
		db,
		async ({ sql }) => recordedHashes(sql, [...new Set(codes)]),
		{ scope: 'intake', readOnly: true }
	);
	// A file with a refused line is still tried in full, so that one look shows all that is wrong.
	const understood = items.filter(({ translated }) => translated.ok);
	const tried = dryRun || bad;
	// By its content: a file's name may name a citizen.
	const sha256 = createHash('sha256').update(file.bytes).digest('hex');
	const act = { action: 'file.import', subject: null, about: { service, sha256 } } as const;
	const result = await intake.take(understood, sender, now, { dryRun: tried, act });
	const aside = new Map(result.quarantined.map((one) => [one.index, one]));
	const lines: LineReport[] = [];
	for (const item of items) {
		const line = records[item.index]?.line ?? 0;
		lines.push({ line, ...outcomeOf(item, aside, recorded) });
		if (lines.length % LINES_AT_ONCE === 0) await othersFirst();
	}
	const count = (outcome: LineReport['outcome']) =>
		lines.filter((line) => line.outcome === outcome).length;
	return {
		service,
		taken: !tried,
		rows: lines.length,
		accepted: count('accepted'),
		unchanged: count('unchanged'),
		quarantined: count('quarantined'),
		refused: count('refused'),
		lines
	};
}

/** @param recorded hashes recorded before; the line's own is added */
function outcomeOf(
	{ index, translated }: IntakeItem,
	quarantined: ReadonlyMap<number, Quarantined>,
	recorded: Set<string>
): Omit<LineReport, 'line'> {
	if (!translated.ok) {
		const { code, field, reason } = translated;
		return { MaHoSo: code, outcome: 'refused', field, reason };
	}
	const { content, hash } = translated;
	const aside = quarantined.get(index);
	if (aside) {
		const { field, reason } = aside;
		return { MaHoSo: content.code, outcome: 'quarantined', field, reason };
	}
	const known = recorded.has(hash);
	recorded.add(hash);
	return { MaHoSo: content.code, outcome: known ? 'unchanged' : 'accepted' };
}
