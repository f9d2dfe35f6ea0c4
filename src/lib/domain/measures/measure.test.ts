import { describe, expect, it } from 'vitest';
import { MEASURE_KINDS, MILDER_MEASURES, recordMeasure, takeBackMeasure } from './measure.ts';

const told = {
	...{ kind: 'criticism' as const, number: '12/QĐ-STNMT', decidedOn: '2026-11-19' },
	...{ ground: 'H21.01-261102-0001', official: 'Công chức A', title: 'Chuyên viên' }
};
const code = (rest: object) => {
	const decided = recordMeasure({ ...told, ...rest }, '2026-11-20');
	return decided.accepted ? null : decided.refusal.code;
};

describe('a measure against an official', () => {
	it('is kept as its document says it, and never without the document’s number', () => {
		expect(recordMeasure(told, '2026-11-20')).toMatchObject({ accepted: true, value: told });
		expect(code({ number: '' })).toBe('measure.number_missing');
		expect(code({ official: '' })).toBe('measure.official_missing');
		expect(code({ decidedOn: '2026-11-21' })).toBe('measure.future');
	});

	it('refers to what it is about by a code, in which no name fits, and holds no number of a person', () => {
		expect(code({ ground: '' })).toBe(null);
		expect(code({ ground: 'hồ sơ của một người dân' })).toBe('measure.ground_no_code');
		for (const official of ['Công chức A 079 123 456 789', 'A, 0905.123.456']) {
			expect(code({ official })).toBe('measure.personal_number');
		}
	});

	it('keeps discipline apart: it is none of the milder ones', () => {
		expect(MEASURE_KINDS.filter((kind) => !MILDER_MEASURES.some((one) => one === kind))).toEqual([
			'discipline'
		]);
	});

	it('recorded by the Committee is not its agency’s to take back', () => {
		const take = (held: boolean, by: boolean, takenBack = false, reason = 'ghi nhầm') => {
			const decided = takeBackMeasure({ ofProvince: held, takenBack }, { ofProvince: by }, reason);
			return decided.accepted ? null : decided.refusal.code;
		};
		expect(take(true, false)).toBe('measure.not_yours');
		expect(take(true, true)).toBe(null);
		expect(take(false, false)).toBe(null);
		expect(take(false, true)).toBe(null);
		expect(take(false, false, true)).toBe('measure.already_withdrawn');
		expect(take(false, false, false, '')).toBe('measure.reason_missing');
	});
});
