import { describe, expect, test } from 'vitest';
import { financialDutyPauses, parameterOn, PARAMETERS } from './parameters.ts';

test('every parameter has a value and a basis on every day from 2018 to 2030', () => {
	for (const entries of Object.values(PARAMETERS)) {
		for (const day of ['2018-01-01', '2025-06-30', '2025-07-01', '2030-12-31']) {
			expect(parameterOn<number | boolean>(entries, day)).toBeDefined();
		}
		for (const entry of entries) expect(entry.basis).not.toBe('');
	}
	expect(parameterOn(PARAMETERS.dueSoonWindowMinutes, '2026-11-20')).toBe(480);
	expect(parameterOn(PARAMETERS.sameDayCutoffMinute, '2019-05-31')).toBe(900);
});

test('a value holds from its first to its last day, and a later entry replaces an earlier one', () => {
	const entries = [
		{ from: null, to: null, value: 480, basis: 'mặc định' },
		{ from: '2026-03-01', to: '2026-03-31', value: 240, basis: 'Quyết định của tỉnh' }
	];
	expect(parameterOn(entries, '2026-02-28')).toBe(480);
	expect(parameterOn(entries, '2026-03-01')).toBe(240);
	expect(parameterOn(entries, '2026-03-31')).toBe(240);
	expect(parameterOn(entries, '2026-04-01')).toBe(480);
});

test('a day that no entry covers is a mistake in the data, not a default', () => {
	const gap = [{ from: '2026-03-01', to: null, value: 240, basis: 'Quyết định của tỉnh' }];
	expect(() => parameterOn(gap, '2026-02-28')).toThrow(RangeError);
});

describe('whether a financial duty stops the clock', () => {
	const entries = [
		{ field: 'Đất đai', from: '2026-01-01', to: null, value: false, basis: 'Quyết định của tỉnh' },
		...PARAMETERS.financialDutyPauses
	];
	test('it does unless a decision for the field says otherwise on the day', () => {
		const land = { code: 'G13-DD01', name: 'ĐẤT ĐAI' };
		expect(financialDutyPauses(entries, land, '2025-12-31')).toBe(true);
		expect(financialDutyPauses(entries, land, '2026-01-01')).toBe(false);
		expect(financialDutyPauses(entries, { code: 'G03', name: 'Hộ tịch' }, '2026-01-01')).toBe(true);
	});
	test('a field may be named by its code', () => {
		const byCode = [{ ...entries[0], field: 'g13-dd01', value: false }].map((entry) => ({
			from: null,
			to: null,
			basis: 'Quyết định của tỉnh',
			...entry
		}));
		expect(financialDutyPauses(byCode, { code: 'G13-DD01', name: 'Đất đai' }, '2026-05-04')).toBe(
			false
		);
	});
});
