import { expect, it } from 'vitest';
import { readApologyRow } from './apology-row.ts';

const HEADERS = ['Mã hồ sơ', 'Số văn bản', 'Ngày ban hành', 'Ngày hẹn lại', 'Lý do'];

it('a letter is read as offices write it', () => {
	const cells = ['H21.01-1', '12/PXL', '13/11/2026', '2026-11-20', 'chờ ý kiến cấp trên, tập thể'];
	expect(readApologyRow(HEADERS, cells)).toEqual({
		row: {
			...{ dossier: 'H21.01-1', number: '12/PXL', issuedOn: '2026-11-13', oldDueOn: null },
			...{ newDueOn: '2026-11-20', cause: 'CHO_Y_KIEN' }
		}
	});
});

it('a missing number and an impossible day are told by column', () => {
	expect(readApologyRow(HEADERS, ['H21.01-1', '', '31/11/2026', '', ''])).toEqual({
		faults: [
			{ field: 'Số văn bản', reason: 'missing' },
			{ field: 'Ngày ban hành', reason: 'not_a_day' }
		]
	});
});
