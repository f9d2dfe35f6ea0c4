import { describe, expect, test } from 'vitest';
import {
	aSnapshot,
	aStep,
	aSupplement,
	at,
	PLAIN_RULES,
	told
} from '../../../../tests/makers/story.ts';
import { dayOf } from '../calendar/time.ts';
import type { Dossier } from './dossier.ts';
import { fold } from './fold.ts';
import type { Recorded } from './message.ts';

const sent = (arrived: string, rest: Parameters<typeof aSnapshot>[0] = {}) =>
	told(arrived, aSnapshot({ receivedAt: '2026-11-02', ...rest }));
const step = (when: string, status: Parameters<typeof aStep>[1]) => told(when, aStep(when, status));
const read = (...messages: Recorded[]) => fold(messages, PLAIN_RULES);
const due = (day: string) => `2026-11-${day} 17:00`;

/** The ledger as lines: the appointment, the promise after it, since when, why. */
function ledger({ dues }: Dossier): string[] {
	return dues.map((entry) => {
		const [d, p, since] = [entry.dueAt, entry.promiseAt, entry.effectiveAt].map((instant) =>
			dayOf(instant).slice(5)
		);
		return `${d} (${p}) from ${since}: ${entry.reason}`;
	});
}

const NEW = sent('2026-11-02 08:05', { status: 2, dueAt: due('16') });

describe('the appointment D', () => {
	test('is recorded, and holds from the reception on', () => {
		expect(ledger(read(NEW))).toEqual(['11-16 (11-16) from 11-02: first']);
	});

	test('an empty NgayHenTra never erases it', () => {
		const dossier = read(NEW, sent('2026-11-05', { dueAt: null }));
		expect(dossier.state.dueOn).toBe('2026-11-16');
		expect(dossier.flags).not.toContain('N01');
	});

	test('of a dossier submitted online holds from its first day, not from the arrival', () => {
		const online = { submittedAt: '2026-10-30 20:00' };
		const dossier = read(
			sent('2026-10-30 20:01', { ...online, status: 1, receivedAt: null, dueAt: null }),
			sent('2026-11-03 07:00', { ...online, status: 2, dueAt: due('16') })
		);
		expect(ledger(dossier)).toEqual(['11-16 (11-16) from 10-30: first']);
	});

	test('told first for a dossier long received, holds from when it was told', () => {
		const dossier = read(
			sent('2026-11-02 08:05', { dueAt: null }),
			sent('2026-11-05', { dueAt: due('16') })
		);
		expect(ledger(dossier)).toEqual(['11-16 (11-16) from 11-05: first']);
	});

	test('told late and out of date does not come back', () => {
		const dossier = read(
			sent('2026-11-06 09:05', {
				supplements: [aSupplement({ requestedAt: '2026-11-03', receivedAt: '2026-11-06' })],
				dueAt: due('19')
			}),
			{ ...NEW, arrivedAt: at('2026-11-20') }
		);
		expect(dossier.state.dueOn).toBe('2026-11-19');
		expect(dossier.firstDueAt).toBe(at(due('16')));
	});
});

