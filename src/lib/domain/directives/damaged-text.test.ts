import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventedCases } from './fixtures/invented-cases.ts';
import { readDocument, writtenDocument } from './read-document.ts';
import { asOneLine, normaliseText } from './source-text.ts';

const cases = inventedCases();
const context = {
	today: '2026-11-21',
	directory: null,
	codeOf: () => null,
	calendar: null
} as const;

/** Every proposal points to words of the text that was read, and begins with them. */
function expectToPoint(raw: string): void {
	const text = normaliseText(raw);
	for (const { span, text: own } of readDocument(raw, context).tasks) {
		const [from, to] = span;
		expect(from).toBeGreaterThanOrEqual(0);
		expect(from).toBeLessThan(to);
		expect(to).toBeLessThanOrEqual(text.length);
		const [first = ''] = own.split(' ');
		expect(asOneLine(text.slice(from, to)).startsWith(first)).toBe(true);
	}
}

describe('a damaged text', () => {
	const document = fc.integer({ min: 0, max: cases.length - 1 }).map((n) => cases[n]?.text ?? '');

	it('cut anywhere is read without an error, and what is proposed stands in it', () => {
		fc.assert(
			fc.property(document, fc.nat(5000), fc.nat(5000), (text, from, length) => {
				expectToPoint(text.slice(from % text.length, (from % text.length) + length));
			}),
			{ numRuns: 120 }
		);
	}, 60_000);

	it('with lines lost, doubled or out of order is read without an error', () => {
		const damage = fc.array(fc.tuple(fc.nat(80), fc.constantFrom('lose', 'double', 'swap')), {
			maxLength: 25
		});
		fc.assert(
			fc.property(document, damage, (text, acts) => {
				const lines = text.split('\n');
				for (const [place, act] of acts) {
					const at = place % lines.length;
					if (act === 'lose') lines.splice(at, 1, '');
					else if (act === 'double') lines.splice(at, 0, lines[at] ?? '');
					else lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
				}
				expectToPoint(lines.join('\n'));
			}),
			{ numRuns: 120 }
		);
	}, 60_000);

	it('of two documents one after the other invents no number that stands in neither', () => {
		fc.assert(
			fc.property(document, document, (first, second) => {
				const raw = `${first}\n${second}`;
				expectToPoint(raw);
				const { number } = writtenDocument(raw);
				const squeezed = normaliseText(raw).replace(/[\s*]/g, '');
				expect(number === null || squeezed.includes(number)).toBe(true);
			}),
			{ numRuns: 60 }
		);
	}, 60_000);
});

describe('a text made to be slow', () => {
	const LENGTH = 15_000;
	const filled = (piece: string) => piece.repeat(Math.ceil(LENGTH / piece.length));
	const head =
		'ỦY BAN NHÂN DÂN\nTỈNH X\nSố: 12/UBND-NC\nX, ngày 05 tháng 3 năm 2026\nKính gửi: Các sở.\n';

	// A pattern that goes back over what it read would not come to an end within the test's time.
	it.each([
		...[' ', '.', ',', '-', '_', '*', '(', '1', 'a ', 'A ', '\t', 'a\t', '| a ', '. / ', '/.'],
		...[
			'Số: _',
			'số ',
			'giao ',
			'yêu cầu ',
			'và ',
			'các ',
			'Sở Nội vụ, ',
			'Sở Nội vụ; ',
			'đồng chí '
		],
		...[
			'giao hoàn thành việc ',
			'trong trong ',
			'trước ngày ',
			'hằng quý, ',
			'100% xã ',
			'quý iv, '
		],
		...['12/UBND-NC ngày 05/3/2020, ', '1. a\na) b\n- c\n+ d\n', 'Điều 1.\n', 'I.\n1.1. ', 'a ) '],
		...[
			'TM. ỦY BAN\n',
			'KẾ HOẠCH ',
			'KẾ HOẠCH\n',
			'phối hợp với ',
			'theo dõi, đôn đốc ',
			'HĐND, UBND '
		]
	])(
		'of %j ends',
		(piece) => {
			writtenDocument(filled(piece));
			writtenDocument(`${head}1. Giao ${filled(piece)}`);
			writtenDocument(`${head}${filled(piece)}:`);
		},
		60_000
	);
});
