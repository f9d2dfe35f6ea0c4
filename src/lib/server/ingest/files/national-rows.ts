import { setImmediate as othersFirst } from 'node:timers/promises';
import { isDay } from '#lib/domain/calendar/time.ts';
import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { FileRefused, type Cell, type FileTable } from './table.ts';

/** The columns that may be kept, by the national names; all others are left unread. */
const SNAPSHOT_COLUMNS = [
	'MaHoSo',
	'MaTTHC',
	'TenTTHC',
	'MaLinhVuc',
	'TenLinhVuc',
	'KenhThucHien',
	'LoaiDoiTuong',
	'HinhThuc',
	'NgayNopHoSo',
	'NgayTiepNhan',
	'NgayHenTra',
	'NgayKetThucXuLy',
	'NgayTra',
	'NgayTuChoi',
	'TrangThaiHoSo',
	'DonViXuLy'
] as const;
const STEP_COLUMNS = [
	'MaHoSo',
	'NguoiXuLy',
	'ChucDanh',
	'PhongBanXuLy',
	'ThoiDiemXuLy',
	'TrangThai',
	'NgayBatDau',
	'NgayKetThucTheoQuyDinh'
] as const;
/** Entries of a list, as `DanhSachHoSoBoSung.0.NgayBoSung` or `DanhSachHoSoBoSung[0].NgayBoSung`. */
const LIST_FIELDS: Record<string, readonly string[]> = {
	DanhSachHoSoBoSung: ['NgayBoSung', 'NgayTiepNhanBoSung', 'NgayHenTraTruoc', 'NgayHenTraMoi'],
	DanhSachLePhi: ['MaPhiLePhi', 'Gia']
};
const REQUIRED: Record<Service, readonly string[]> = {
	DongBoHoSoMC: ['MaHoSo', 'TrangThaiHoSo', 'DonViXuLy'],
	CapNhatTienDoHoSoMC: ['MaHoSo', 'ThoiDiemXuLy', 'TrangThai']
};
const INSTANTS =
	/^(Ngay(NopHoSo|TiepNhan|HenTra|KetThucXuLy|Tra|TuChoi|BatDau|KetThucTheoQuyDinh|BoSung|TiepNhanBoSung|HenTraTruoc|HenTraMoi)|ThoiDiemXuLy)$/;
/** What is promised for a day without an hour is promised for the whole of that day. */
const PROMISES = /^Ngay(HenTra|HenTraTruoc|HenTraMoi|KetThucTheoQuyDinh)$/;

/** Rows read between two looks at who else waits. */
const ROWS_AT_ONCE = 1_000;

/** A file's rows as records of the national feed, with the line of each. */
export interface NationalRows {
	service: Service;
	records: { line: number; record: Record<string, unknown> }[];
}

interface Column {
	list: string | null;
	index: number;
	field: string;
}

/**
 * Turns rows under national field names into the records that the feed would have sent. Columns that
 * may not be kept are not copied, so nothing personal goes on from here.
 *
 * @throws FileRefused when a required column is missing
 */
export async function nationalRows({ headers, rows }: FileTable): Promise<NationalRows> {
	const lower = new Set(headers.map((header) => header.toLowerCase()));
	const service: Service =
		lower.has('thoidiemxuly') && !lower.has('trangthaihoso')
			? 'CapNhatTienDoHoSoMC'
			: 'DongBoHoSoMC';
	const missing = REQUIRED[service].filter((name) => !lower.has(name.toLowerCase()));
	if (missing.length > 0) {
		throw new FileRefused('file.columns_missing', { columns: missing.join(', ') });
	}
	const columns = headers.map((header) => columnOf(header, service));
	const records: NationalRows['records'] = [];
	for (const { line, cells } of rows) {
		const record: Record<string, unknown> = {};
		columns.forEach((column, i) => {
			if (column !== null) put(record, column, textOf(cells[i] ?? null, column.field));
		});
		records.push({ line, record });
		if (records.length % ROWS_AT_ONCE === 0) await othersFirst();
	}
	return { service, records };
}

function columnOf(header: string, service: Service): Column | null {
	const names = service === 'DongBoHoSoMC' ? SNAPSHOT_COLUMNS : STEP_COLUMNS;
	const plain = names.find((name) => name.toLowerCase() === header.toLowerCase());
	if (plain !== undefined) return { list: null, index: 0, field: plain };
	const [, list = '', at = '0', field = ''] =
		/^(\w+)(?:\[?\.?(\d{1,2})\]?)?\.(\w+)$/.exec(header) ?? [];
	const known = service === 'DongBoHoSoMC' && LIST_FIELDS[list]?.includes(field) === true;
	return known ? { list, index: Number(at), field } : null;
}

function put(record: Record<string, unknown>, { list, index, field }: Column, text: string): void {
	if (list === null) {
		record[field] = text;
		return;
	}
	if (text === '') return;
	const held = record[list];
	const entries: Record<string, string>[] = Array.isArray(held) ? held : [];
	while (entries.length <= index) entries.push({});
	const entry = entries[index];
	if (entry) entry[field] = text;
	record[list] = entries;
}

/** A cell as the feed would write it: all scalars are text, instants are `yyyyMMddHHmmss`. */
function textOf(cell: Cell, field: string): string {
	if (cell === null) return '';
	if (cell instanceof Date) return stampOf(cell, field);
	const text = String(cell).normalize('NFC').trim();
	return INSTANTS.test(field) ? writtenInstant(text, field) : text;
}

/** A spreadsheet's date has no zone: it is the office's own clock. */
function stampOf(date: Date, field: string): string {
	const stamp = date.toISOString().replace(/[-T:]/g, '').slice(0, 14);
	return stamp.endsWith('000000') ? `${stamp.slice(0, 8)}${hourless(field)}` : stamp;
}

/** `31/5/2019 14:05`, `31/5/2019` and ISO days besides the national form; others go on to be refused. */
function writtenInstant(text: string, field: string): string {
	const written =
		/^(?:(\d{1,2})\/(\d{1,2})\/(\d{4})|(\d{4})-(\d{2})-(\d{2}))(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(
			text
		);
	if (!written) return text;
	const [, d, m, y, isoY, isoM, isoD, hour, minute, second] = written;
	const year = y ?? isoY ?? '';
	const month = (m ?? isoM ?? '').padStart(2, '0');
	const day = (d ?? isoD ?? '').padStart(2, '0');
	if (!isDay(`${year}-${month}-${day}`)) return text;
	const time =
		hour === undefined
			? hourless(field)
			: `${hour.padStart(2, '0')}${minute ?? '00'}${second ?? '00'}`;
	return `${year}${month}${day}${time}`;
}

function hourless(field: string): string {
	return PROMISES.test(field) ? '235959' : '000000';
}
