import { describe, expect, it } from 'vitest';
import { agencyIssuer, provinceIssuer, symbolOf } from './issuer.ts';
import type { Letter, LetterFrozen, LetterRow, LetterTable } from './letter.ts';
import { drafted, issuedAs, LETTER_ROWS, said, tidied } from './life.ts';
import { partsOf } from './parts.ts';
import { signingLines } from './signing.ts';
import { figureSentences, usualWords } from './wording.ts';

const AS_OF = Date.parse('2026-11-20T14:05:00+07:00');
const COMMITTEE = provinceIssuer('urging', 'Gia Lai');

function row(code: string, rest: Partial<LetterRow> = {}): LetterRow {
	return {
		...{ code, what: 'Đăng ký biến động đất đai', document: null, agency: 'Sở Tư pháp' },
		...{ due: '2026-11-05', finished: null, days: 11 },
		...rest
	};
}
function frozen(
	tables: Partial<Record<LetterTable, LetterRow[]>>,
	rest: Partial<LetterFrozen> = {}
): LetterFrozen {
	const none = {
		...{ dossiersOverdue: [], dossiersLate: [] },
		...{ tasksOverdue: [], tasksLate: [], tasksUnacknowledged: [] }
	};
	const shared = { asOf: AS_OF, demo: false, period: null, issuer: COMMITTEE };
	return { ...shared, ...rest, tables: { ...none, ...tables } };
}
function letter(given: LetterFrozen, rest: Partial<Letter> = {}): Letter {
	const words = usualWords('urging', given, ['Sở Tư pháp'], '2026-11-20');
	return { kind: 'urging', frozen: given, said: words, issued: null, ...rest };
}
const department = agencyIssuer(
	{ code: 'H21.05', name: 'Sở Tư pháp', kind: 'so', vertical: false },
	null,
	'Gia Lai'
);
const commune = agencyIssuer(
	{ code: 'H21.90', name: 'Ủy ban nhân dân phường Quy Nhơn', kind: 'ubnd_xa', vertical: false },
	null,
	'Gia Lai'
);

describe('what a letter counts', () => {
	it('is of one instant, and quá hạn and trễ hạn stand in sentences of their own, never added', () => {
		const two = frozen(
			{
				dossiersOverdue: [row('H21.01-1'), row('H21.01-2', { days: 3 })],
				dossiersLate: [row('H21.01-3')]
			},
			{ period: { from: '2026-11-01', to: '2026-11-20' } }
		);
		expect(figureSentences(two)).toEqual([
			'Số liệu đến 14:05 ngày 20/11/2026 (danh sách tại Phụ lục kèm theo):',
			'- Hồ sơ quá hạn (chưa giải quyết xong, đã qua ngày hẹn trả): 2 hồ sơ, lâu nhất đã quá hạn 11 ngày làm việc.',
			'- Hồ sơ đã giải quyết trễ hạn từ ngày 01/11/2026 đến ngày 20/11/2026: 1 hồ sơ, chậm nhất trễ hạn 11 ngày làm việc.'
		]);
		const { annex, paragraphs } = partsOf(letter(two));
		expect(annex.tables.map(({ title }) => title)).toEqual([
			'I. HỒ SƠ QUÁ HẠN: 2 hồ sơ',
			'II. HỒ SƠ ĐÃ GIẢI QUYẾT TRỄ HẠN TỪ NGÀY 01/11/2026 ĐẾN NGÀY 20/11/2026: 1 hồ sơ'
		]);
		expect(annex.tables.map(({ rows }) => rows.length)).toEqual([2, 1]);
		expect(paragraphs.join(' ')).not.toMatch(/\b3 hồ sơ/);
	});

	it('of tasks neither: those under way and those done are two lists', () => {
		const tasks = frozen({
			tasksOverdue: [row('NV-1', { what: 'Rà soát', document: '3035/UBND-TH ngày 04/6/2019' })],
			tasksLate: [row('NV-2', { finished: '2026-11-10' })]
		});
		expect(figureSentences(tasks).slice(1)).toEqual([
			'- Nhiệm vụ đang thực hiện quá hạn: 1 nhiệm vụ, lâu nhất đã quá hạn 11 ngày làm việc.',
			'- Nhiệm vụ hoàn thành quá hạn: 1 nhiệm vụ, chậm nhất 11 ngày làm việc.'
		]);
		const [open, late] = partsOf(letter(tasks)).annex.tables;
		expect(open?.rows).toEqual([
			['1', 'NV-1', 'Rà soát', '3035/UBND-TH ngày 04/6/2019', 'Sở Tư pháp', '05/11/2026', '11']
		]);
		expect(late?.columns.map(({ word }) => word)).toContain('Hoàn thành');
		expect(late?.rows[0]).toContain('10/11/2026');
	});

	it('names the share of each agency where they are few, and leaves them to the annex where they are many', () => {
		const rows = (n: number) =>
			Array.from({ length: n }, (_, i) => row(`H-${i}`, { agency: `Sở ${i % n}` }));
		expect(
			figureSentences(frozen({ dossiersOverdue: [...rows(2), row('H-9', { agency: 'Sở 0' })] }))[1]
		).toContain('(Sở 0 2; Sở 1 1)');
		expect(figureSentences(frozen({ dossiersOverdue: rows(7) }))[1]).not.toContain('Sở 0');
	});

	it('is refused when nothing is late, and when the annex would be a book', () => {
		expect(drafted(frozen({}))).toMatchObject({ refusal: { code: 'letter.nothing_late' } });
		const many = Array.from({ length: LETTER_ROWS + 1 }, (_, i) => row(`H-${i}`));
		expect(drafted(frozen({ dossiersLate: many }))).toMatchObject({
			refusal: { code: 'letter.too_many', facts: { most: 1000 } }
		});
		expect(drafted(frozen({ dossiersLate: many.slice(1) })).accepted).toBe(true);
	});
});

