import { describe, expect, it } from 'vitest';
import { nationalRows } from '#lib/server/ingest/files/national-rows.ts';
import { readFile } from '#lib/server/ingest/files/read-file.ts';
import { FileRefused } from '#lib/server/ingest/files/table.ts';
import type { SheetCell } from '#lib/server/exports/sheet.ts';
import { xlsxSheet } from '#lib/server/exports/xlsx-sheet.ts';
import { zipStream, type ZipEntry } from '#lib/server/exports/zip-stream.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const csv = async (text: string) => readFile({ name: 'hoso.csv', bytes: utf8(text) });

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	return Buffer.concat(await Array.fromAsync(pieces));
}

/** A spreadsheet whose first line holds the headers. */
async function spreadsheet(headers: string[], rows: SheetCell[][]): Promise<Uint8Array> {
	const columns = headers.map((title) => ({ title, width: 10 }));
	return collected(xlsxSheet({ name: 'Hồ sơ', head: [], columns, rows }));
}

async function archive(...extra: ZipEntry[]): Promise<Uint8Array> {
	return collected(
		zipStream([
			{ name: '[Content_Types].xml', content: ['<Types/>'] },
			{ name: 'xl/workbook.xml', content: ['<workbook/>'] },
			...extra
		])
	);
}

async function faultOf(name: string, bytes: Uint8Array): Promise<string> {
	const outcome = await readFile({ name, bytes }).catch((error: unknown) => error);
	return outcome instanceof FileRefused ? outcome.code : 'it was read';
}

describe('a CSV file', () => {
	const lines = 'MaHoSo;TrangThaiHoSo;DonViXuLy\nA-1;4;Sở Nội vụ\n\n"A-2";"10";"Sở ""Y tế"""\n';

	it.each([
		['semicolons', lines],
		['commas and a BOM', `\uFEFF${lines.replaceAll(';', ',')}`],
		['tabs and Windows line ends', lines.replaceAll(';', '\t').replaceAll('\n', '\r\n')]
	])('is read with %s, each row with its line', async (_, text) => {
		expect(await csv(text)).toEqual({
			headers: ['MaHoSo', 'TrangThaiHoSo', 'DonViXuLy'],
			rows: [
				{ line: 2, cells: ['A-1', '4', 'Sở Nội vụ'] },
				{ line: 4, cells: ['A-2', '10', 'Sở "Y tế"'] }
			]
		});
	});

	it('in another encoding, renamed or broken is refused in words', async () => {
		expect(await faultOf('a.csv', Buffer.from('MaHoSo\nS\xf4', 'latin1'))).toBe('file.not_utf8');
		expect(await faultOf('a.csv', await archive())).toBe('file.not_csv');
		expect(await faultOf('a.csv', utf8('MaHoSo,B\n"a,b\n'))).toBe('file.csv_broken');
		expect(await faultOf('a.csv', utf8('MaHoSo,B\n'))).toBe('file.no_rows');
		expect(await faultOf('a.csv', utf8('MaHoSo,MaHoSo\n1,2'))).toBe('file.header_twice');
		expect(await faultOf('a.csv', new Uint8Array(11 * 1024 * 1024))).toBe('file.too_large');
		expect(await faultOf('a.exe', utf8('MaHoSo'))).toBe('file.wrong_type');
		expect(await faultOf('a.csv', utf8(`A\n${'1\n'.repeat(50_001)}`))).toBe('file.too_many_rows');
	});
});

