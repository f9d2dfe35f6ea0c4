import { expect, it, test } from 'vitest';
import { CAUSE_COLUMNS, CAUSE_REQUIRED, missingOf, readCauseRow } from './cause-row.ts';

const HEADERS = ['STT', 'MÃ HỒ SƠ', 'nguyen nhan', 'Tính chất', 'Giải trình'];

test.each([
	['by its code', 'cho_y_kien', '', { cause: 'CHO_Y_KIEN', nature: 'objective' }],
	[
		'by its name',
		'Phối hợp giữa các cơ quan',
		'Khách quan',
		{ cause: 'PHOI_HOP', nature: 'objective' }
	],
	['without a nature: the usual one', 'NHAN_SU', '', { cause: 'NHAN_SU', nature: 'subjective' }]
])('a cause is read %s', (_, cause, nature, row) => {
	expect(readCauseRow(HEADERS, [1, 'H21.01-1', cause, nature, ' '])).toEqual({
		row: { dossier: 'H21.01-1', text: '', ...row }
	});
});

it('what is wrong is told by column, and never the value', () => {
	expect(readCauseRow(HEADERS, [1, '', 'trời mưa', 'cả hai', 'x'])).toEqual({
		faults: [
			{ field: 'Mã hồ sơ', reason: 'missing' },
			{ field: 'Nguyên nhân', reason: 'unknown_cause' },
			{ field: 'Tính chất', reason: 'unknown_nature' }
		]
	});
});

it('a file without a column that it needs is told which', () => {
	expect(missingOf(['Mã hồ sơ'], CAUSE_COLUMNS, CAUSE_REQUIRED)).toEqual(['Nguyên nhân']);
});
