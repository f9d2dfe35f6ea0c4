import { describe, expect, it, test } from 'vitest';
import { answer, ask, consultationStanding, onTimeShare } from './consultation.ts';

const told = {
	...{ bodyKind: 'ministry' as const, number: '', askedOn: '2026-11-05', dueOn: '2026-11-12' }
};

describe('an opinion asked on Thursday 5 November 2026, answer by the 12th', () => {
	test.each([
		['no answer on the last day', null, '2026-11-12', 'waiting'],
		['no answer the day after', null, '2026-11-13', 'waitingLate'],
		['answered on the last day', '2026-11-12', '2026-11-20', 'onTime'],
		['answered the day after', '2026-11-13', '2026-11-20', 'late']
	])('%s', (_, answeredOn, today, standing) => {
		expect(consultationStanding({ dueOn: told.dueOn, answeredOn }, today)).toBe(standing);
	});

	it('without a day is never late', () => {
		expect(consultationStanding({ dueOn: null, answeredOn: null }, '2027-11-12')).toBe('waiting');
		expect(consultationStanding({ dueOn: null, answeredOn: '2026-12-01' }, '2027-01-01')).toBe(
			'answeredNoDue'
		);
	});
});

describe('what is not put on record', () => {
	const dossier = { receivedOn: '2026-11-02' };
	test.each([
		['asked tomorrow', { ...told, askedOn: '2026-11-21' }, 'consultation.future'],
		['asked before reception', { ...told, askedOn: '2026-11-01' }, 'consultation.before_received'],
		['to be answered before', { ...told, dueOn: '2026-11-04' }, 'consultation.due_before_asked']
	])('%s', (_, given, code) => {
		expect(ask(dossier, given, '2026-11-20')).toMatchObject({ refusal: { code } });
	});

	test.each([
		['an answer to what was answered', true, '2026-11-10', 'consultation.already_ended'],
		['an answer before the question', false, '2026-11-04', 'consultation.before_asked'],
		['an answer of tomorrow', false, '2026-11-21', 'consultation.future']
	])('%s', (_, ended, answeredOn, code) => {
		const held = { askedOn: told.askedOn, ended };
		expect(answer(held, answeredOn, '2026-11-20')).toMatchObject({ refusal: { code } });
	});
});

it('the share on time counts what is overdue, and not what may still come', () => {
	const none = { waiting: 0, waitingLate: 0, onTime: 0, late: 0, answeredNoDue: 0 };
	expect(onTimeShare({ ...none, waiting: 4, answeredNoDue: 2 })).toBe(null);
	expect(onTimeShare({ ...none, onTime: 3, late: 1, waiting: 9 })).toBe(0.75);
	expect(onTimeShare({ ...none, onTime: 1, waitingLate: 1 })).toBe(0.5);
});
