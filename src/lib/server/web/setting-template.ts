import type { RequestEvent } from '@sveltejs/kit';
import type { AgencyLine } from '#lib/domain/agencies/agency-plan.ts';
import { AGENCY_COLUMNS, hoursText, type AgencyColumn } from '#lib/domain/agencies/agency-row.ts';
import type { AgencyKind, AgencyLevel } from '#lib/domain/agencies/agency.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { SheetCell } from '#lib/server/exports/sheet.ts';
import { xlsxSheet } from '#lib/server/exports/xlsx-sheet.ts';
import { agencyBook } from '#lib/server/store/agency-book.ts';

/** As they are read again: see `domain/agencies/agency-row.ts`. */
const KINDS: Record<AgencyKind, string> = {
	so: 'Sở',
	vp_ubnd: 'Văn phòng UBND',
	ubnd_huyen: 'UBND huyện',
	ubnd_xa: 'UBND xã',
	don_vi_su_nghiep: 'Đơn vị sự nghiệp',
	chi_nhanh: 'Chi nhánh',
	trung_tam_pvhcc: 'Trung tâm PVHCC',
	nganh_doc: 'Ngành dọc',
	khac: 'Khác'
};
const LEVELS: Record<AgencyLevel, string> = { tinh: 'Tỉnh', huyen: 'Huyện', xa: 'Xã' };

/** Not a code, so that an example that was left in the file cannot become an agency. */
const EXAMPLE: Partial<Record<AgencyColumn, string>> = {
	code: '(ví dụ, xóa dòng này) H99.01',
	name: 'Sở Nội vụ',
	shortName: 'SNV',
	kind: 'Sở',
	level: 'Tỉnh',
	accountable: 'x',
	validFrom: '01/7/2025',
	aliases: 'Sở Nội vụ tỉnh; 000.00.01.H99',
	document: '12/QĐ-UBND ngày 02/01/2026',
	hours: '07:00-11:30; 13:30-17:00',
	head: 'Nguyễn Văn A',
	headTitle: 'Giám đốc Sở'
};

/**
 * The spreadsheet that an import understands: the agencies of today, or, where there are none yet, an
 * example that is refused while it stands there.
 */
export async function agencyTemplate(event: RequestEvent): Promise<Response> {
	const { db, clock } = event.locals.desk;
	const book = await agencyBook(db.sql);
	const today = dayOf(clock.now());
	const columns = Object.keys(AGENCY_COLUMNS) as AgencyColumn[];
	const aliases = Map.groupBy(
		book.aliases.filter(({ validFrom, validTo }) => validFrom === null && validTo === null),
		({ code }) => code
	);
	const heads = new Map(
		book.heads.filter(({ validTo }) => validTo === null).map((head) => [head.code, head])
	);
	const cellsOf = (line: AgencyLine): Partial<Record<AgencyColumn, SheetCell>> => ({
		code: line.code,
		name: line.name,
		shortName: line.shortName,
		kind: KINDS[line.kind],
		level: LEVELS[line.level],
		parentCode: line.parentCode,
		accountable: line.accountable ? 'x' : null,
		vertical: line.vertical ? 'x' : null,
		validFrom: { day: line.validFrom },
		validTo: line.validTo === null ? null : { day: line.validTo },
		aliases: (aliases.get(line.code) ?? []).map(({ alias }) => alias).join('; '),
		document: line.document,
		hours: hoursText(line.hours),
		head: heads.get(line.code)?.name ?? null,
		headTitle: heads.get(line.code)?.title ?? null
	});
	const held = book.lines.filter(
		({ validFrom, validTo }) => validFrom <= today && (validTo === null || today <= validTo)
	);
	const rows = held.length === 0 ? [EXAMPLE] : held.map(cellsOf);
	const pieces = xlsxSheet({
		name: 'Cơ quan',
		head: [],
		columns: columns.map((column) => ({
			title: AGENCY_COLUMNS[column][0] ?? column,
			width: column === 'name' || column === 'aliases' || column === 'document' ? 40 : 16
		})),
		rows: rows.map((row) => columns.map((column) => row[column] ?? null))
	});
	const parts: Buffer[] = [];
	for await (const piece of pieces) parts.push(piece);
	return new Response(new Uint8Array(Buffer.concat(parts)), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'content-disposition': 'attachment; filename="co-quan.xlsx"',
			'cache-control': 'no-store'
		}
	});
}