describe('the sheets of a draft', () => {
	const draft = letter(frozen({ dossiersOverdue: [row('H21.01-1')] }));

	it('bear DỰ THẢO, and neither number nor date: those come from another system', () => {
		const parts = partsOf(draft);
		expect(parts.marks).toEqual(['DỰ THẢO']);
		expect(parts.number.replaceAll('\u00a0', '_')).toBe('Số: __________/UBND-KSTT');
		expect(parts.placeDate.replaceAll('\u00a0', '_')).toBe('Gia Lai, ngày_____tháng_____năm 20…');
		expect(parts.annex.note).toContain(
			'của Ủy ban nhân dân tỉnh Gia Lai; số liệu đến 14:05 ngày 20/11/2026'
		);
	});

	it('say V/v, to whom, what, until when, and end with ./.', () => {
		const parts = partsOf(draft);
		expect(parts.about).toBe('V/v đôn đốc giải quyết hồ sơ thủ tục hành chính quá hạn');
		expect(parts.addressees).toEqual(['Sở Tư pháp']);
		expect(parts.paragraphs.at(-1)).toBe(
			'Báo cáo kết quả thực hiện về Ủy ban nhân dân tỉnh (qua Văn phòng Ủy ban nhân dân tỉnh) trước ngày 27/11/2026./.'
		);
		expect(parts.paragraphs.filter((text) => text.endsWith('./.'))).toHaveLength(1);
		expect(parts.recipients).toEqual([
			'- Như trên;',
			'- Chủ tịch, các Phó Chủ tịch UBND tỉnh;',
			'- Lưu: VT, KSTT.'
		]);
	});

	it('of the demo province say SỐ LIỆU MÔ PHỎNG', () => {
		const demo = letter(frozen({ dossiersOverdue: [row('H21.01-1')] }, { demo: true }));
		expect(partsOf(demo).marks).toEqual(['DỰ THẢO', 'SỐ LIỆU MÔ PHỎNG']);
	});

	it('are in composed form, however they were typed', () => {
		const typed = { ...draft, said: { ...draft.said, subject: 'đôn đốc'.normalize('NFD') } };
		expect(partsOf(typed).about).toBe('V/v đôn đốc'.normalize('NFC'));
	});

	it('once issued bear number and date as they were given, and DỰ THẢO no longer', () => {
		const parts = partsOf({ ...draft, issued: { number: '05/UBND-KSTT', on: '2027-02-03' } });
		expect(parts.marks).toEqual([]);
		expect(parts.number).toBe('Số: 05/UBND-KSTT');
		expect(parts.placeDate).toBe('Gia Lai, ngày 03 tháng 02 năm 2027');
		expect(parts.annex.note).toContain('số 05/UBND-KSTT ngày 03 tháng 02 năm 2027');
	});

	it('of a report to the leader bear a title instead, and the Office’s head', () => {
		const issuer = provinceIssuer('report', 'Gia Lai');
		const given = frozen({ tasksOverdue: [row('NV-1')] }, { issuer });
		const words = usualWords('report', given, [], '2026-11-20');
		const parts = partsOf({ kind: 'report', frozen: given, said: words, issued: null });
		expect(parts).toMatchObject({
			above: ['ỦY BAN NHÂN DÂN', 'TỈNH GIA LAI'],
			name: ['VĂN PHÒNG'],
			about: null,
			title: { name: 'PHIẾU BÁO CÁO', about: 'về tình hình thực hiện nhiệm vụ được giao quá hạn' },
			addressees: ['Đồng chí Chủ tịch Ủy ban nhân dân tỉnh'],
			signing: { lines: ['CHÁNH VĂN PHÒNG'], name: null }
		});
	});
});

