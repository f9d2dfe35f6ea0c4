import { describe, expect, test } from 'vitest';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { planAgencies, changesAnything, type AgencyBook, type AgencyLine } from './agency-plan.ts';
import { hoursText, missingAgencyColumns, readAgencyRow, writtenHours } from './agency-row.ts';

const EMPTY: AgencyBook = { lines: [], aliases: [], successions: [], heads: [] };
const DEFAULTS = { validFrom: '2026-11-20', document: '12/QĐ-UBND ngày 02/01/2026' };

function line(code: string, name: string, rest: Partial<AgencyLine> = {}): AgencyLine {
	return {
		code,
		name,
		shortName: name,
		kind: 'so',
		level: 'tinh',
		parentCode: null,
		accountable: true,
		vertical: false,
		hours: DEFAULT_OFFICE_HOURS,
		validFrom: '2025-07-01',
		validTo: null,
		document: '45/NĐ-CP',
		...rest
	};
}

const ROW = {
	'Mã cơ quan': 'H99.01',
	'Tên cơ quan': 'Sở Nội vụ',
	'Tên viết tắt': 'SNV',
	Loại: 'Sở',
	'Đầu mối': 'x',
	'Hiệu lực từ': '1/7/2025'
};

function planOf(rows: Record<string, unknown>[], book: AgencyBook = EMPTY) {
	const read = rows.map((row, i) => ({ row: i + 2, read: readAgencyRow(row, DEFAULTS) }));
	const errors = read.flatMap(({ row, read: one }) =>
		'errors' in one ? one.errors.map((error) => ({ row, ...error })) : []
	);
	const entries = read.flatMap(({ row, read: one }) =>
		'entry' in one ? [{ row, entry: one.entry }] : []
	);
	const plan = planAgencies(book, entries);
	return { ...plan, errors: [...errors, ...plan.errors].sort((a, b) => a.row - b.row) };
}

describe('a line of an agencies file', () => {
	test('is read as an office writes it: words for kinds, marks for yes, days with slashes', () => {
		const read = readAgencyRow(
			{
				...ROW,
				'Mã cơ quan': '000.00.01.H99',
				Loại: 'Văn phòng UBND tỉnh',
				'Mã cơ quan cấp trên': '',
				'Tên gọi khác': 'Văn phòng tỉnh; VP UBND ;Văn phòng tỉnh',
				'Giờ làm việc': '07:30-11:30; 13:00-17:00'
			},
			DEFAULTS
		);
		expect(read).toMatchObject({
			entry: {
				code: 'H99.01',
				kind: 'vp_ubnd',
				level: 'tinh',
				accountable: true,
				vertical: false,
				validFrom: '2025-07-01',
				validTo: null,
				aliases: ['Văn phòng tỉnh', 'VP UBND'],
				document: DEFAULTS.document
			}
		});
		const xa = readAgencyRow({ ...ROW, Loại: 'UBND phường' }, DEFAULTS);
		expect(xa).toMatchObject({ entry: { kind: 'ubnd_xa', level: 'xa' } });
	});

	test('every wrong cell is named, and none of its content', () => {
		const read = readAgencyRow(
			{
				'Mã cơ quan': '<b>',
				'Tên cơ quan': '',
				Loại: 'Hội',
				Cấp: 'thôn',
				'Mã cơ quan cấp trên': '?',
				'Hiệu lực từ': '30/2/2026',
				'Hiệu lực đến': '1/1/2020',
				'Giờ làm việc': 'cả ngày',
				'Cơ quan kế tục': 'H99.02',
				'Văn bản': ''
			},
			{ ...DEFAULTS, document: '' }
		);
		expect(read).toEqual({
			errors: [
				{ field: 'code', reason: 'not_a_code' },
				{ field: 'name', reason: 'missing' },
				{ field: 'kind', reason: 'unknown_kind' },
				{ field: 'level', reason: 'unknown_level' },
				{ field: 'parentCode', reason: 'not_a_code' },
				{ field: 'validFrom', reason: 'not_a_day' },
				{ field: 'validTo', reason: 'ends_before_start' },
				{ field: 'hours', reason: 'not_hours' },
				{ field: 'document', reason: 'missing' }
			]
		});
	});

	test('a file of something else is told so by its columns', () => {
		expect(missingAgencyColumns([{ 'Mã TTHC': '1', Tên: 'x' }])).toEqual(['code', 'kind']);
	});

	test('office hours are written and read the same', () => {
		const hours = writtenHours('7h00 - 11h30; 13:30-17:00');
		expect(hours).toEqual(DEFAULT_OFFICE_HOURS);
		expect(hoursText(DEFAULT_OFFICE_HOURS)).toBe('07:00-11:30; 13:30-17:00');
		expect(writtenHours('17:00-07:00')).toBeNull();
		expect(writtenHours('07:00-11:30; 11:00-17:00')).toBeNull();
	});
});

