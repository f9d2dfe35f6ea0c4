import { expect, test } from 'vitest';
import { personalNumberIn } from './personal.ts';

test('identity and telephone numbers are seen, however a telephone number is spaced', () => {
	expect(personalNumberIn('CCCD 052099001234 của người nộp')).toBe('identity');
	expect(personalNumberIn('CMND cũ 211234567.')).toBe('identity');
	for (const number of ['0905123456', '0905 123 456', '+84 905.123.456', '0256-3822-123']) {
		expect(personalNumberIn(`gọi ${number} để hỏi`), number).toBe('telephone');
	}
});

test('codes of dossiers, procedures, agencies and documents, dates and counts are none', () => {
	for (const text of [
		'H21.02-261102-80001',
		'000.00.15.H21-261102-0001',
		'thủ tục 1.004227.000.00.00.H21',
		'Công văn 3035/UBND-TH ngày 04/6/2019',
		'còn 1.234.567 bản tin',
		'số liệu đến 14:05 ngày 20/11/2026'
	]) {
		expect(personalNumberIn(text), text).toBeNull();
	}
});
