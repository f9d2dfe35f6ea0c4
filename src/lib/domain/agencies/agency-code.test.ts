import { expect, test } from 'vitest';
import { normaliseAgencyCode, oldForm } from './agency-code.ts';

test.each([
	['000.00.16.H08', 'H08.16'],
	['000.05.16.H08', 'H08.16.05'],
	['012.05.16.H08', 'H08.16.05.012'],
	['000.00.00.H08', 'H08'],
	['000.00.BD.H08', 'H08.BD'],
	[' h08.16 ', 'H08.16'],
	['H08.16.05', 'H08.16.05'],
	['Z01.A', 'Z01.A']
])('%s is the agency %s', (text, code) => {
	expect(normaliseAgencyCode(text)).toBe(code);
});

test.each([
	'',
	'Sở Tư pháp',
	'16.H08',
	'000.00.16',
	'H08..16',
	'H08.16-05',
	`H08.${'1'.repeat(40)}`
])('%s is no agency identifier', (text) => {
	expect(normaliseAgencyCode(text)).toBeNull();
});

test('the old form of a code is found again where it has one', () => {
	for (const old of ['000.00.16.H08', '012.05.16.H08', '000.00.00.H08', '000.00.BD.H08']) {
		expect(oldForm(normaliseAgencyCode(old) ?? '')).toBe(old);
	}
	expect(oldForm('H08.16.05')).toBe('000.05.16.H08');
	expect(oldForm('H08.16.05.012.7')).toBeNull();
	expect(oldForm('H08.165')).toBeNull();
});