describe('the promise P', () => {
	const asked = (from: string, to: string | null, before: string | null, after: string | null) =>
		aSupplement({
			requestedAt: `2026-11-${from} 09:00`,
			receivedAt: to === null ? null : `2026-11-${to} 09:00`,
			dueBefore: before === null ? null : due(before),
			dueAfter: after === null ? null : due(after)
		});

	test.each<[string, Recorded[], string[]]>([
		[
			'stays when the appointment is moved without ground',
			[NEW, sent('2026-11-10', { dueAt: due('20') })],
			['11-16 (11-16) from 11-02: first', '11-20 (11-16) from 11-10: moved']
		],
		[
			'moves with a supplement entry that carries both dates',
			[
				NEW,
				sent('2026-11-06 09:05', { supplements: [asked('03', '06', '16', '19')], dueAt: due('19') })
			],
			['11-16 (11-16) from 11-02: first', '11-19 (11-19) from 11-06: supplement']
		],
		[
			'moves with a supplement entry without dates of its own',
			[
				NEW,
				sent('2026-11-06 09:05', { supplements: [asked('03', '06', null, null)], dueAt: due('19') })
			],
			['11-16 (11-16) from 11-02: first', '11-19 (11-19) from 11-06: supplement']
		],
		[
			'moves when the request was told before, and the new date with its answer',
			[
				NEW,
				sent('2026-11-03 09:05', {
					status: 5,
					supplements: [asked('03', null, null, null)],
					dueAt: due('16')
				}),
				sent('2026-11-06 09:05', { supplements: [asked('03', '06', null, null)], dueAt: due('19') })
			],
			['11-16 (11-16) from 11-02: first', '11-19 (11-19) from 11-06: supplement']
		],
		[
			'moves when the entry of the request comes only after the new date',
			[
				NEW,
				sent('2026-11-06 09:01', { dueAt: due('19') }),
				sent('2026-11-06 09:05', {
					supplements: [asked('03', '06', '16', '19')],
					dueAt: due('19')
				})
			],
			['11-16 (11-16) from 11-02: first', '11-19 (11-19) from 11-06: supplement']
		],
		[
			'moves when the new date comes only after the answer was told',
			[
				NEW,
				sent('2026-11-06 09:05', {
					supplements: [asked('03', '06', null, null)],
					dueAt: due('16')
				}),
				sent('2026-11-09', { supplements: [asked('03', '06', null, null)], dueAt: due('19') })
			],
			['11-16 (11-16) from 11-02: first', '11-19 (11-19) from 11-06: supplement']
		],
		[
			'moves once for one request: the next move is without ground',
			[
				NEW,
				sent('2026-11-06 09:05', {
					supplements: [asked('03', '06', null, null)],
					dueAt: due('19')
				}),
				sent('2026-11-10', { supplements: [asked('03', '06', null, null)], dueAt: due('25') })
			],
			[
				'11-16 (11-16) from 11-02: first',
				'11-19 (11-19) from 11-06: supplement',
				'11-25 (11-19) from 11-10: moved'
			]
		],
		[
			'moves by the same days where the two have parted',
			[
				NEW,
				sent('2026-11-04', { dueAt: due('20') }),
				sent('2026-11-09 09:05', { supplements: [asked('05', '09', '20', '24')], dueAt: due('24') })
			],
			[
				'11-16 (11-16) from 11-02: first',
				'11-20 (11-16) from 11-04: moved',
				'11-24 (11-20) from 11-09: supplement'
			]
		],
		[
			'does not move by what an entry starts from and nobody told',
			[
				NEW,
				sent('2026-11-09 09:05', { supplements: [asked('05', '09', '20', '24')], dueAt: due('24') })
			],
			[
				'11-16 (11-16) from 11-02: first',
				'11-20 (11-16) from 11-09: moved',
				'11-24 (11-20) from 11-09: supplement'
			]
		],
		[
			'moves three times with three requests, whatever their order in the list',
			[
				NEW,
				sent('2026-11-18 09:05', {
					supplements: [
						asked('17', '18', '23', '24'),
						asked('09', '10', '18', '23'),
						asked('03', '05', '16', '18')
					],
					dueAt: due('24')
				})
			],
			[
				'11-16 (11-16) from 11-02: first',
				'11-18 (11-18) from 11-05: supplement',
				'11-23 (11-23) from 11-10: supplement',
				'11-24 (11-24) from 11-18: supplement'
			]
		],
		[
			'starts from the first date that the first entry names',
			[
				sent('2026-11-18 09:05', { supplements: [asked('03', '05', '16', '18')], dueAt: due('18') })
			],
			['11-16 (11-16) from 11-02: first', '11-18 (11-18) from 11-05: supplement']
		],
		[
			'moves with a financial duty',
			[
				NEW,
				step('2026-11-04 09:00', 6),
				step('2026-11-09 09:00', 4),
				sent('2026-11-09 09:05', { dueAt: due('20') })
			],
			['11-16 (11-16) from 11-02: first', '11-20 (11-20) from 11-09: financial_duty']
		],
		[
			'moves with a stop that was resumed',
			[
				NEW,
				step('2026-11-04 09:00', 8),
				step('2026-11-09 09:00', 4),
				sent('2026-11-09 09:05', { dueAt: due('20') })
			],
			['11-16 (11-16) from 11-02: first', '11-20 (11-20) from 11-09: resumed']
		],
		[
			'keeps the new date when the stop is told again later in order than the resumption',
			[
				NEW,
				sent('2026-11-04 09:05', { status: 8, finishedAt: '2026-11-04 09:00', dueAt: due('16') }),
				step('2026-11-09 09:00', 4),
				sent('2026-11-09 09:05', { dueAt: due('20') })
			],
			['11-16 (11-16) from 11-02: first', '11-20 (11-20) from 11-09: resumed']
		],
		[
			'moves with an answer that is told only after another move',
			[
				NEW,
				sent('2026-11-05 08:00', { dueAt: due('18') }),
				sent('2026-11-09 08:00', {
					supplements: [asked('03', '04', null, null)],
					dueAt: due('20')
				})
			],
			[
				'11-16 (11-16) from 11-02: first',
				'11-18 (11-16) from 11-03: moved',
				'11-20 (11-18) from 11-04: supplement'
			]
		],
		[
			'moves with an entry that tells no date at all, when it is told',
			[NEW, sent('2026-11-09', { supplements: [aSupplement()], dueAt: due('20') })],
			['11-16 (11-16) from 11-02: first', '11-20 (11-20) from 11-09: supplement']
		],
		[
			'stays when a fee is asked for only after the move',
			[NEW, sent('2026-11-04', { dueAt: due('20') }), step('2026-11-05 09:00', 6)],
			['11-16 (11-16) from 11-02: first', '11-20 (11-16) from 11-04: moved']
		],
		[
			'stays when the dossier is stopped and not resumed',
			[NEW, step('2026-11-04 09:00', 8), sent('2026-11-09 09:05', { status: 8, dueAt: due('20') })],
			['11-16 (11-16) from 11-02: first', '11-20 (11-16) from 11-09: moved']
		],
		[
			'stays when papers were asked for by a step without an entry',
			[
				NEW,
				step('2026-11-04 09:00', 5),
				step('2026-11-09 09:00', 4),
				sent('2026-11-09 09:05', { dueAt: due('20') })
			],
			['11-16 (11-16) from 11-02: first', '11-20 (11-16) from 11-09: moved']
		],
		[
			'stays when a finished dossier is reopened with another date',
			[
				NEW,
				step('2026-11-10 09:00', 9),
				step('2026-11-12 09:00', 4),
				sent('2026-11-12 09:05', { dueAt: due('20') })
			],
			['11-16 (11-16) from 11-02: first', '11-20 (11-16) from 11-12: moved']
		],
		[
			'stays when the appointment is brought forward without ground',
			[NEW, sent('2026-11-10', { dueAt: due('12') })],
			['11-16 (11-16) from 11-02: first', '11-12 (11-16) from 11-10: moved']
		],
		[
			'is not touched by another hour of the same day',
			[NEW, sent('2026-11-10', { dueAt: '2026-11-16 11:00' })],
			['11-16 (11-16) from 11-02: first', '11-16 (11-16) from 11-10: time_only']
		]
	])('%s', (_, messages, lines) => {
		expect(ledger(read(...messages))).toEqual(lines);
		expect(ledger(read(...messages.toReversed()))).toEqual(lines);
	});

	test('a moved appointment is marked, another hour of the same day is not', () => {
		expect(read(NEW, sent('2026-11-10', { dueAt: due('20') })).state.moved).toBe(true);
		expect(read(NEW, sent('2026-11-10', { dueAt: '2026-11-16 11:00' })).state.moved).toBe(false);
	});

	test('what moved on the 10th had not moved on the 9th', () => {
		const { spans } = read(NEW, sent('2026-11-10', { dueAt: due('20') }));
		expect(spans.map(({ from, state }) => [dayOf(from), state.dueOn, state.moved])).toEqual([
			['2026-11-02', '2026-11-16', false],
			['2026-11-10', '2026-11-20', true]
		]);
	});

	test('absurd dates, moved to and fro, stay dates that can be written', () => {
		const far = [at('9998-01-01'), at('1990-01-01')];
		const entries = Array.from({ length: 8 }, (_, i) =>
			sent(`2026-11-${10 + i}`, {
				dueAt: far[i % 2] ?? null,
				supplements: i % 2 === 0 ? [asked(String(i + 10), null, null, null)] : []
			})
		);
		const dossier = read(NEW, ...entries);
		for (const { promiseAt } of dossier.dues) expect(dayOf(promiseAt)).toMatch(/^\d{4}-\d\d-\d\d$/);
	});
});
