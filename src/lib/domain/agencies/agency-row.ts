/** One line of an agencies file, its columns named as offices name them, as an entry. */
import { z } from 'zod';
import {
	officeHoursSchema,
	officeHours,
	type OfficeHours,
	type WorkInterval
} from '../calendar/office-hours.ts';
import type { Day } from '../calendar/time.ts';
import { writtenDay } from '../calendar/written-day.ts';
import { cellText, headerKey, isYes } from '../words/cells.ts';
import { fold } from '../words/fold.ts';
import { normaliseAgencyCode } from './agency-code.ts';
import { AGENCY_KINDS, AGENCY_LEVELS, type AgencyKind, type AgencyLevel } from './agency.ts';

/** What a line, or a form, says of an agency from a day on. */
export interface AgencyEntry {
	/** New form, see `agency-code.ts`. */
	code: string;
	name: string;
	shortName: string;
	kind: AgencyKind;
	level: AgencyLevel;
	parentCode: string | null;
	accountable: boolean;
	vertical: boolean;
	/** Null: as they were, or the usual ones. */
	hours: OfficeHours | null;
	validFrom: Day;
	validTo: Day | null;
	aliases: string[];
	/** Codes of the agencies that follow it after its last day. */
	successors: string[];
	head: { name: string; title: string } | null;
	/** What decides it: number and date. */
	document: string;
}

export type AgencyColumn =
	| 'code'
	| 'name'
	| 'shortName'
	| 'kind'
	| 'level'
	| 'parentCode'
	| 'accountable'
	| 'vertical'
	| 'validFrom'
	| 'validTo'
	| 'aliases'
	| 'document'
	| 'hours'
	| 'successors'
	| 'head'
	| 'headTitle';

/** What is wrong with one cell: where, and a code for the screen to word. Never the value. */
export interface AgencyFault {
	field: AgencyColumn;
	reason: string;
}

/** The columns of an agencies file; the first header is the one that the template bears. */
export const AGENCY_COLUMNS: Record<AgencyColumn, readonly string[]> = {
	code: ['Mã cơ quan', 'Mã định danh', 'Mã'],
	name: ['Tên cơ quan', 'Tên'],
	shortName: ['Tên viết tắt', 'Viết tắt'],
	kind: ['Loại', 'Loại cơ quan'],
	level: ['Cấp'],
	parentCode: ['Mã cơ quan cấp trên', 'Cơ quan cấp trên', 'Trực thuộc'],
	accountable: ['Đầu mối'],
	vertical: ['Ngành dọc'],
	validFrom: ['Hiệu lực từ', 'Từ ngày'],
	validTo: ['Hiệu lực đến', 'Đến ngày'],
	aliases: ['Tên gọi khác', 'Bí danh'],
	document: ['Văn bản', 'Căn cứ', 'Quyết định'],
	hours: ['Giờ làm việc'],
	successors: ['Cơ quan kế tục', 'Kế tục bởi'],
	head: ['Thủ trưởng', 'Người đứng đầu'],
	headTitle: ['Chức danh', 'Chức vụ']
};

const COLUMN_OF = new Map(
	Object.entries(AGENCY_COLUMNS).flatMap(([column, headers]) =>
		[column, ...headers].map((header) => [headerKey(header), column as AgencyColumn] as const)
	)
);

const NEEDED: readonly AgencyColumn[] = ['code', 'name', 'kind'];

/** The columns without which no line can be read and that a file lacks, by its headers. */
export function missingAgencyColumns(
	rows: readonly Readonly<Record<string, unknown>>[]
): AgencyColumn[] {
	const known = new Set(
		rows.flatMap((row) => Object.keys(row).map((header) => COLUMN_OF.get(headerKey(header))))
	);
	return NEEDED.filter((column) => !known.has(column));
}

/** The words that offices write for a kind, folded; the code's own name is understood too. */
const KINDS: readonly (readonly [kind: AgencyKind, written: RegExp])[] = [
	['vp_ubnd', /^(van phong|vp) (ubnd|uy ban nhan dan)( tinh| thanh pho)?$/],
	['trung_tam_pvhcc', /^(trung tam|tt) ?(pvhcc|phuc vu hanh chinh cong)( tinh)?$/],
	['nganh_doc', /^(co quan )?nganh doc( trung uong| tw)?$/],
	['don_vi_su_nghiep', /^(don vi )?su nghiep( cong lap)?$/],
	['chi_nhanh', /^chi nhanh$/],
	['ubnd_huyen', /^((ubnd|uy ban nhan dan) )?(cap )?(huyen|quan|thi xa)$/],
	['ubnd_xa', /^((ubnd|uy ban nhan dan) )?(cap )?(xa|phuong|dac khu|thi tran)$/],
	['so', /^(so|so[, ]+ban[, ]+nganh|ban|nganh)$/],
	['khac', /^(khac|co quan khac)$/]
];
const LEVELS: readonly (readonly [level: AgencyLevel, written: RegExp])[] = [
	['tinh', /^(cap )?(tinh|thanh pho)$/],
	['huyen', /^(cap )?(huyen|quan|thi xa)$/],
	['xa', /^(cap )?(xa|phuong|dac khu|thi tran)$/]
];

function spoken(text: string): string {
	return fold(text).replace(/\s+/g, ' ').trim();
}

function kindOf(text: string): AgencyKind | null {
	const own = AGENCY_KINDS.find((kind) => kind === text.toLowerCase());
	return own ?? KINDS.find(([, written]) => written.test(spoken(text)))?.[0] ?? null;
}

