import { describe, expect, it } from 'vitest';
import { withParts } from './word-parts.ts';

const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const box = (text: string) =>
	`<wps:txbx><w:txbxContent>${paragraph(text)}</w:txbxContent></wps:txbx>`;
const none = { document: '', headers: [], footers: [] };

describe('what a Word file says outside of its running text', () => {
	it('keeps a stamp in a text box, once, before the text', () => {
		const document = `<mc:Choice>${box('HỎA TỐC')}</mc:Choice><mc:Fallback>${box('HỎA TỐC')}</mc:Fallback>`;
		expect(withParts('Số: 12/UBND-NC', { ...none, document })).toBe('HỎA TỐC\nSố: 12/UBND-NC');
	});

	it('does not double a text box that was read with the text', () => {
		expect(withParts('HỎA TỐC\nSố: 12/UBND-NC', { ...none, document: box('HỎA TỐC') })).toBe(
			'HỎA TỐC\nSố: 12/UBND-NC'
		);
	});

	it('finds the mark of secrecy in a header or footer', () => {
		const parts = { ...none, headers: [paragraph('2')], footers: [paragraph('MẬT')] };
		expect(withParts('Số: 12/UBND-NC', parts)).toBe('MẬT\nSố: 12/UBND-NC');
	});

	it('takes the head of a letter from a header when the text has none', () => {
		const head = [
			'UBND TỈNH A',
			'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
			'Số: 5/UBND-NC &amp; đơn vị'
		];
		const parts = { ...none, headers: [head.map(paragraph).join('')] };
		expect(withParts('Kính gửi: Sở Y tế', parts).split('\n')).toEqual([
			...head.slice(0, 2),
			'Số: 5/UBND-NC & đơn vị',
			'Kính gửi: Sở Y tế'
		]);
	});

	it('leaves out running heads and page numbers, whose numbers are not the document’s', () => {
		const parts = {
			...none,
			headers: [paragraph('CÔNG BÁO/Số 12/Ngày 01-02-2020')],
			footers: [paragraph('3')]
		};
		expect(withParts('Kính gửi: Sở Y tế', parts)).toBe('Kính gửi: Sở Y tế');
	});

	it('takes the receivers from a footer when the text has none', () => {
		const parts = { ...none, footers: [paragraph('Nơi nhận:') + paragraph('- Lưu: VT.')] };
		expect(withParts('1. Sở Y tế báo cáo./.', parts)).toBe(
			'1. Sở Y tế báo cáo./.\nNơi nhận:\n- Lưu: VT.'
		);
	});
});
