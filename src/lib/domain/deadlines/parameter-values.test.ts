import { expect, test } from 'vitest';
import { financialDutyPauses, parameterOn, PARAMETERS } from './parameters.ts';
import {
	isParameterValue,
	PARAMETER_NAMES,
	withValues,
	type ParameterValue
} from './parameter-values.ts';

const WINDOW: ParameterValue = {
	id: 1,
	name: 'dueSoonWindowMinutes',
	field: null,
	value: 960,
	validFrom: '2026-12-01',
	document: '15/QĐ-UBND'
};

test('a value of the province holds from its day, the default before it', () => {
	const { dueSoonWindowMinutes } = withValues([WINDOW]);
	expect(parameterOn(dueSoonWindowMinutes, '2026-11-30')).toBe(480);
	expect(parameterOn(dueSoonWindowMinutes, '2026-12-01')).toBe(960);
});

test('it replaces the newest of several defaults, and the next value replaces it', () => {
	const cutoff = { ...WINDOW, name: 'sameDayCutoffMinute' as const };
	const { sameDayCutoffMinute } = withValues([
		{ ...cutoff, id: 3, value: 930, validFrom: '2027-01-01' },
		{ ...cutoff, id: 2, value: 840, validFrom: '2025-08-01' }
	]);
	expect(parameterOn(sameDayCutoffMinute, '2025-07-31')).toBe(900);
	expect(parameterOn(sameDayCutoffMinute, '2025-08-01')).toBe(840);
	expect(parameterOn(sameDayCutoffMinute, '2027-01-01')).toBe(930);
});

test('whether fees stop the clock can be decided for one field alone', () => {
	const values = withValues([
		{ ...WINDOW, name: 'financialDutyPauses', field: 'Đất đai', value: 0 }
	]);
	const land = { code: 'G13-DD01', name: 'ĐẤT ĐAI' };
	expect(financialDutyPauses(values.financialDutyPauses, land, '2026-12-01')).toBe(false);
	expect(financialDutyPauses(values.financialDutyPauses, land, '2026-11-30')).toBe(true);
	const civil = { code: 'G03', name: 'Hộ tịch' };
	expect(financialDutyPauses(values.financialDutyPauses, civil, '2026-12-01')).toBe(true);
});

test('every parameter has a form, and every default is a value of it', () => {
	expect(PARAMETER_NAMES.toSorted()).toEqual(Object.keys(PARAMETERS).toSorted());
	for (const name of PARAMETER_NAMES) {
		for (const { value } of PARAMETERS[name])
			expect(isParameterValue(name, Number(value))).toBe(true);
	}
	expect(isParameterValue('sameDayCutoffMinute', 1441)).toBe(false);
	expect(isParameterValue('supplementsAtMost', 1.5)).toBe(false);
});
