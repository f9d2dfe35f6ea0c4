/** One line of a file of accounts, its columns named as offices name them. */
import { z } from 'zod';
import type { Day } from '../calendar/time.ts';
import { writtenDay } from '../calendar/written-day.ts';
import { cellText, headerKey } from '../words/cells.ts';
import { fold } from '../words/fold.ts';
import { ROLES, type Role } from './account.ts';

export type PeopleColumn =
	| 'email'
	| 'name'
	| 'role'
	| 'agency'
	| 'validFrom'
	| 'validTo'
	| 'document'
	| 'onBehalfOf'
	| 'fields'
	| 'answersFor';

/** What a line says: a person, and one post of theirs. Agencies and people by code and address. */
export interface PeopleRow {
	email: string;
	name: string;
	role: Role;
	agency: string | null;
	validFrom: Day;
	validTo: Day | null;
	document: string;
	/** The address of the one in whose place it acts. */
	onBehalfOf: string | null;
	fields: string[];
	answersFor: string[];
}

/** What is wrong with one cell: where, and a code for the screen to word. Never the value. */
export interface PeopleFault {
	field: PeopleColumn;
	reason: string;
}

/** The columns of a file of accounts; the first header is the one that the template bears. */
export const PEOPLE_COLUMNS: Readonly<Record<PeopleColumn, readonly string[]>> = {
	email: ['Thư điện tử', 'Email', 'E-mail', 'Địa chỉ thư điện tử'],
	name: ['Họ và tên', 'Họ tên', 'Tên'],
	role: ['Vai trò', 'Chức vụ'],
	agency: ['Mã cơ quan', 'Mã định danh', 'Cơ quan'],
	validFrom: ['Từ ngày', 'Hiệu lực từ'],
	validTo: ['Đến ngày', 'Hiệu lực đến'],
	document: ['Văn bản', 'Căn cứ', 'Quyết định'],
	onBehalfOf: ['Thay mặt', 'Thay mặt (thư điện tử)', 'Giúp việc cho'],
	fields: ['Lĩnh vực phụ trách', 'Mã lĩnh vực phụ trách'],
	answersFor: ['Cơ quan phụ trách', 'Mã cơ quan phụ trách']
};

const COLUMN_OF = new Map(
	Object.entries(PEOPLE_COLUMNS).flatMap(([column, headers]) =>
		[column, ...headers].map((header) => [headerKey(header), column as PeopleColumn] as const)
	)
);

/**
 * Words that offices write for a role, folded; the first is the one that the template bears. A
 * screen is none: it is paired, never an account.
 */
export const WRITTEN_ROLES: Readonly<Record<Exclude<Role, 'screen'>, readonly string[]>> = {
	leader: ['Lãnh đạo UBND tỉnh', 'Lãnh đạo', 'Chủ tịch UBND tỉnh', 'Phó Chủ tịch UBND tỉnh'],
	secretary: ['Thư ký lãnh đạo', 'Thư ký'],
	office: ['Văn phòng UBND tỉnh', 'Văn phòng', 'Chánh Văn phòng UBND tỉnh'],
	centre: ['Trung tâm Phục vụ hành chính công', 'Trung tâm PVHCC', 'Trung tâm'],
	commune_centre: [
		'Trung tâm Phục vụ hành chính công cấp xã',
		'Trung tâm PVHCC cấp xã',
		'Trung tâm cấp xã'
	],
	inspector: ['Thành viên Đoàn kiểm tra', 'Kiểm tra'],
	head: ['Thủ trưởng cơ quan', 'Thủ trưởng', 'Giám đốc Sở', 'Giám đốc', 'Chủ tịch UBND xã'],
	acting_head: [
		'Quyền thủ trưởng, người phụ trách',
		'Quyền thủ trưởng',
		'Phụ trách',
		'Quyền Giám đốc',
		'Phó Giám đốc phụ trách'
	],
	deputy: ['Phó thủ trưởng', 'Phó Giám đốc', 'Phó Chủ tịch UBND xã'],
	clerk: ['Văn thư'],
	officer: ['Chuyên viên', 'Công chức'],
	admin: ['Quản trị hệ thống', 'Quản trị']
};
const ROLE_OF = new Map<string, Role>([
	...ROLES.map((role) => [role, role] as const),
	...Object.entries(WRITTEN_ROLES).flatMap(([role, words]) =>
		words.map((word) => [spoken(word), role as Role] as const)
	)
]);