describe('whose letter it is', () => {
	it('a department stands under the Committee of the province, a commune’s committee by itself', () => {
		expect(department).toMatchObject({
			...{ above: 'ỦY BAN NHÂN DÂN TỈNH GIA LAI', name: 'SỞ TƯ PHÁP', called: 'Sở Tư pháp' },
			...{ place: 'Gia Lai', committee: false, head: 'GIÁM ĐỐC' }
		});
		expect(symbolOf(department, 'urging')).toBe('STP-VP');
		expect(commune).toMatchObject({
			...{ above: null, name: 'ỦY BAN NHÂN DÂN PHƯỜNG QUY NHƠN', place: 'Quy Nhơn' },
			...{ committee: true, head: 'CHỦ TỊCH' }
		});
	});

	it.each([
		['TM', COMMITTEE, ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
		['KT', COMMITTEE, ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
		['TL', COMMITTEE, ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']],
		['TUQ', COMMITTEE, ['TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']],
		['TM', department, ['GIÁM ĐỐC']],
		['KT', department, ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']],
		['TL', department, ['TL. GIÁM ĐỐC', 'CHÁNH VĂN PHÒNG']],
		['KT', commune, ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']]
	] as const)('signs %s', (by, issuer, lines) => {
		expect(signingLines(issuer, { by, title: 'CHÁNH VĂN PHÒNG', name: null })).toEqual(lines);
	});
});

describe('what a person writes in a draft', () => {
	const draft = letter(frozen({ dossiersOverdue: [row('H21.01-1')] }));

	it('is tidied: no blank lines, no dashes and marks that the sheet sets itself', () => {
		const words = {
			...draft.said,
			subject: ' V/v  đôn đốc ',
			addressees: ['- Sở Tư pháp;', '', 'UBND phường Quy Nhơn.'],
			recipients: ['- Như trên;', '- Lưu: VT, KSTT.'],
			signing: { by: 'TL' as const, title: 'chánh văn phòng', name: ' ' }
		};
		expect(tidied(words)).toMatchObject({
			subject: 'đôn đốc',
			addressees: ['Sở Tư pháp', 'UBND phường Quy Nhơn'],
			recipients: ['Như trên', 'Lưu: VT, KSTT'],
			signing: { title: 'CHÁNH VĂN PHÒNG', name: null }
		});
	});

	it('is refused without addressee, subject, file line or the title of who signs by order', () => {
		const code = (rest: Partial<Letter['said']>) => {
			const decision = said(draft, { ...draft.said, ...rest });
			return decision.accepted ? null : decision.refusal.code;
		};
		expect(code({})).toBeNull();
		expect(code({ addressees: [' '] })).toBe('letter.no_addressee');
		expect(code({ subject: 'V/v ' })).toBe('letter.no_subject');
		expect(code({ recipients: ['Như trên'] })).toBe('letter.no_file');
		expect(code({ signing: { by: 'TUQ', title: '', name: null } })).toBe('letter.no_title');
		const issued = { issued: { number: '1/UBND', on: '2026-11-20' } };
		expect(said(issued, draft.said)).toMatchObject({ refusal: { code: 'letter.already_issued' } });
	});
});

describe('a letter is issued', () => {
	const draft = { ...letter(frozen({ dossiersOverdue: [row('H21.01-1')] })), draftedAt: AS_OF };
	const now = Date.parse('2026-11-23T08:00:00+07:00');
	const issue = (number: string, on: string, given = draft) => issuedAs(given, { number, on }, now);

	it('with the number and day that the other system gave', () => {
		expect(issue('1907', '2026-11-21')).toEqual({
			accepted: true,
			value: { number: '1907/UBND-KSTT', on: '2026-11-21' }
		});
		expect(issue(' 5 / UBND-TH ', '2026-11-23')).toMatchObject({
			value: { number: '05/UBND-TH' }
		});
	});

	it('not without a number, not tomorrow, not before it was drafted, and not twice', () => {
		for (const number of ['', '0', 'abc', '12/', '123456', '7/UBND–KSTT']) {
			expect(issue(number, '2026-11-21')).toMatchObject({
				refusal: { code: 'letter.number_form' }
			});
		}
		expect(issue('7', '2026-11-24')).toMatchObject({ refusal: { code: 'letter.day_to_come' } });
		expect(issue('7', '2026-11-19')).toMatchObject({
			refusal: { code: 'letter.day_before_draft' }
		});
		const twice = { ...draft, issued: { number: '7/UBND-KSTT', on: '2026-11-21' } };
		expect(issue('8', '2026-11-21', twice)).toMatchObject({
			refusal: { code: 'letter.already_issued' }
		});
	});
});
