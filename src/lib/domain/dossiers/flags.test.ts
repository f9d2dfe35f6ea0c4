import { describe, expect, test } from 'vitest';
import {
	aSnapshot,
	aStep,
	aSupplement,
	PLAIN_RULES,
	told
} from '../../../../tests/makers/story.ts';
import type { FoldRules } from './fold.ts';
import { fold, foldWithSigns } from './fold.ts';
import { dayInCode, type Flag } from './flags.ts';
import type { Recorded } from './message.ts';
import { isOneStopUnit } from './one-stop.ts';

interface Case {
	flag: Flag;
	/** A story that raises the question, and one as near to it as can be that does not. */
	when: string;
	raised: Recorded[];
	unless: string;
	not: Recorded[];
	rules?: Partial<FoldRules>;
}

const sent = (arrived: string, rest: Parameters<typeof aSnapshot>[0] = {}, backfill = false) =>
	told(arrived, aSnapshot({ receivedAt: '2026-11-02', results: 1, ...rest }), { backfill });
const step = (arrived: string, when: string, status: Parameters<typeof aStep>[1]) =>
	told(arrived, aStep(when, status));
const NEW = '2026-11-02 08:05';
const finished = { status: 9, finishedAt: '2026-11-13 10:00' } as const;

const CASES: Case[] = [
	{
		flag: 'N01',
		when: 'an open dossier has no appointment',
		raised: [sent(NEW, { dueAt: null })],
		unless: 'it is still waiting for its reception',
		not: [sent(NEW, { dueAt: null, status: 1, receivedAt: null, submittedAt: '2026-11-02' })]
	},
	{
		flag: 'N02',
		when: 'the dossier code is not standard',
		raised: [sent(NEW, { code: 'HS-12' })],
		unless: 'it is in the old form with a five-digit serial',
		not: [sent(NEW, { code: '000.00.BD.H08-261102-10999' })]
	},
	{
		flag: 'N03',
		when: 'the day in the code is not the day of reception',
		raised: [sent(NEW, { code: 'H21.01-261103-0001' })],
		unless: 'it is the day of reception, late in the evening',
		not: [sent('2026-11-02 23:59', { receivedAt: '2026-11-02 23:58' })]
	},
	{
		flag: 'N04',
		when: 'the appointment is moved without ground',
		raised: [sent(NEW), sent('2026-11-10', { dueAt: '2026-11-20 17:00' })],
		unless: 'a supplement request grounds the move',
		not: [
			sent(NEW),
			sent('2026-11-10', {
				dueAt: '2026-11-20 17:00',
				supplements: [aSupplement({ requestedAt: '2026-11-03', receivedAt: '2026-11-09' })]
			})
		]
	},
	{
		flag: 'N05',
		when: 'papers are asked for twice',
		raised: [
			sent('2026-11-06 10:00', {
				supplements: [
					aSupplement({ requestedAt: '2026-11-03', receivedAt: '2026-11-04' }),
					aSupplement({ requestedAt: '2026-11-05', receivedAt: '2026-11-06' })
				]
			})
		],
		unless: 'one request is told again with its answer',
		not: [
			sent('2026-11-03 10:00', {
				status: 5,
				supplements: [aSupplement({ requestedAt: '2026-11-03' })]
			}),
			sent('2026-11-06 10:00', {
				supplements: [aSupplement({ requestedAt: '2026-11-03', receivedAt: '2026-11-06' })]
			})
		]
	},
	{
		flag: 'N06',
		when: 'papers are asked for after the limit',
		raised: [
			sent('2026-11-06 10:00', {
				status: 5,
				supplements: [aSupplement({ requestedAt: '2026-11-06 09:00' })]
			})
		],
		unless: 'it is the last day of the limit',
		not: [
			sent('2026-11-05 10:00', {
				status: 5,
				supplements: [aSupplement({ requestedAt: '2026-11-05 09:00' })]
			})
		]
	},
	{
		flag: 'N06',
		when: 'papers are asked for, after more than three working days',
		raised: [
			sent('2026-11-12', {
				supplements: [aSupplement({ requestedAt: '2026-11-10 09:00' })]
			}),
			step('2026-11-10 09:00', '2026-11-10 09:00', 5)
		],
		unless: 'the entry is the stop of the clock for a fee',
		not: [
			sent('2026-11-12', {
				supplements: [aSupplement({ requestedAt: '2026-11-10 09:00' })]
			}),
			step('2026-11-10 09:00', '2026-11-10 09:00', 6)
		]
	},
	{
		flag: 'N07',
		when: 'a dossier is finished without a result',
		raised: [sent('2026-11-13 10:05', { ...finished, results: 0 })],
		unless: 'the result is there',
		not: [sent('2026-11-13 10:05', { ...finished, results: 1 })]
	},
	{
		flag: 'N10',
		when: 'the appointment is moved a second time',
		raised: [
			sent(NEW),
			sent('2026-11-10', { dueAt: '2026-11-20 17:00' }),
			sent('2026-11-12', { dueAt: '2026-11-25 17:00' })
		],
		unless: 'the second time only the hour changes',
		not: [
			sent(NEW),
			sent('2026-11-10', { dueAt: '2026-11-20 17:00' }),
			sent('2026-11-12', { dueAt: '2026-11-20 11:00' })
		]
	},
	{
		flag: 'N11',
		when: 'a step is told more than 24 hours after it was taken',
		raised: [sent(NEW), step('2026-11-05 08:01', '2026-11-04 08:00', 4)],
		unless: 'it is told 24 hours after',
		not: [sent(NEW), step('2026-11-05 08:00', '2026-11-04 08:00', 4)]
	},
	{
		flag: 'N11',
		when: 'a reception is first told days later',
		raised: [sent('2026-11-09')],
		unless: 'the dossier is sent again days later because its appointment moved',
		not: [sent(NEW), sent('2026-11-09', { dueAt: '2026-11-20 17:00' })]
	},
	{
		flag: 'N11',
		when: 'a live message comes days late',
		raised: [sent('2026-11-09')],
		unless: 'the source was declared history',
		not: [sent('2026-11-09', {}, true)]
	},
	{
		flag: 'N12',
		when: 'a finished dossier is in processing again',
		raised: [sent('2026-11-13 10:05', finished), step('2026-11-17', '2026-11-17', 4)],
		unless: 'an old snapshot only arrives late',
		not: [sent('2026-11-13 10:05', finished), sent('2026-11-17')]
	},
	{
		flag: 'N12',
		when: 'a stopped dossier is in processing again',
		raised: [sent(NEW), step('2026-11-10', '2026-11-10', 8), step('2026-11-17', '2026-11-17', 4)],
		unless: 'the notice that it was stopped is handed over',
		not: [sent(NEW), step('2026-11-10', '2026-11-10', 8), step('2026-11-17', '2026-11-17', 10)]
	},
	{
		flag: 'N14',
		when: 'a reception is recorded at a specialist division',
		raised: [sent(NEW), step(NEW, '2026-11-02', 2)],
		unless: 'it is recorded at the one-stop unit',
		not: [sent(NEW), told(NEW, aStep('2026-11-02', 2, { unit: 'Bộ phận TN&TKQ xã An Nhơn Tây' }))]
	},
	{
		flag: 'N14',
		when: 'a result is handed over at a specialist division',
		raised: [sent(NEW), step('2026-11-14', '2026-11-14', 10)],
		unless: 'it goes by post',
		not: [sent(NEW, { returnForm: '1' }), step('2026-11-14', '2026-11-14', 10)]
	},
	{
		flag: 'N17',
		when: 'nobody knows the procedure',
		raised: [sent(NEW, { procedure: '9.999999' })],
		unless: 'the catalogue has it',
		not: [sent(NEW)],
		rules: { knowsProcedure: (code) => code === '1.004227' }
	},
	{
		flag: 'N17',
		when: 'nobody knows the receiving unit',
		raised: [sent(NEW, { receivedBy: 'H99.01' })],
		unless: 'it is one of the province',
		not: [sent(NEW)],
		rules: { knowsReceiver: (code) => code === 'H21.01' }
	},
	{
		flag: 'N18',
		when: 'a dossier is finished before it was received',
		raised: [sent('2026-11-13', { ...finished, finishedAt: '2026-11-01' })],
		unless: 'it is finished in the minute of its reception',
		not: [sent('2026-11-13', { ...finished, finishedAt: '2026-11-02' })]
	},
	{
		flag: 'N18',
		when: 'a step in processing lies before the reception',
		raised: [sent(NEW), step('2026-11-02 08:05', '2026-11-01', 4)],
		unless: 'papers were asked for online before the reception',
		not: [sent(NEW), step('2026-11-02 08:05', '2026-11-01', 5)]
	},
	{
		flag: 'U01',
		when: 'nothing but the arrival tells when a dossier was finished',
		raised: [sent(NEW), sent('2026-11-13', { status: 9 })],
		unless: 'a step tells it',
		not: [sent(NEW), sent('2026-11-13', { status: 9 }), step('2026-11-14', '2026-11-12', 9)]
	},
	{
		flag: 'U01',
		when: 'nothing but the arrival tells when a result was finished and returned',
		raised: [sent(NEW), sent('2026-11-13', { status: 10 })],
		unless: 'only the day of the return is not told',
		not: [sent(NEW), sent('2026-11-14', { ...finished, status: 10 })]
	},
	{
		flag: 'U02',
		when: 'something is told to have happened tomorrow',
		raised: [sent('2026-11-12', finished)],
		unless: "the sender's clock is ten minutes ahead",
		not: [sent('2026-11-13 09:50', finished)]
	},
	{
		flag: 'U03',
		when: 'a dossier is withdrawn after its appointment',
		raised: [sent(NEW), step('2026-11-17 09:00', '2026-11-17 09:00', 7)],
		unless: 'it is withdrawn on the day of it',
		not: [sent(NEW), step('2026-11-16 18:00', '2026-11-16 18:00', 7)]
	},
	{
		flag: 'U03',
		when: 'a dossier is stopped after its appointment',
		raised: [sent(NEW), step('2026-11-17 09:00', '2026-11-17 09:00', 8)],
		unless: 'it is stopped before, and the notice handed over after',
		not: [sent(NEW), step('2026-11-13', '2026-11-13', 8), step('2026-11-18', '2026-11-18', 10)]
	},
	{
		flag: 'U04',
		when: 'a result is attached after the handover',
		raised: [
			sent('2026-11-14 08:05', { ...finished, status: 10, returnedAt: '2026-11-14', results: 0 }),
			sent('2026-11-18', { ...finished, status: 10, returnedAt: '2026-11-14', results: 1 })
		],
		unless: 'it is there with the handover',
		not: [
			sent('2026-11-13 10:05', { ...finished, results: 0 }),
			sent('2026-11-14 08:05', { ...finished, status: 10, returnedAt: '2026-11-14', results: 1 })
		]
	},
	{
		flag: 'U05',
		when: 'papers come back after 43 days',
		raised: [
			sent(NEW),
			step('2026-11-03', '2026-11-03', 5),
			step('2026-12-16 09:00', '2026-12-16 09:00', 4)
		],
		unless: 'they come back on the last of 42 days',
		not: [
			sent(NEW),
			step('2026-11-03', '2026-11-03', 5),
			step('2026-12-15 16:00', '2026-12-15 16:00', 4)
		]
	}
];

