import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { DossierItem, ListQuery, OverviewQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES } from '#lib/domain/reports/tally.ts';
import { TASK_COLUMNS } from '#lib/domain/indicators/task-indicators.ts';
import { noTasks } from '#lib/domain/tasks/tally.ts';
import { m } from '#lib/paraglide/messages.js';
import { byteStream, ReaderGone, type Write } from '#lib/server/exports/byte-stream.ts';
import { csvSheet } from '#lib/server/exports/csv-sheet.ts';
import { definitionNotes } from '#lib/server/exports/definitions.ts';
import { dossierSheet } from '#lib/server/exports/dossier-sheet.ts';
import { overviewSheet, RATES, type OverviewTasks } from '#lib/server/exports/overview-sheet.ts';
import type { Sheet, SheetFormat } from '#lib/server/exports/sheet.ts';
import {
	dossierWords,
	fileName,
	type ExportName,
	headOf,
	overviewWords,
	type HeadFacts
} from '#lib/server/exports/words.ts';
import { xlsxSheet } from '#lib/server/exports/xlsx-sheet.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { fieldNames } from '#lib/server/store/fields.ts';
import { overviewOf } from '#lib/server/store/overview.ts';
import { readAs, readFiguresAs } from '#lib/server/store/reading.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { taskFigures, type TaskFigures } from '#lib/server/store/task-figures.ts';
import type { listExportParams, overviewExportParams } from './export-params.ts';
import { listQuery, overviewQuery } from './overview-params.ts';
import { ProblemError } from './problem.ts';

/** Dossiers in one file at most: what a spreadsheet on an office machine still opens. */
export const EXPORTED_AT_MOST = 100_000;
const PAGE = 5_000;
/** Exports under way at once in one process: each holds a connection for as long as it is read. */
const EXPORTS_AT_ONCE = 3;
let underWay = 0;

const TYPES: Record<SheetFormat, string> = {
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv; charset=utf-8'
};

/**
 * The list behind a figure as a file: as many rows as the figure says, read page by page in one
 * transaction while the reader takes them.
 *
 * @throws ProblemError 413 beyond {@link EXPORTED_AT_MOST}, 429 when too many are under way
 */
export async function exportDossiers(
	event: RequestEvent,
	reader: Reader,
	params: z.output<typeof listExportParams>
): Promise<Response> {
	const { db, rulebook, clock } = event.locals.desk;
	const now = clock.now();
	const rules = await rulebook.current();
	const query = { ...listQuery(params, rules, now), limit: PAGE, cursor: null };
	const scope = reader.sees.dossiers;
	const words = dossierWords();
	const notes = query.figure === null ? null : definitionNotes([query.figure]);
	const page = async (sql: Sql, cursor: string | null) =>
		listDossiers(sql, rules, scope, { ...query, cursor }, now);
	return download(event, 'ho-so', params.format ?? 'xlsx', async (begin) =>
		readAs(db, reader, async (sql) => {
			const first = await page(sql, null);
			if (first.total > EXPORTED_AT_MOST) throw tooMany(first.total);
			const facts = await factsOf(event, sql, rules, query, query, first.total);
			const head = headOf(m.export_title_dossiers(), facts);
			await recordExport(event, reader, 'dossiers', params, first.total);
			const items = pages(first, async (cursor) => page(sql, cursor));
			await begin(dossierSheet(words, m.dossiers_title(), head, items, notes));
		})
	);
}

/** The table of agencies as a file. */
export async function exportOverview(
	event: RequestEvent,
	reader: Reader,
	params: z.output<typeof overviewExportParams>
): Promise<Response> {
	const { db, rulebook, clock } = event.locals.desk;
	const now = clock.now();
	const rules = await rulebook.current();
	const query = overviewQuery(params, rules, now);
	const words = overviewWords();
	// What narrows dossiers by what tasks do not have would set numbers of other things side by side.
	const withTasks = query.field === null && query.channel === null && query.receivedBy === null;
	return download(event, 'tong-quan', params.format ?? 'xlsx', async (begin) => {
		const { overview, tasks, head } = await readFiguresAs(db, reader, async (sql) => {
			const overview = await overviewOf(sql, rules, query, now);
			const figures = withTasks ? await taskFigures(sql, rules, now) : null;
			const tasks = figures === null ? null : tasksBeside(figures, rules, query);
			const facts = await factsOf(event, sql, rules, query, null, overview.agencies.length);
			const tasksAt = tasks === null ? null : now;
			return { overview, tasks, head: headOf(m.export_title_overview(), { ...facts, tasksAt }) };
		});
		const notes = definitionNotes([
			...[...FIGURES, ...RATES.map((rate) => `rates.${rate}` as const)],
			...(tasks === null ? [] : TASK_COLUMNS)
		]);
		await recordExport(event, reader, 'overview', params, overview.agencies.length);
		await begin(overviewSheet(words, m.overview_title(), head, overview, notes, tasks));
	});
}