describe('the dry run of an agencies file', () => {
	test('on an empty installation everything is added, parents named later in the file too', () => {
		const plan = planOf([
			{
				...ROW,
				'Mã cơ quan': 'H99.01.01',
				'Tên cơ quan': 'Chi cục A',
				'Mã cơ quan cấp trên': 'H99.01'
			},
			{ ...ROW, 'Thủ trưởng': 'Nguyễn Văn A', 'Chức danh': 'Phụ trách Sở' }
		]);
		expect(plan.errors).toEqual([]);
		expect(plan.added.map(({ code, parentCode }) => [code, parentCode])).toEqual([
			['H99.01.01', 'H99.01'],
			['H99.01', null]
		]);
		expect(plan.heads).toMatchObject([{ code: 'H99.01', acting: true, validFrom: '2025-07-01' }]);
	});

	test('said again it changes nothing, also without days of its own', () => {
		const book = { ...EMPTY, lines: [line('H99.01', 'Sở Nội vụ', { shortName: 'SNV' })] };
		const again = planOf([{ ...ROW, 'Hiệu lực từ': '' }], book);
		expect(changesAnything(again)).toBe(false);
		expect(again.unchanged).toBe(1);
	});

	test('another name from a day on closes the version before it on the day before', () => {
		const book = { ...EMPTY, lines: [line('H99.01', 'Sở Nội vụ', { shortName: 'SNV' })] };
		const plan = planOf(
			[{ ...ROW, 'Tên cơ quan': 'Sở Nội vụ và Lao động', 'Hiệu lực từ': '1/1/2027' }],
			book
		);
		expect(plan.errors).toEqual([]);
		expect(plan.closed).toMatchObject([{ code: 'H99.01', validTo: '2026-12-31' }]);
		expect(plan.changed).toMatchObject([
			{
				before: { name: 'Sở Nội vụ' },
				after: { name: 'Sở Nội vụ và Lao động', validFrom: '2027-01-01', validTo: null }
			}
		]);
	});

	test('an end names its successor and does not reopen by an empty cell', () => {
		const book = {
			...EMPTY,
			lines: [line('H99.01', 'Sở Nội vụ', { shortName: 'SNV' }), line('H99.02', 'Sở Tư pháp')]
		};
		const row = { ...ROW, 'Hiệu lực đến': '31/12/2026', 'Cơ quan kế tục': 'H99.02' };
		const plan = planOf([row], book);
		expect(plan.ended).toMatchObject([{ code: 'H99.01', validTo: '2026-12-31' }]);
		expect(plan.successions).toMatchObject([
			{ fromCode: 'H99.01', toCode: 'H99.02', on: '2027-01-01', kind: 'merge' }
		]);
		const after = { ...book, lines: [...plan.ended, line('H99.02', 'Sở Tư pháp')] };
		expect(changesAnything(planOf([ROW], after))).toBe(false);
	});

	test('an agency under which others remain is not ended, nor put under itself', () => {
		const book = {
			...EMPTY,
			lines: [
				line('H99.01', 'Sở Nội vụ', { shortName: 'SNV' }),
				line('H99.01.01', 'Ban Thi đua', { parentCode: 'H99.01' })
			]
		};
		expect(planOf([{ ...ROW, 'Hiệu lực đến': '31/12/2026' }], book).errors).toEqual([
			{ row: 2, field: 'validTo', reason: 'others_below' }
		]);
		expect(planOf([{ ...ROW, 'Mã cơ quan cấp trên': 'H99.01.01' }], book).errors).toEqual([
			{ row: 2, field: 'parentCode', reason: 'in_a_circle' }
		]);
	});

	test('faults between lines are named on the line: twice, unknown parent, a taken alias', () => {
		const plan = planOf([
			ROW,
			ROW,
			{ ...ROW, 'Mã cơ quan': 'H99.03', 'Tên cơ quan': 'Sở Y tế', 'Mã cơ quan cấp trên': 'H99.77' },
			{
				...ROW,
				'Mã cơ quan': 'H99.04',
				'Tên cơ quan': 'Sở Tư pháp',
				'Tên viết tắt': 'STP',
				'Tên gọi khác': 'SỞ NỘI  VỤ; 000.00.01.H99; Tư pháp tỉnh'
			}
		]);
		expect(plan.errors).toEqual([
			{ row: 3, field: 'code', reason: 'twice' },
			{ row: 4, field: 'parentCode', reason: 'agency_unknown' },
			{ row: 5, field: 'aliases', reason: 'alias_taken' },
			{ row: 5, field: 'aliases', reason: 'alias_taken' }
		]);
		expect(plan.aliases).toEqual([{ code: 'H99.04', alias: 'Tư pháp tỉnh' }]);
	});

	test('149 agencies with aliases are planned within a moment', () => {
		const rows = Array.from({ length: 149 }, (_, i) => ({
			...ROW,
			'Mã cơ quan': `H99.${i + 1}`,
			'Tên cơ quan': `Ủy ban nhân dân xã Số ${i + 1}`,
			'Tên viết tắt': `UBND xã Số ${i + 1}`,
			'Tên gọi khác': `xã Số ${i + 1}; UBND X. Số ${i + 1}; Ủy ban xã thứ ${i + 1}`
		}));
		const plan = planOf(rows);
		expect(plan.errors).toEqual([]);
		expect(plan.added).toHaveLength(149);
	});
});
