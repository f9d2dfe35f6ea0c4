import { describe, expect, test } from 'vitest';
import { normaliseProcedureCode, procedureCatalogue, type ProcedureVersion } from './catalogue.ts';
import { planImport } from './import-plan.ts';

const land: ProcedureVersion = {
	code: '1.004227',
	name: 'Đăng ký biến động quyền sử dụng đất',
	fieldCode: 'G13-DD01',
	fieldName: 'Đất đai',
	norm: { value: 10, unit: 'working_days' },
	committed: null,
	sameDay: false,
	validFrom: '2019-01-01',
	validTo: null,
	source: '1766/QĐ-UBND'
};

test.each([
	['1.004227', '1.004227'],
	['1.004227.000.00.00.H08', '1.004227'],
	['1.000948.H38', '1.000948'],
	['3.000181.000.00.00.H22', '3.000181'],
	[' 2.002492 ', '2.002492'],
	['TS_lop1.000.00.00.H22', 'TS_lop1'],
	['TS_lop1', 'TS_lop1'],
	['', '']
])('the procedure code %s is kept as %s', (text, code) => {
	expect(normaliseProcedureCode(text)).toBe(code);
});

test('a procedure has the norm of the day, and none outside its days', () => {
	const catalogue = procedureCatalogue([
		{ ...land, validFrom: '2025-07-01', norm: { value: 8, unit: 'working_days' } },
		{ ...land, validTo: '2025-03-31' }
	]);
	const norm = (day: string) => catalogue.on('1.004227.000.00.00.H08', day)?.norm?.value ?? null;
	expect(norm('2018-12-31')).toBeNull();
	expect(norm('2019-01-01')).toBe(10);
	expect(norm('2025-03-31')).toBe(10);
	expect(norm('2025-05-01')).toBeNull();
	expect(norm('2025-07-01')).toBe(8);
	expect(catalogue.latest('1.004227')?.validFrom).toBe('2025-07-01');
	expect(catalogue.on('9.999999', '2026-01-01')).toBeNull();
});

describe('the dry run of an import', () => {
	const defaults = { validFrom: '2026-12-01', source: '99/QĐ-UBND' };
	const row = {
		'Mã TTHC': '1.004227.000.00.00.H08',
		'Tên TTHC': 'Đăng ký biến động quyền sử dụng đất',
		'Mã lĩnh vực': 'G13-DD01',
		'Lĩnh vực': 'Đất đai',
		'Thời hạn giải quyết': '10 ngày làm việc',
		'Hiệu lực từ': '1/1/2019',
		'Quyết định công bố': '1766/QĐ-UBND'
	};
	test('a line that says what is known changes nothing', () => {
		expect(planImport([land], [row], defaults)).toEqual({
			added: [],
			changed: [],
			unchanged: [land],
			errors: []
		});
	});
	test('a line with the same first day and another norm is a change', () => {
		const plan = planImport([land], [{ ...row, 'Thời hạn giải quyết': 8, 'Đơn vị tính': 'ngày' }], {
			...defaults
		});
		expect(plan.changed).toEqual([
			{ before: land, after: { ...land, norm: { value: 8, unit: 'calendar_days' } } }
		]);
		expect(plan.added).toEqual([]);
	});
	test('a later version brings the open one to an end on the day before', () => {
		const plan = planImport([land], [{ ...row, 'Hiệu lực từ': '01/12/2026' }], defaults);
		expect(plan.errors).toEqual([]);
		expect(plan.added).toEqual([{ ...land, validFrom: '2026-12-01' }]);
		expect(plan.changed).toEqual([{ before: land, after: { ...land, validTo: '2026-11-30' } }]);
	});
	test('same-day procedures and hours are understood, headers without diacritics too', () => {
		const plan = planImport(
			[],
			[
				{
					ma_tthc: '2.000815',
					ten_tthc: 'Chứng thực bản sao',
					linh_vuc: 'Chứng thực',
					trong_ngay: 'x'
				},
				{
					ma_tthc: '1.000656',
					ten_tthc: 'Đăng ký khai tử',
					linh_vuc: 'Hộ tịch',
					thoi_han: '4',
					don_vi_tinh: 'giờ làm việc'
				},
				{
					ma_tthc: '1.001193',
					ten_tthc: 'Đăng ký khai sinh',
					linh_vuc: 'Hộ tịch',
					thoi_han: 'Trong ngày làm việc'
				}
			],
			defaults
		);
		expect(plan.errors).toEqual([]);
		expect(plan.added.map(({ norm, sameDay }) => [norm, sameDay])).toEqual([
			[null, true],
			[{ value: 4, unit: 'working_hours' }, false],
			[null, true]
		]);
		expect(plan.added[0]).toMatchObject({ validFrom: '2026-12-01', source: '99/QĐ-UBND' });
	});
	test('every wrong cell is named by line and column, its neighbours are read', () => {
		const plan = planImport(
			[land],
			[
				row,
				{ ...row, 'Mã TTHC': '' },
				{ ...row, 'Mã TTHC': '<script>', 'Tên TTHC': '' },
				{ ...row, 'Mã TTHC': '1.000001', 'Hiệu lực từ': '30/2/2026' },
				{ ...row, 'Mã TTHC': '1.000002', 'Thời hạn giải quyết': '5 tuần' },
				{ ...row, 'Mã TTHC': '1.000003', 'Hiệu lực đến': '31/12/2018' },
				row,
				{ ...row, 'Mã TTHC': '1.000004', 'Thời hạn giải quyết': '0' },
				{ ...row, 'Mã TTHC': '1.000005' }
			],
			defaults
		);
		expect(plan.errors).toEqual([
			{ row: 3, field: 'code', reason: 'missing' },
			{ row: 4, field: 'code', reason: 'not_a_code' },
			{ row: 4, field: 'name', reason: 'missing' },
			{ row: 5, field: 'validFrom', reason: 'not_a_day' },
			{ row: 6, field: 'normUnit', reason: 'unknown_unit' },
			{ row: 7, field: 'validTo', reason: 'ends_before_start' },
			{ row: 8, field: 'code', reason: 'twice' },
			{ row: 9, field: 'norm', reason: 'too_small' }
		]);
		expect(plan.added.map((one) => one.code)).toEqual(['1.000005']);
		expect(JSON.stringify(plan.errors)).not.toContain('script');
	});
	test('a file without the columns it needs is told so once, not on every line', () => {
		const plan = planImport(
			[land],
			[{ A: '1.000001', 'Tên TTHC': 'x' }, { A: '1.000002' }],
			defaults
		);
		expect(plan.errors).toEqual([
			{ row: 1, field: 'code', reason: 'column_missing' },
			{ row: 1, field: 'fieldName', reason: 'column_missing' }
		]);
		expect(planImport([land], [], defaults).errors).toHaveLength(3);
	});
	test('two versions of a procedure never hold on one day', () => {
		const closed = { ...land, validFrom: '2020-01-01', validTo: '2030-12-31' };
		const plan = planImport([closed], [{ ...row, 'Hiệu lực từ': '1/1/2026' }], defaults);
		expect(plan.errors).toEqual([{ row: 2, field: 'validFrom', reason: 'overlaps' }]);
	});
});