function levelOf(text: string, kind: AgencyKind | null): AgencyLevel | null {
	if (text === '') return kind === 'ubnd_xa' ? 'xa' : kind === 'ubnd_huyen' ? 'huyen' : 'tinh';
	const own = AGENCY_LEVELS.find((level) => level === text.toLowerCase());
	return own ?? LEVELS.find(([, written]) => written.test(spoken(text)))?.[0] ?? null;
}

const HOURS = /^(\d{1,2})[:hg](\d{2})?\s*(?:-|–|đến)\s*(\d{1,2})[:hg](\d{2})?$/i;

/** "07:00-11:30; 13:30-17:00" as the hours of all five days; null when it is none. */
export function writtenHours(text: string): OfficeHours | null {
	const parts = text.split(';').map((part) => HOURS.exec(part.trim()));
	const intervals: WorkInterval[] = [];
	for (const part of parts) {
		if (!part) return null;
		const [, h1 = '', m1 = '0', h2 = '', m2 = '0'] = part;
		intervals.push({
			from: Number(h1) * 60 + Number(m1),
			to: Number(h2) * 60 + Number(m2)
		});
	}
	const hours = officeHours(...intervals);
	return officeHoursSchema.safeParse(hours).success ? hours : null;
}

/** The same, the other way: hours that differ from day to day are told day by day, Monday first. */
export function hoursText({ week }: OfficeHours): string {
	const days = week.map((day) =>
		day.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`).join('; ')
	);
	const [monday = ''] = days;
	return days.every((day) => day === monday) ? monday : days.join(' | ');
}

function clockText(minutes: number): string {
	const two = (n: number) => String(n).padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function list(cell: string): string[] {
	const parts = cell.split(';').map((part) => part.trim());
	return [...new Set(parts.filter((part) => part !== ''))];
}

const text = (atMost: number) => z.string().max(atMost);
const LIMITS: Partial<Record<AgencyColumn, z.ZodString>> = {
	name: text(300),
	shortName: text(100),
	document: text(500),
	head: text(200),
	headTitle: text(200),
	aliases: text(5_000)
};

/**
 * A line as an entry, or all that is wrong with it.
 *
 * @param row cells by header, as the CSV or XLSX reader gives them
 * @param defaults the first day and the document of lines that do not say their own
 */
export function readAgencyRow(
	row: Readonly<Record<string, unknown>>,
	defaults: { validFrom: Day; document: string }
): { entry: AgencyEntry } | { errors: AgencyFault[] } {
	const cells = new Map<AgencyColumn, string>();
	for (const [header, cell] of Object.entries(row)) {
		const column = COLUMN_OF.get(headerKey(header));
		if (column) cells.set(column, cellText(cell));
	}
	const cell = (column: AgencyColumn): string => cells.get(column) ?? '';
	const errors: AgencyFault[] = [];
	function needed<T>(field: AgencyColumn, read: T | null, reason: string): T | null {
		if (cell(field) === '') errors.push({ field, reason: 'missing' });
		else if (read === null) errors.push({ field, reason });
		return read;
	}
	function optional<T>(field: AgencyColumn, read: (text: string) => T | null, reason: string) {
		const found = cell(field) === '' ? null : read(cell(field));
		if (cell(field) !== '' && found === null) errors.push({ field, reason });
		return found;
	}

	const code = needed('code', normaliseAgencyCode(cell('code')), 'not_a_code');
	const name = needed('name', cell('name') || null, 'missing');
	const kind = needed('kind', kindOf(cell('kind')), 'unknown_kind');
	const level = levelOf(cell('level'), kind);
	if (level === null) errors.push({ field: 'level', reason: 'unknown_level' });
	const parentCode = optional('parentCode', normaliseAgencyCode, 'not_a_code');
	const validFrom = optional('validFrom', writtenDay, 'not_a_day') ?? defaults.validFrom;
	const validTo = optional('validTo', writtenDay, 'not_a_day');
	if (validTo !== null && validTo < validFrom) {
		errors.push({ field: 'validTo', reason: 'ends_before_start' });
	}
	const hours = optional('hours', writtenHours, 'not_hours');
	const document = cell('document') || defaults.document;
	if (document === '') errors.push({ field: 'document', reason: 'missing' });
	const written = list(cell('successors'));
	const successors = written.map(normaliseAgencyCode).filter((one) => one !== null);
	if (successors.length < written.length) {
		errors.push({ field: 'successors', reason: 'not_a_code' });
	} else if (successors.length > 0 && validTo === null) {
		errors.push({ field: 'successors', reason: 'not_ended' });
	}
	for (const [field, limit] of Object.entries(LIMITS)) {
		const column = field as AgencyColumn;
		if (!limit.safeParse(cell(column)).success) errors.push({ field: column, reason: 'too_long' });
	}
	if (errors.length > 0 || code === null || name === null || kind === null || level === null) {
		return { errors };
	}
	return {
		entry: {
			code,
			name,
			shortName: cell('shortName') || name,
			kind,
			level,
			parentCode,
			accountable: isYes(cell('accountable')),
			vertical: isYes(cell('vertical')) || kind === 'nganh_doc',
			hours,
			validFrom,
			validTo,
			aliases: list(cell('aliases')),
			successors,
			head: cell('head') === '' ? null : { name: cell('head'), title: cell('headTitle') },
			document
		}
	};
}
