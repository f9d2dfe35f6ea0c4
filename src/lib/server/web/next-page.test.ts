import { expect, it } from 'vitest';
import { nextPage } from './next-page.ts';

it('goes back to the page that was asked for, with its parameters', () => {
	expect(nextPage('/dossiers?figure=open.overdue&agency=H21.05#r3', '/')).toBe(
		'/dossiers?figure=open.overdue&agency=H21.05#r3'
	);
	expect(nextPage('/', '/wall')).toBe('/');
});

it.each([
	'https://evil.example/',
	'//evil.example/',
	'/\\evil.example/',
	'\\\\evil.example',
	'/\t/evil.example',
	'/\n/evil.example',
	'/.//evil.example',
	'/..//evil.example',
	'javascript:alert(1)',
	'evil.example',
	' //evil.example',
	'http:evil.example',
	''
])('never leaves for another site: %j', (asked) => {
	expect(nextPage(asked, '/home')).toBe('/home');
});

it('does not go round in circles, nor to what is no page', () => {
	expect(nextPage('/sign-in?next=/', '/home')).toBe('/home');
	expect(nextPage('/sign-out', '/home')).toBe('/home');
	expect(nextPage('/api/v1/overview', '/home')).toBe('/home');
	expect(nextPage(null, '/home')).toBe('/home');
});
