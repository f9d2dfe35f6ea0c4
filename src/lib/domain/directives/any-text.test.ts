import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMarkedSecret, readDocument, type ReadingContext } from './read-document.ts';
import { asOneLine, normaliseText } from './source-text.ts';

const context: ReadingContext = {
	today: '2026-11-21',
	directory: null,
	codeOf: () => null,
	calendar: null
};
const read = (text: string) => readDocument(text, context);
const names = (agencies: readonly { name: string }[]) => agencies.map(({ name }) => name);

const PIECES = [
	...[
		'Số: 12/KH-UBND',
		'Gia Lai, ngày 05 tháng 3 năm 2026',
		'CHỈ THỊ',
		'Kính gửi: Các sở, ban, ngành',
		'1. Sở Nội vụ',
		'a) '
	],
	...[
		'- Giao Sở Tài chính',
		'chủ trì, phối hợp với Công an tỉnh',
		'trước ngày 30/6',
		'hằng tháng',
		'152/152 xã',
		'./.',
		'| STT | Nội dung |'
	],
	...[
		'Điều 2. ',
		'II. ',
		'UBND các huyện: Phù Cát, ',
		'KẾ HOẠCH',
		'\t',
		'\n',
		'\n\n',
		'   ',
		'Nơi nhận:',
		'KT. CHỦ TỊCH',
		'uỷ',
		'e\u0302\u0301'
	]
];

const LETTER = `ỦY BAN NHÂN DÂN
TỈNH GIA LAI
Số: 77/UBND-NC
Gia Lai, ngày 05 tháng 3 năm 2026

Kính gửi: Các sở, ban, ngành.

1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và Sở Nông nghiệp và Môi trường rà soát toàn bộ hồ sơ trễ hạn trên địa bàn tỉnh, báo cáo trước ngày 30/6/2026.

2. Giám đốc các Sở: Xây dựng, Y tế; Chủ tịch UBND các xã, phường nghiêm túc xin lỗi người dân khi trả kết quả chậm so với ngày hẹn.

a) Nghiêm cấm việc yêu cầu người dân bổ sung hồ sơ quá một lần trong quá trình tiếp nhận và giải quyết thủ tục.

b) Công khai kết quả giải quyết tại Bộ phận Một cửa và trên Cổng Dịch vụ công trong vòng ba ngày.

3. Văn phòng UBND tỉnh theo dõi, đôn đốc, kiểm tra việc thực hiện Văn bản này và tổng hợp báo cáo Chủ tịch UBND tỉnh./.
`;

function wrapped(text: string, width: number): string {
	return text
		.split('\n')
		.map((line) => {
			const out: string[] = [''];
			for (const word of line.split(' ')) {
				const last = out.at(-1) ?? '';
				if (last !== '' && last.length + 1 + word.length > width) out.push(word);
				else out[out.length - 1] = last === '' ? word : `${last} ${word}`;
			}
			return out.join('\n');
		})
		.join('\n');
}

