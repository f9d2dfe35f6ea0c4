import { describe, expect, it } from 'vitest';
import { scannedCode } from './scanned-code.ts';

describe('what a phone reads off a receipt', () => {
	it.each([
		['H21.06-261102-80001', 'H21.06-261102-80001'],
		['000.00.12.H21-240615-0007', '000.00.12.H21-240615-0007'],
		[
			'https://dichvucong.example.test/tra-cuu?ma=H21.06.20-261102-0042&x=1',
			'H21.06.20-261102-0042'
		],
		['{"MaHoSo":"H21.C1-261120-0001","Ngay":"20/11/2026"}', 'H21.C1-261120-0001'],
		['Mã hồ sơ: H21.C23971-250825-6601', 'H21.C23971-250825-6601']
	])('%s holds the dossier’s code', (raw, code) => {
		expect(scannedCode(raw)).toBe(code);
	});

	it.each(['079123456789|123456789|Nguyễn Văn A|01011990|Nam', '8934567890123', 'H21.06', ''])(
		'of %s nothing is taken',
		(raw) => {
			expect(scannedCode(raw)).toBe(null);
		}
	);
});
