import { describe, expect, test } from 'vitest';
import { aSnapshot, at, told } from '../../../../tests/makers/story.ts';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS, officeHours } from '../calendar/office-hours.ts';
import { isoOf } from '../calendar/time.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { PARAMETERS } from '../deadlines/parameters.ts';
import { procedureCatalogue, type ProcedureVersion } from '../procedures/catalogue.ts';
import { fold } from './fold.ts';
import { foldRules, type Rules } from './rules.ts';

function aVersion(rest: Partial<AgencyVersion> = {}): AgencyVersion {
	return {
		agencyId: 1,
		code: 'H21.01',
		name: 'Sở Nông nghiệp và Môi trường',
		shortName: 'Sở NN&MT',
		kind: 'so',
		level: 'tinh',
		parentId: null,
		accountable: true,
		vertical: false,
		validFrom: '2018-01-01',
		validTo: null,
		hours: DEFAULT_OFFICE_HOURS,
		...rest
	};
}

function aProcedure(rest: Partial<ProcedureVersion> = {}): ProcedureVersion {
	return {
		code: '1.000001',
		name: 'Chứng thực bản sao',
		fieldCode: 'H21-TP',
		fieldName: 'Chứng thực',
		norm: null,
		committed: null,
		sameDay: true,
		validFrom: '2018-01-01',
		validTo: null,
		source: 'thử nghiệm',
		...rest
	};
}

function someRules(rest: Partial<Rules> = {}): Rules {
	return {
		directory: agencyDirectory({ versions: [aVersion()], aliases: [], successions: [] }),
		catalogue: procedureCatalogue([aProcedure(), aProcedure({ code: '1.004227', sameDay: false })]),
		calendar: vietnamCalendar(),
		parameters: PARAMETERS,
		...rest
	};
}

const minute = (instant: number | null) =>
	instant === null ? null : isoOf(instant).slice(0, 16).replace('T', ' ');

function received(when: string, rest: Parameters<typeof aSnapshot>[0] = {}) {
	const content = aSnapshot({ procedure: '1.000001', receivedAt: when, dueAt: null, ...rest });
	return told(at(when) + 60_000, content);
}

describe('D of a same-day procedure without NgayHenTra', () => {
	test.each([
		['2026-11-02 07:30', '2026-11-02 17:00'],
		['2026-11-02 14:59', '2026-11-02 17:00'],
		['2026-11-02 15:00', '2026-11-02 17:00'],
		['2026-11-02 15:00:01', '2026-11-03 17:00'],
		['2026-11-02 15:01', '2026-11-03 17:00'],
		['2026-11-06 15:01', '2026-11-09 17:00'],
		// Saturday 22 August 2026 is worked; 24 November 2026 is a holiday.
		['2026-08-21 16:00', '2026-08-22 17:00'],
		['2026-11-23 15:01', '2026-11-25 17:00'],
		['2026-11-07 09:00', '2026-11-09 17:00']
	])('received %s: %s', (when, due) => {
		const dossier = fold([received(when)], foldRules(someRules()));
		expect(minute(dossier.state.dueAt)).toBe(due);
		expect(dossier.dueSource).toBe('same_day');
		expect(dossier.dues.map(({ reason, grounded }) => [reason, grounded])).toEqual([
			['same_day', true]
		]);
		expect(dossier.state).toMatchObject({ moved: false, promiseOn: due.slice(0, 10) });
	});

	test('follows the hours of the agency that received it', () => {
		const hours = officeHours({ from: 7 * 60, to: 11 * 60 });
		const rules = someRules({
			directory: agencyDirectory({ versions: [aVersion({ hours })], aliases: [], successions: [] })
		});
		const dossier = fold([received('2026-11-02 09:00')], foldRules(rules));
		expect(minute(dossier.state.dueAt)).toBe('2026-11-02 11:00');
	});

	test('NgayHenTra comes first where there is one', () => {
		const dossier = fold(
			[received('2026-11-02 09:00', { dueAt: '2026-11-05 17:00' })],
			foldRules(someRules())
		);
		expect([minute(dossier.state.dueAt), dossier.dueSource]).toEqual([
			'2026-11-05 17:00',
			'recorded'
		]);
	});

	test('a procedure that is not same-day has none', () => {
		const dossier = fold(
			[received('2026-11-02 09:00', { procedure: '1.004227' })],
			foldRules(someRules())
		);
		expect([dossier.state.dueAt, dossier.dueSource]).toEqual([null, null]);
		expect(dossier.flags).toContain('N01');
	});

	test('the catalogue of the day of reception decides', () => {
		const catalogue = procedureCatalogue([
			aProcedure({ sameDay: false, validTo: '2026-11-02' }),
			aProcedure({ sameDay: true, validFrom: '2026-11-03' })
		]);
		const rules = foldRules(someRules({ catalogue }));
		expect(fold([received('2026-11-02 09:00')], rules).state.dueAt).toBeNull();
		expect(fold([received('2026-11-03 09:00')], rules).state.dueOn).toBe('2026-11-03');
	});
});

describe('T17 a holiday is declared', () => {
	const declared = someRules({
		calendar: vietnamCalendar([
			{ day: '2026-11-05', kind: 'local_off', name: 'Nghỉ bão', source: 'thử nghiệm' },
			{ day: '2026-11-16', kind: 'local_off', name: 'Nghỉ bão', source: 'thử nghiệm' }
		])
	});
	const story = [
		received('2026-11-02 09:00', { dueAt: '2026-11-16 17:00' }),
		told(
			'2026-11-09 09:00',
			aSnapshot({
				procedure: '1.000001',
				receivedAt: '2026-11-02 09:00',
				dueAt: '2026-11-20 17:00'
			})
		)
	];

	test('NgayHenTra and its ledger stay, also when it falls on that day', () => {
		const before = fold(story, foldRules(someRules()));
		const after = fold(story, foldRules(declared));
		expect(after).toEqual(before);
	});

	test('the limit for asking for papers moves with it', () => {
		const asked = (when: string) =>
			told(
				at(when) + 60_000,
				aSnapshot({
					status: 5,
					receivedAt: '2026-11-02 09:00',
					supplements: [
						{ requestedAt: at(when), receivedAt: null, dueBefore: null, dueAfter: null }
					]
				})
			);
		const messages = [asked('2026-11-06 09:00')];
		expect(fold(messages, foldRules(someRules())).flags).toContain('N06');
		expect(fold(messages, foldRules(declared)).flags).not.toContain('N06');
	});

	test('so does the end of a same-day procedure that was not told one', () => {
		const messages = [received('2026-11-04 15:30')];
		expect(fold(messages, foldRules(someRules())).state.dueOn).toBe('2026-11-05');
		expect(fold(messages, foldRules(declared)).state.dueOn).toBe('2026-11-06');
	});
});

describe('what the rules are read from', () => {
	test('an unknown procedure and an unknown receiving unit raise a question', () => {
		const rules = foldRules(someRules());
		const flags = (rest: Parameters<typeof aSnapshot>[0]) =>
			fold([received('2026-11-02 09:00', rest)], rules).flags;
		expect(flags({})).not.toContain('N17');
		expect(flags({ procedure: '9.999999' })).toContain('N17');
		expect(flags({ receivedBy: 'H99.77' })).toContain('N17');
		expect(flags({ receivedBy: '' })).toContain('N17');
	});

	test('a receiving unit in the old form of its code is the same agency', () => {
		expect(foldRules(someRules()).knowsReceiver('000.00.01.H21')).toBe(true);
	});
});