describe('any text', () => {
	it('is read without an error, and every span points to the text that was read', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 20 })),
					{ maxLength: 40 }
				),
				(pieces) => {
					const raw = pieces.join(' ');
					const text = normaliseText(raw);
					expect(normaliseText(text)).toBe(text);
					for (const task of read(raw).tasks) {
						const [from, to] = task.span;
						expect(from).toBeGreaterThanOrEqual(0);
						expect(to).toBeLessThanOrEqual(text.length);
						expect(from).toBeLessThan(to);
						expect(asOneLine(text.slice(from, to))).toContain(task.text.split(' ')[0]);
					}
				}
			),
			{ numRuns: 200 }
		);
	}, 60_000);

	it('gives the same tasks, owners and dates however its lines are broken', () => {
		const told = (text: string) =>
			read(text).tasks.map(({ path, lead, coordinating, due, text: own }) => [
				path,
				names(lead),
				names(coordinating),
				due.date,
				own
			]);
		const whole = told(LETTER);
		expect(whole.map(([path]) => path)).toEqual(['1', '2', '2.a', '2.b', '3']);
		for (let width = 55; width <= 110; width += 5)
			expect(told(wrapped(LETTER, width))).toEqual(whole);
		expect(told(LETTER.normalize('NFD').replaceAll('\n', '\r\n'))).toEqual(whole);
	});

	it('gives the same with two blanks where one belongs, and spans still point into what was given', () => {
		const doubled = LETTER.replace(/(\S) (?=\S)/g, (one, _before, at) =>
			Number(at) % 3 === 0 ? `${one} ` : one
		);
		expect(doubled.length).toBeGreaterThan(LETTER.length + 20);
		const plain = read(LETTER);
		const { tasks, issuer, subject, addressees } = read(doubled);
		expect({ issuer, subject, addressees }).toEqual({
			...{ issuer: plain.issuer, subject: plain.subject },
			addressees: plain.addressees
		});
		expect(tasks.map(({ path, text }) => [path, text])).toEqual(
			plain.tasks.map(({ path, text }) => [path, text])
		);
		for (const { span, text } of tasks)
			expect(asOneLine(doubled.slice(...span)).replace(/ +/g, ' ')).toBe(text);
	});

	it('gives the same when an empty line stands between any two', () => {
		const apart = wrapped(LETTER, 70).replaceAll('\n', '\n\n');
		expect(read(apart).tasks.map(({ path }) => path)).toEqual(['1', '2', '2.a', '2.b', '3']);
		expect(names(read(apart).addressees)).toEqual(names(read(LETTER).addressees));
	});
});

describe('a marking', () => {
	it('is a stamp of its own, never the word in running text', () => {
		expect(isMarkedSecret(`MẬT\n${LETTER}`)).toBe(true);
		expect(isMarkedSecret(LETTER.replace('TỈNH GIA LAI', 'TỈNH GIA LAI      TỐI MẬT'))).toBe(true);
		expect(isMarkedSecret(LETTER.replace('hồ sơ trễ hạn', 'công tác bảo mật'))).toBe(false);
	});

	it('of urgency is told whichever way its tone is placed, and stays out of the subject', () => {
		expect(read(`HOẢ TỐC\n${LETTER}`).urgency).toBe('HỎA TỐC');
		const beside = LETTER.replace(
			'\nGia Lai, ngày',
			'\nV/v rà soát hồ sơ      THƯỢNG KHẨN\nGia Lai, ngày'
		);
		expect(read(beside)).toMatchObject({ urgency: 'THƯỢNG KHẨN', subject: 'rà soát hồ sơ' });
	});
});

describe('a plan', () => {
	it('gives a flattened table row by row, below the part in which it stands', () => {
		const plan = readFileSync(join(import.meta.dirname, 'fixtures', 'plan-with-table.txt'), 'utf8');
		const { type, tasks, trackers } = read(plan);
		expect(type).toBe('kế hoạch');
		expect(
			tasks.map(({ path, lead, coordinating, due }) => [
				path,
				names(lead),
				names(coordinating),
				due.date
			])
		).toEqual([
			['II', ['Văn phòng Sở'], [], null],
			['I.1', ['Thanh tra Sở'], ['Văn phòng Sở'], '2026-02-28'],
			['I.2', ['Đoàn kiểm tra'], ['UBND xã Bát Xát'], '2026-09-30'],
			['I.3', ['Văn phòng Sở'], [], '2026-11-30']
		]);
		expect(names(trackers)).toEqual(['Văn phòng Sở']);
	});
});

describe('a decision', () => {
	it('gives tasks only for articles that tell somebody to do something', () => {
		const decision = readFileSync(join(import.meta.dirname, 'fixtures', 'decision.txt'), 'utf8');
		const { type, tasks, place } = read(decision);
		expect([type, place]).toEqual(['quyết định', 'Cần Thơ']);
		expect(tasks.map(({ path, lead }) => [path, names(lead)])).toEqual([
			['Điều 2.1', ['Sở Nông nghiệp và Phát triển nông thôn']],
			['Điều 2.2', ['Sở Tài chính']]
		]);
	});
});
