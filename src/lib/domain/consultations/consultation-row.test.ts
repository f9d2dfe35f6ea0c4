import { describe, expect, it } from 'vitest';
import { readConsultationRow } from './consultation-row.ts';

const HEADERS = [
	...['Mã hồ sơ', 'Loại cơ quan', 'Cơ quan được hỏi', 'Số văn bản', 'Ngày hỏi', 'Hạn trả lời'],
	'Ngày trả lời'
];
const read = (...cells: unknown[]) => readConsultationRow(HEADERS, cells);

describe('a line of a file of opinions asked', () => {
	it('is read as offices write it, with its answer where there is one', () => {
		const asked = ['H21.01-1', 'Sở, ngành', 'Sở Tư pháp', '15/SNNMT', '03/11/2026', '6/11/2026'];
		expect(read(...asked, '')).toEqual({
			row: {
				...{ dossier: 'H21.01-1', bodyKind: 'department', body: 'Sở Tư pháp', number: '15/SNNMT' },
				...{ askedOn: '2026-11-03', dueOn: '2026-11-06', answeredOn: null, answer: '' }
			}
		});
		expect(read(...asked, '05/11/2026')).toMatchObject({ row: { answeredOn: '2026-11-05' } });
		expect(read('H21.01-1', 'Bộ', 'Bộ Xây dựng', '', '3/11/2026', '', '')).toMatchObject({
			row: { bodyKind: 'ministry', number: '', dueOn: null }
		});
	});

	it('says all that is wrong with it at once, and no value of it', () => {
		expect(read('', 'Hội', '', '', '31/02/2026', '')).toEqual({
			faults: [
				{ field: 'Mã hồ sơ', reason: 'missing' },
				{ field: 'Loại cơ quan', reason: 'unknown_body_kind' },
				{ field: 'Cơ quan được hỏi', reason: 'missing' },
				{ field: 'Ngày hỏi', reason: 'not_a_day' }
			]
		});
	});
});
