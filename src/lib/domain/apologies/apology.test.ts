import { describe, expect, it, test } from 'vitest';
import {
	apologyFormOn,
	apologyStanding,
	reappointments,
	recordApology,
	type Apologised,
	type ApologyTold
} from './apology.ts';

const TODAY = '2026-11-20';
const dossier: Apologised = {
	receivedOn: '2026-11-02',
	dueOn: '2026-11-16',
	promiseOn: '2026-11-16',
	apologies: []
};
const told: ApologyTold = {
	number: '12/PXL',
	issuedOn: '2026-11-13',
	oldDueOn: null,
	newDueOn: '2026-11-20',
	cause: 'PHOI_HOP'
};

describe('the letter is called by the day of its issue', () => {
	test.each([
		['2018-12-28', 'apology_reappointment', 'Thông tư 01/2018/TT-VPCP'],
		['2025-06-30', 'apology_reappointment', 'Thông tư 01/2018/TT-VPCP'],
		['2025-07-01', 'apology_extension', 'Thông tư 03/2025/TT-VPCP'],
		['2026-11-13', 'apology_extension', 'Thông tư 03/2025/TT-VPCP']
	])('%s', (on, form, basis) => {
		expect(apologyFormOn(on)).toMatchObject({ form, basis });
	});
});

describe('a letter of apology is put on record', () => {
	it('for the appointment that stands, before it has passed', () => {
		expect(recordApology(dossier, told, '2026-11-13')).toMatchObject({
			value: { oldDueOn: '2026-11-16', newDueOn: '2026-11-20', form: 'apology_extension' }
		});
	});

	it('for the first appointment, when the system has moved it to the new day already', () => {
		expect(recordApology({ ...dossier, dueOn: '2026-11-20' }, told, TODAY)).toMatchObject({
			value: { oldDueOn: '2026-11-16' }
		});
	});

	it('also when it came late or gives a second new day: those are questions, not refusals', () => {
		const first = { ...told, oldDueOn: '2026-11-16', form: 'apology_extension' as const };
		const again = { ...told, number: '15/PXL', issuedOn: '2026-11-19', newDueOn: '2026-11-27' };
		const after = { ...dossier, dueOn: '2026-11-20', apologies: [first] };
		expect(recordApology(after, again, TODAY).accepted).toBe(true);
		expect(reappointments([first, again, { newDueOn: null }])).toBe(2);
	});

	test.each([
		['without an appointment', { ...dossier, dueOn: null }, told, 'apology.no_appointment'],
		['of tomorrow', dossier, { ...told, issuedOn: '2026-11-21' }, 'apology.future'],
		['before reception', dossier, { ...told, issuedOn: '2026-10-30' }, 'apology.before_received'],
		[
			'to a day that is not later',
			dossier,
			{ ...told, newDueOn: '2026-11-16' },
			'apology.not_later'
		]
	])('not %s', (_, held, given, code) => {
		expect(recordApology(held, given, TODAY)).toMatchObject({ refusal: { code } });
	});

	it('once: the same letter again changes nothing, another under its number is refused', () => {
		const kept = { ...told, oldDueOn: '2026-11-16', form: 'apology_extension' as const };
		const held = { ...dossier, apologies: [kept] };
		expect(recordApology(held, told, TODAY)).toEqual({ accepted: true, value: null });
		expect(recordApology(held, { ...told, newDueOn: '2026-11-24' }, TODAY)).toMatchObject({
			refusal: { code: 'apology.number_taken' }
		});
	});
});

describe('whether a late dossier has its letter', () => {
	test.each([
		['one is on record', '2026-11-16', 1, null, 'apologised'],
		['none, where they are recorded', '2026-11-16', 0, '2026-11-16', 'without'],
		['none, and recording began later', '2026-11-13', 0, '2026-11-16', 'noData'],
		['nobody records any there', '2026-11-16', 0, null, 'noData']
	] as const)('%s', (_, due, letters, since, expected) => {
		expect(apologyStanding(due, letters, since)).toBe(expected);
	});
});
