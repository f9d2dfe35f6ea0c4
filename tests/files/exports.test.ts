import { readSheet } from 'read-excel-file/universal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { STANDINGS, type Standing } from '#lib/domain/deadlines/standing.ts';
import type { DossierItem, ListQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES, figureOf, type Figure } from '#lib/domain/reports/tally.ts';
import { TASK_COLUMNS } from '#lib/domain/indicators/task-indicators.ts';
import { noTasks, tallyOf } from '#lib/domain/tasks/tally.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { byteStream } from '#lib/server/exports/byte-stream.ts';
import { csvSheet } from '#lib/server/exports/csv-sheet.ts';
import { definitionNotes } from '#lib/server/exports/definitions.ts';
import {
	DOSSIER_COLUMNS,
	dossierSheet,
	type DossierWords
} from '#lib/server/exports/dossier-sheet.ts';
import { overviewSheet } from '#lib/server/exports/overview-sheet.ts';
import type { Sheet, SheetCell } from '#lib/server/exports/sheet.ts';
import { xlsxSheet } from '#lib/server/exports/xlsx-sheet.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { readCsv } from '#lib/server/ingest/files/csv.ts';
import { readXlsx } from '#lib/server/ingest/files/xlsx.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { INDICATOR_DEFINITIONS } from '#lib/words/indicator-definitions.ts';
import { indicatorName } from '#lib/words/indicators.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120093000') ?? 0;

const same = <K extends string>(keys: readonly K[]) =>
	Object.fromEntries(keys.map((key) => [key, key])) as unknown as Record<K, string>;
const WORDS: DossierWords = {
	columns: same(Object.keys(DOSSIER_COLUMNS) as (keyof typeof DOSSIER_COLUMNS)[]),
	standings: same(STANDINGS),
	marks: same(['notHandedOver', 'endedAfterDue', 'movedDue', 'lateByPromise']),
	channels: { '1': 'trực tiếp' }
};

function sheetOf(rows: SheetCell[][], head: Sheet['head'] = [['Danh sách', '']]): Sheet {
	const columns = (rows[0] ?? []).map((_, i) => ({ title: `c${i}`, width: 10 }));
	return { name: 'Hồ sơ', head, columns, rows };
}
const csvText = async (sheet: Sheet) => (await Array.fromAsync(csvSheet(sheet))).join('');
const xlsxBytes = async (sheet: Sheet) => Buffer.concat(await Array.fromAsync(xlsxSheet(sheet)));