describe('the messages that raise a question', () => {
	test('are those and no others, whatever the order in which they are read', () => {
		const first = sent(NEW);
		const moved = sent('2026-11-10', { dueAt: '2026-11-20 17:00' });
		const late = step('2026-11-12', '2026-11-09', 4);
		const signs = [
			{ flag: 'N04', messages: [moved.hash] },
			{ flag: 'N11', messages: [late.hash] }
		];
		for (const story of [
			[first, moved, late],
			[late, first, moved, first]
		]) {
			expect(foldWithSigns(story, PLAIN_RULES).signs).toEqual(signs);
		}
	});

	test.each(CASES)('stand beside $flag ($when)', ({ flag, raised, rules }) => {
		const { signs } = foldWithSigns(raised, { ...PLAIN_RULES, ...rules });
		const messages = signs.find((sign) => sign.flag === flag)?.messages ?? [];
		expect(messages.length).toBeGreaterThan(0);
		expect(raised.map(({ hash }) => hash)).toEqual(expect.arrayContaining(messages));
	});
});

describe('one-stop units', () => {
	test.each([
		['Bộ phận Một cửa', true],
		['Trung tâm Phục vụ hành chính công tỉnh', true],
		['TTPVHCC xã Ia Hrú', true],
		['Bộ phận tiếp nhận và trả kết quả', true],
		['Bưu điện Quy Nhơn', true],
		['Phòng Đăng ký đất đai', false],
		['Văn phòng', false]
	])('%s: %s', (unit, is) => expect(isOneStopUnit(unit)).toBe(is));
});