describe('a spreadsheet', () => {
	it('gives texts, numbers and dates, and the row on which each stands', async () => {
		const at = Date.parse('2026-11-20T08:30:15+07:00');
		const bytes = await spreadsheet(
			['MaHoSo', 'TrangThaiHoSo', 'NgayTiepNhan'],
			[['H21-1', { number: 4 }, { instant: at }], [], ['=1+1', null, { day: '2026-11-20' }]]
		);
		const table = await readFile({ name: 'a.xlsx', bytes });
		expect(table.rows).toEqual([
			{ line: 3, cells: ['H21-1', 4, new Date('2026-11-20T08:30:15Z')] },
			{ line: 5, cells: ['=1+1', null, new Date('2026-11-20T00:00:00Z')] }
		]);
	});

	it('that is no spreadsheet, or has a password, is refused in words', async () => {
		expect(await faultOf('a.xlsx', utf8('MaHoSo;B'))).toBe('file.not_xlsx');
		expect(await faultOf('a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('file.encrypted');
		const zip = await collected(zipStream([{ name: 'readme.txt', content: ['x'] }]));
		expect(await faultOf('a.xlsx', zip)).toBe('file.not_xlsx');
		expect(await faultOf('a.xlsx', (await archive()).subarray(0, 90))).toBe('file.not_xlsx');
	});

	it('that is a bomb is stopped while it is unpacked, whatever it says about itself', async () => {
		const zeros = (megabytes: number) =>
			Array.from({ length: megabytes }, () => ' '.repeat(1 << 20));
		const bomb = { name: 'xl/worksheets/sheet1.xml', content: zeros(60) };
		expect(await faultOf('a.xlsx', await archive(bomb))).toBe('file.unpacks_too_large');
		const many = Array.from({ length: 1_001 }, (_, i) => ({ name: `xl/${i}.xml`, content: ['x'] }));
		expect(await faultOf('a.xlsx', await archive(...many))).toBe('file.unpacks_too_large');
	});

	it.each([
		['a file in it', { name: 'xl/media/inner.zip', content: ['x'] }],
		['an archive under another name', { name: 'xl/a.xml', content: ['PK\u0003\u0004…'] }],
		['a link to another file', { name: 'xl/externalLinks/externalLink1.xml', content: ['<x/>'] }],
		['a macro', { name: 'xl/vbaProject.bin', content: ['x'] }],
		['an entity', { name: 'xl/a.xml', content: ['<!DOCTYPE x [<!ENTITY a "b">]><x/>'] }]
	])('with %s is refused', async (_, entry) => {
		expect(await faultOf('a.xlsx', await archive(entry))).toBe('file.unsafe_contents');
	});

	it('whose entry climbs out of its folder is refused', async () => {
		const entry = { name: '../../etc/cron.d/x', content: ['x'] };
		expect(await faultOf('a.xlsx', await archive(entry))).toBe('file.not_xlsx');
	});
});

describe('rows under national field names', () => {
	it('become records as the feed sends them, dates written as offices write them', async () => {
		const { service, records } = await nationalRows({
			headers: ['mahoso', 'TrangThaiHoSo', 'DonViXuLy', 'NgayTiepNhan', 'NgayHenTra', 'NgayTra'],
			rows: [
				{ line: 2, cells: ['H21-1', 4, 'Sở Nội vụ', '5/6/2024 8:30', '25/06/2024', null] },
				{ line: 3, cells: ['H21-2', '10', 'Sở Y tế', 20240605083015, new Date('2024-06-25'), ''] },
				{ line: 4, cells: ['H21-3', '4', 'Sở Y tế', '31/2/2024', '', ''] }
			]
		});
		expect(service).toBe('DongBoHoSoMC');
		expect(records.map(({ record }) => [record['NgayTiepNhan'], record['NgayHenTra']])).toEqual([
			['20240605083000', '20240625235959'],
			['20240605083015', '20240625235959'],
			['31/2/2024', '']
		]);
	});

	it('personal columns are not copied, lists are put together', async () => {
		const { records } = await nationalRows({
			headers: [
				'MaHoSo',
				'TrangThaiHoSo',
				'DonViXuLy',
				'ChuHoSo',
				'GhiChu',
				'DanhSachHoSoBoSung.0.NgayBoSung',
				'DanhSachHoSoBoSung[1].NgayBoSung',
				'DanhSachHoSoBoSung.0.NguoiYeuCauBoSung'
			],
			rows: [
				{ line: 2, cells: ['A', '5', 'X', 'Nguyễn Văn Thử', '0912', '1/6/2024', '2/6/2024', 'Y'] }
			]
		});
		expect(records[0]?.record).toEqual({
			MaHoSo: 'A',
			TrangThaiHoSo: '5',
			DonViXuLy: 'X',
			DanhSachHoSoBoSung: [{ NgayBoSung: '20240601000000' }, { NgayBoSung: '20240602000000' }]
		});
	});

	it('a file without a required column is refused by the column’s name', async () => {
		const table = { headers: ['MaHoSo', 'DonViXuLy'], rows: [{ line: 2, cells: ['A', 'B'] }] };
		await expect(nationalRows(table)).rejects.toThrow(
			expect.objectContaining({ code: 'file.columns_missing', facts: { columns: 'TrangThaiHoSo' } })
		);
	});
});