const NEEDED: readonly PeopleColumn[] = ['email', 'name', 'role', 'agency'];

/** The columns without which no line can be read and that a file lacks, by its headers. */
export function missingPeopleColumns(
	rows: readonly Readonly<Record<string, unknown>>[]
): PeopleColumn[] {
	const known = new Set(
		rows.flatMap((row) => Object.keys(row).map((header) => COLUMN_OF.get(headerKey(header))))
	);
	return NEEDED.filter((column) => !known.has(column));
}

/** An address as it is kept: without outer blanks, in small letters. */
export const emailShape = z
	.string()
	.transform((text) => text.trim().normalize('NFC').toLowerCase())
	.pipe(z.email().max(254));

/** A name as it is kept; control characters belong in none. */
export const nameShape = z
	.string()
	.transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
	.pipe(
		z
			.string()
			.min(1)
			.max(200)
			.regex(/^\P{Cc}*$/u)
	);

/**
 * A line, or all that is wrong with its cells.
 *
 * @param row cells by header, as the CSV or XLSX reader gives them
 * @param defaults the first day and the document of lines that do not say their own
 */
export function readPeopleRow(
	row: Readonly<Record<string, unknown>>,
	defaults: { validFrom: Day; document: string }
): { line: PeopleRow } | { faults: PeopleFault[] } {
	const cells: Partial<Record<PeopleColumn, string>> = {};
	for (const [header, cell] of Object.entries(row)) {
		const column = COLUMN_OF.get(headerKey(header));
		if (column !== undefined) cells[column] = cellText(cell);
	}
	const cell = (column: PeopleColumn): string => cells[column] ?? '';
	const faults: PeopleFault[] = [];
	const fault = (field: PeopleColumn, reason: string) => faults.push({ field, reason });

	const email = emailShape.safeParse(cell('email'));
	if (!email.success) fault('email', cell('email') === '' ? 'missing' : 'email_malformed');
	const name = nameShape.safeParse(cell('name'));
	if (!name.success) fault('name', cell('name') === '' ? 'missing' : 'name_malformed');
	const role = ROLE_OF.get(spoken(cell('role')));
	if (role === undefined) fault('role', cell('role') === '' ? 'missing' : 'role_unknown');
	const day = (column: 'validFrom' | 'validTo'): Day | null => {
		const text = cell(column);
		const read = text === '' ? null : writtenDay(text);
		if (text !== '' && read === null) fault(column, 'not_a_day');
		return read;
	};
	const validFrom = day('validFrom') ?? defaults.validFrom;
	const validTo = day('validTo');
	const onBehalfOf = emailShape.safeParse(cell('onBehalfOf'));
	if (cell('onBehalfOf') !== '' && !onBehalfOf.success) fault('onBehalfOf', 'email_malformed');
	const document = cell('document') === '' ? defaults.document.trim() : cell('document');
	if (document.length > 500) fault('document', 'too_long');
	if (!email.success || !name.success || role === undefined || faults.length > 0) return { faults };
	return {
		line: {
			email: email.data,
			name: name.data,
			role,
			agency: cell('agency') === '' ? null : cell('agency'),
			validFrom,
			validTo,
			document,
			onBehalfOf: onBehalfOf.success ? onBehalfOf.data : null,
			fields: listOf(cell('fields')),
			answersFor: listOf(cell('answersFor'))
		}
	};
}

/** Codes in one cell, however they are set apart. */
function listOf(cell: string): string[] {
	return [...new Set(cell.split(/[,;\s]+/u).filter((code) => code !== ''))];
}

function spoken(text: string): string {
	return fold(text)
		.replace(/[\s.,]+/g, ' ')
		.trim();
}
