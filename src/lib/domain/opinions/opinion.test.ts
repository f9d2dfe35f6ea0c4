import { describe, expect, it } from 'vitest';
import type { Role } from '../accounts/account.ts';
import { readerFor, type Reader } from '../accounts/reader.ts';
import { agencyDirectory } from '../agencies/agency.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import {
	mayBeDone,
	OPINION_ACTS,
	opinionBy,
	possibleOpinionActs,
	seesOpinion,
	type Opinion
} from './opinion.ts';
import { readyDues, readyTexts } from './ready-texts.ts';

const directory = agencyDirectory({ versions: [], aliases: [], successions: [] });
function person(id: number, role: Role, onBehalfOf: number | null = null): Reader {
	const post = { id, role, agencyId: null, fields: [], answersFor: [], onBehalfOf };
	const posts = [{ ...post, validFrom: '2026-01-01', validTo: null }];
	return readerFor({ id, email: '', name: '', posts }, directory, '2026-11-20');
}
const chairman = person(1, 'leader');
const deputy = person(2, 'leader');
const secretary = person(3, 'secretary', 1);
const office = person(4, 'office');
const inspector = person(5, 'inspector');
const opinion = (rest: Partial<Opinion> = {}): Opinion => ({
	...{ agencyId: 9, text: 'Khẩn trương giải quyết hồ sơ quá hạn', due: '2026-11-27' },
	cause: { kind: 'indicator', id: 'open.overdue', agency: 'H21.05', value: 13, at: 0 },
	...{ state: 'given', counted: 13, countedAt: 0, leaderId: 1, preparedBy: 1, preparedAt: 0 },
	...{ givenAt: 0, settledAt: null, word: null },
	...rest
});
const prepared = opinion({ state: 'prepared', preparedBy: 3, givenAt: null });

describe('an opinion', () => {
	it('is given by the leader, and only prepared by the leader’s secretary', () => {
		expect(opinionBy(chairman)).toMatchObject({ value: { leaderId: 1, state: 'given' } });
		expect(opinionBy(secretary)).toMatchObject({ value: { leaderId: 1, state: 'prepared' } });
		for (const other of [office, inspector, person(6, 'secretary')]) {
			expect(opinionBy(other)).toMatchObject({ refusal: { code: 'opinion.not_yours' } });
		}
		expect(possibleOpinionActs(prepared, secretary)).toEqual(['withdraw']);
		expect(possibleOpinionActs(prepared, chairman)).toEqual(['give', 'withdraw']);
		expect(possibleOpinionActs(prepared, deputy)).toEqual([]);
	});

	it('is issued or given back by the office, once', () => {
		expect(possibleOpinionActs(opinion(), office)).toEqual(['issue', 'return']);
		expect(possibleOpinionActs(opinion({ state: 'issued' }), office)).toEqual([]);
		expect(mayBeDone(opinion({ state: 'issued' }), 'return', office)).toMatchObject({
			refusal: { code: 'opinion.not_now' }
		});
	});

	it('that came back may be given again or taken back by the leader, and an issued one by nobody', () => {
		expect(possibleOpinionActs(opinion({ state: 'returned' }), chairman)).toEqual([
			'give',
			'withdraw'
		]);
		for (const by of [chairman, secretary, office, inspector]) {
			expect(possibleOpinionActs(opinion({ state: 'issued' }), by)).toEqual([]);
			expect(possibleOpinionActs(opinion({ state: 'withdrawn' }), by)).toEqual([]);
		}
	});

	it('is not the office’s to see before it was given, and nobody else’s at any time', () => {
		expect(seesOpinion(prepared, office)).toBe(false);
		expect(seesOpinion(opinion(), office)).toBe(true);
		for (const by of [deputy, inspector, person(7, 'centre')]) {
			expect(seesOpinion(opinion(), by)).toBe(false);
			for (const act of OPINION_ACTS) {
				expect(mayBeDone(opinion(), act, by)).toMatchObject({ accepted: false });
			}
		}
	});
});

describe('what is ready to be chosen', () => {
	it('fits the number, the likeliest first', () => {
		expect(readyTexts('open.overdue')[0]).toBe('Khẩn trương giải quyết hồ sơ quá hạn');
		expect(readyTexts('rates.late')[0]).toBe('Báo cáo nguyên nhân hồ sơ trễ hạn');
		expect(readyTexts('tasks.open.overdue')[0]).toBe('Khẩn trương hoàn thành nhiệm vụ quá hạn');
		expect(readyTexts('received').length).toBeGreaterThan(0);
	});

	it('counts working days, past week-ends and days off', () => {
		expect(readyDues(vietnamCalendar(), '2026-11-20')).toEqual([
			{ days: 3, due: '2026-11-26' },
			{ days: 5, due: '2026-11-30' },
			{ days: 10, due: '2026-12-07' }
		]);
	});
});