describe('a file for a spreadsheet', () => {
	const attacks = ['=1+1', '+84905', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1'];

	test('holds no cell that a spreadsheet takes for a formula', async () => {
		const text = await csvText(sheetOf(attacks.map((attack) => [attack, 'a;=1+1,"b"'])));
		expect(text.startsWith('\uFEFF"Danh sách",""\r\n\r\n"c0","c1"\r\n')).toBe(true);
		for (const attack of attacks) expect(text).toContain(`"'${attack}","a;=1+1,""b"""\r\n`);
		const xlsx = await readXlsx(await xlsxBytes(sheetOf(attacks.map((attack) => [attack]))));
		expect(xlsx.rows.map(({ cells }) => cells[0])).toEqual([
			'c0',
			...attacks.map((attack) => attack.trim())
		]);
	});

	test('T9 writes rates as the screens do: "—" for nothing to divide by, 33,33 % and not 33', async () => {
		const shares = [null, 1 / 3, 0.0211, 0.99999, 1, 0].map((share) => [{ share }]);
		expect((await csvText(sheetOf(shares))).split('\r\n').slice(3, -1)).toEqual([
			'"—"',
			'"33,33 %"',
			'"2,11 %"',
			'"99,99 %"',
			'"100,00 %"',
			'"0,00 %"'
		]);
		const { rows } = await readXlsx(await xlsxBytes(sheetOf(shares)));
		expect(rows.slice(1).map(({ cells }) => cells[0])).toEqual(['—', 1 / 3, 0.0211, 0.99999, 1, 0]);
	});

	test('holds numbers as numbers and days as days, of the office’s clock', async () => {
		const cells: SheetCell[] = [{ number: 8470 }, { day: '2019-05-31' }, { instant: NOW }, null];
		expect(await csvText(sheetOf([cells]))).toContain(
			'"8470","31/5/2019","20/11/2026 09:30",""\r\n'
		);
		const { rows } = await readXlsx(await xlsxBytes(sheetOf([cells])));
		expect(rows[1]?.cells[0]).toBe(8470);
		expect(rows[1]?.cells[1]).toEqual(new Date('2019-05-31T00:00:00Z'));
		expect(rows[1]?.cells[2]).toEqual(new Date('2026-11-20T09:30:00Z'));
	});

	test('is written no further than it is read, and stops when its reader goes away', async () => {
		let written = 0;
		let ended: unknown;
		const stream = byteStream(async (write) => {
			try {
				for (; written < 1_000; written++) await write('x');
			} catch (error) {
				ended = error;
				throw error;
			}
		});
		const reader = stream.getReader();
		for (let i = 0; i < 5; i++) await reader.read();
		expect(written).toBeLessThan(12);
		await reader.cancel();
		await expect.poll(() => ended).toMatchObject({ name: 'ReaderGone' });
	});
});

describe('the list behind a figure as a file', () => {
	let database: FreshDatabase;
	let rulebook: Rulebook;

	beforeAll(async () => {
		database = await freshDatabase();
		await saveProvince(database, aProvince(), NOW, 'test');
		rulebook = openRulebook(database.sql);
		const records = Array.from({ length: 60 }, (_, i) =>
			aRecord(`H21.01-26-${i}`, {
				TrangThaiHoSo: ['4', '5', '10', '9'][i % 4],
				TenTTHC: i === 0 ? '=HYPERLINK("http://x")' : 'Đăng ký biến động',
				NgayHenTra: i % 3 === 0 ? '20261110170000' : '20261130170000',
				NgayKetThucXuLy: i % 4 > 1 ? '20261112090000' : ''
			})
		);
		const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
		const items = records.map((record, index) => ({
			index,
			translated: translate(record, reading),
			arrivedAt: NOW
		}));
		const intake = openIntake({ database: database.web, rulebook });
		await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW);
	});
	afterAll(async () => database.drop());

	async function* listed(figure: Figure): AsyncGenerator<DossierItem> {
		const query: ListQuery = {
			...currentQuery(NOW),
			figure,
			standing: null,
			flag: null,
			search: null,
			age: null,
			due: null,
			sort: 'due',
			limit: 7,
			cursor: null
		};
		const rules = await rulebook.current();
		for (let cursor: string | null = null; ;) {
			const page = await listDossiers(database.sql, rules, 'all', { ...query, cursor }, NOW);
			yield* page.items;
			if (page.next === null) return;
			cursor = page.next;
		}
	}

	const exported = async (figure: Figure) => {
		const notes = definitionNotes([figure]);
		const sheet = dossierSheet(WORDS, 'Hồ sơ', [['Danh sách', '']], listed(figure), notes);
		const { headers, rows } = readCsv(
			Buffer.from((await csvText(sheet)).split('\r\n\r\n')[1] ?? '')
		);
		return rows.map(({ cells }) =>
			Object.fromEntries(headers.map((header, i) => [header, cells[i]]))
		) as Record<string, string>[];
	};

	test('T2 has exactly as many rows as the figure, a paused dossier in none of the others', async () => {
		const rules = await rulebook.current();
		const overview = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
		for (const figure of FIGURES) {
			const number = figureOf(overview.province, figure);
			if (number === 0) continue;
			const rows = await exported(figure);
			expect(rows, figure).toHaveLength(number);
			const paused = rows.filter(({ standing }) => standing === ('paused' satisfies Standing));
			const mayHold = ['open.paused', 'open.total', 'received', 'carriedOver', 'movedDue'];
			if (!mayHold.includes(figure)) expect(paused, figure).toHaveLength(0);
		}
		expect(await exported('open.paused')).toHaveLength(15);
	});

	test('keeps days overdue and days late in columns of their own', async () => {
		for (const row of await exported('open.overdue')) {
			expect([row['daysOverdue'], row['daysLate']]).toEqual(['8', '']);
		}
		for (const row of await exported('resolved.late')) {
			expect([row['daysOverdue'], row['daysLate']]).toEqual(['', '2']);
		}
	});

	test('the overview as a file has the province first and every agency’s figures', async () => {
		const rules = await rulebook.current();
		const overview = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
		const words = {
			...same(['agency', 'code', 'accountable', 'province', 'ended', 'lastArrival']),
			figures: same(FIGURES),
			rates: same(['onTimeOrEarly', 'late', 'lateByPromise']),
			tasks: same(TASK_COLUMNS)
		};
		const notes = definitionNotes(FIGURES);
		const bytes = await xlsxBytes(overviewSheet(words, 'Tổng quan', [], overview, notes));
		const { headers, rows } = await readXlsx(bytes);
		const late = headers.indexOf('resolved.late');
		expect(rows[0]?.cells[0]).toBe('province');
		expect(rows[0]?.cells[late]).toBe(overview.province.resolved.late);
		expect(rows).toHaveLength(overview.agencies.length + 1);
	});

	test('has the tasks of each agency beside its dossiers, late and overdue in columns of their own', async () => {
		const rules = await rulebook.current();
		const overview = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
		const words = {
			...same(['agency', 'code', 'accountable', 'province', 'ended', 'lastArrival']),
			figures: same(FIGURES),
			rates: same(['onTimeOrEarly', 'late', 'lateByPromise']),
			tasks: same(TASK_COLUMNS)
		};
		const one = tallyOf([
			['total', 'done.total', 'done.onTime'],
			['total', 'done.total', 'done.late'],
			['total', 'open.total', 'open.overdue', 'overdueAge.le7']
		]);
		const [{ code } = { code: '' }] = overview.agencies;
		const tasks = { whole: one, tally: (of: string) => (of === code ? one : noTasks()) };
		const notes = definitionNotes([...FIGURES, ...TASK_COLUMNS]);
		const bytes = await xlsxBytes(overviewSheet(words, 'T', [], overview, notes, tasks));
		const { headers, rows } = await readXlsx(bytes);
		const told = (row: number) =>
			Object.fromEntries(TASK_COLUMNS.map((id) => [id, rows[row]?.cells[headers.indexOf(id)]]));
		expect(told(0)).toMatchObject({
			...{ 'tasks.total': 3, 'tasks.done.late': 1, 'tasks.open.overdue': 1 },
			'tasks.onTimeRate': 0.5
		});
		expect(told(1)).toEqual(told(0));
		expect(told(2)).toMatchObject({ 'tasks.total': 0, 'tasks.onTimeRate': '—' });
		expect(headers.filter((header) => header.startsWith('tasks.'))).toEqual([...TASK_COLUMNS]);
	});

	test('says what its numbers mean, in the words of the cards: a second sheet, or above the table', async () => {
		const rules = await rulebook.current();
		const overview = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
		const words = {
			...same(['agency', 'code', 'accountable', 'province', 'ended', 'lastArrival']),
			figures: same(FIGURES),
			rates: same(['onTimeOrEarly', 'late', 'lateByPromise']),
			tasks: same(TASK_COLUMNS)
		};
		const notes = definitionNotes([...FIGURES, 'rates.late']);
		const sheet = overviewSheet(words, 'Tổng quan', [], overview, notes);
		const bytes = new Blob([new Uint8Array(await xlsxBytes(sheet))]);
		const second = await readSheet(bytes, 2);
		const said = new Map(second.map((row) => [row[6], row]));
		for (const figure of FIGURES) {
			expect(said.get(figure)?.[0]).toBe(indicatorName(figure));
			expect(said.get(figure)?.[1]).toBe(INDICATOR_DEFINITIONS[figure]());
		}
		expect(said.get('rates.late')?.[3]).toBe(
			'(đã giải quyết trễ hạn) / (đã giải quyết trước hạn + đã giải quyết đúng hạn + đã giải quyết trễ hạn)'
		);
		const [above = '', table = ''] = (await csvText(sheet)).split('\r\n\r\n');
		expect(above).toContain(INDICATOR_DEFINITIONS['resolved.late']());
		expect(table.trimEnd().split('\r\n')).toHaveLength(overview.agencies.length + 2);
	});
});