/** The tasks of the same agencies, counted as on the screen; null where there are none at all. */
function tasksBeside(
	figures: TaskFigures,
	{ directory }: LoadedRules,
	{ agencyId, own }: OverviewQuery
): OverviewTasks | null {
	if (figures.province.total === 0) return null;
	const of = (id: number) => (own ? figures.own(id) : figures.tally(id));
	return {
		whole: agencyId === null ? figures.province : of(agencyId),
		tally: (code) => {
			const id = directory.byCode(code);
			return id === null ? noTasks() : figures.tally(id);
		}
	};
}

/**
 * Who took which list away, before its first row goes out: what cannot be recorded is not handed over.
 * Of a search only that there was one: people search for what they have in hand, also for names.
 */
export async function recordExport(
	event: RequestEvent,
	reader: Reader,
	what: string,
	params: Record<string, unknown>,
	rows: number
): Promise<void> {
	const { q, format, ...filter } = params;
	await record(event.locals.desk.db.sql, {
		at: Date.now(),
		actor: actorOf(reader, event.getClientAddress()),
		action: 'list.export',
		subject: what,
		before: null,
		after: { filter, searched: q !== undefined && q !== '', rows, format: format ?? 'xlsx' }
	});
}

async function* pages(
	first: { items: DossierItem[]; next: string | null },
	read: (cursor: string) => Promise<{ items: DossierItem[]; next: string | null }>
): AsyncGenerator<DossierItem, void, undefined> {
	for (let page = first; ;) {
		yield* page.items;
		if (page.next === null) return;
		page = await read(page.next);
	}
}

async function factsOf(
	event: RequestEvent,
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	list: ListQuery | null,
	rows: number
): Promise<HeadFacts> {
	const { settings, clock } = event.locals.desk;
	const nameOf = (id: number | null) =>
		id === null ? null : (rules.directory.latest(id)?.name ?? null);
	const { agencyId, receivedBy, field } = query;
	const fields = field === null ? [] : await fieldNames(sql);
	return {
		demo: settings.demo,
		query,
		agency: nameOf(agencyId),
		receivedBy:
			receivedBy === null ? null : (nameOf(rules.directory.byCode(receivedBy)) ?? receivedBy),
		field: fields.find(({ code }) => code === field)?.name ?? field,
		list,
		rows,
		exportedAt: clock.now()
	};
}

/**
 * The answer begins when the first page is there, so that a refusal or an error is still one; from
 * then on it streams.
 */
export async function download(
	event: RequestEvent,
	what: ExportName,
	format: SheetFormat,
	produce: (begin: (sheet: Sheet) => Promise<void>) => Promise<void>
): Promise<Response> {
	if (underWay >= EXPORTS_AT_ONCE) {
		throw new ProblemError({
			status: 429,
			title: m.export_busy(),
			code: 'export.busy',
			headers: { 'retry-after': '10' }
		});
	}
	underWay++;
	const { log, clock } = event.locals.desk;
	const begun = Promise.withResolvers<void>();
	const body = byteStream(async (write) => {
		try {
			await produce(async (sheet) => {
				begun.resolve();
				await writeSheet(sheet, format, write);
			});
		} catch (error) {
			begun.reject(error);
			if (!(error instanceof ReaderGone) && !(error instanceof ProblemError)) {
				log.error({ err: error, requestId: event.locals.requestId }, 'export failed');
			}
			throw error;
		} finally {
			underWay--;
		}
	});
	await begun.promise;
	return new Response(body, {
		headers: {
			'content-type': TYPES[format],
			'content-disposition': `attachment; filename="${fileName(what, clock.now(), format)}"`,
			'cache-control': 'no-store'
		}
	});
}

async function writeSheet(sheet: Sheet, format: SheetFormat, write: Write): Promise<void> {
	const pieces = format === 'csv' ? csvSheet(sheet) : xlsxSheet(sheet);
	for await (const piece of pieces) await write(piece);
}

function tooMany(total: number): ProblemError {
	return new ProblemError({
		status: 413,
		title: m.export_too_many({ most: EXPORTED_AT_MOST, total }),
		code: 'export.too_many',
		facts: { total, atMost: EXPORTED_AT_MOST }
	});
}