describe('a question is raised', () => {
	test.each(CASES)('$flag when $when; not if $unless', ({ flag, raised, not, rules }) => {
		const asked = { ...PLAIN_RULES, ...rules };
		expect(fold(raised, asked).flags).toContain(flag);
		expect(fold(not, asked).flags).not.toContain(flag);
	});

	test('by nothing in a dossier received, finished and returned as it should be', () => {
		const plain = [
			sent(NEW, { status: 2 }),
			step('2026-11-03 09:01', '2026-11-03 09:00', 4),
			sent('2026-11-13 10:05', finished),
			sent('2026-11-14 08:05', { ...finished, status: 10, returnedAt: '2026-11-14' })
		];
		expect(fold(plain, PLAIN_RULES).flags).toEqual([]);
	});

	test('also of a dossier of which only steps have come', () => {
		const steps = [step('2026-11-05 08:01', '2026-11-03 08:00', 4)];
		expect(fold(steps, PLAIN_RULES).flags).toEqual(['N11']);
	});
});

describe('the reception day in a dossier code', () => {
	test.each([
		['H21.01-261102-0001', '2026-11-02'],
		['000.00.16.H08-240605-0001', '2024-06-05'],
		['000.00.BD.H08-230411-10999', '2023-04-11'],
		['H08.16-260105-000123', '2026-01-05'],
		['H08.16-260105-123', null],
		['G22.99-KHAC', null],
		['h21.01-261102-0001', null]
	])('%s: %s', (code, day) => expect(dayInCode(code)).toBe(day));
});
