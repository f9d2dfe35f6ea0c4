import { describe, expect, test } from 'vitest';
import {
	aSnapshot,
	aStep,
	aSupplement,
	at,
	PLAIN_RULES,
	told
} from '../../../../tests/makers/story.ts';
import { dayOf, isoOf } from '../calendar/time.ts';
import type { Dossier, Phase } from './dossier.ts';
import { fold } from './fold.ts';
import type { Recorded } from './message.ts';

const sent = (arrived: string, rest: Parameters<typeof aSnapshot>[0] = {}) =>
	told(arrived, aSnapshot({ receivedAt: '2026-11-02', ...rest }));
const step = (arrived: string, when: string, status: Parameters<typeof aStep>[1]) =>
	told(arrived, aStep(when, status));
/** A step told in the minute it was taken. */
const now = (when: string, status: Parameters<typeof aStep>[1]) => step(when, when, status);
const read = (...messages: Recorded[]) => fold(messages, PLAIN_RULES);

const NEW = sent('2026-11-02 08:05', { status: 2 });
const minute = (instant: number | null) =>
	instant === null ? null : isoOf(instant).slice(0, 16).replace('T', ' ');

/** The story as a caseworker would tell it: since when in which phase. */
function story({ spans }: Dossier): string[] {
	const told: string[] = [];
	let held: Phase | null = null;
	for (const { from, state } of spans) {
		if (state.phase !== held) told.push(`${minute(from)} ${state.phase}`);
		held = state.phase;
	}
	return told;
}

function phaseAt(dossier: Dossier, when: string): Phase | undefined {
	return dossier.spans.find(({ from, to }) => from <= at(when) && at(when) < to)?.state.phase;
}

describe('E, when the agency finished', () => {
	const nine = { status: 9, finishedAt: '2026-11-12 10:00' } as const;

	test.each<[string, Recorded[], string]>([
		['NgayKetThucXuLy', [NEW, sent('2026-11-12 10:05', nine)], '2026-11-12 10:00'],
		[
			'NgayKetThucXuLy before NgayTra and any step',
			[
				NEW,
				now('2026-11-11', 9),
				sent('2026-11-16 09:05', { ...nine, status: 10, returnedAt: '2026-11-16 09:00' })
			],
			'2026-11-12 10:00'
		],
		[
			'NgayTra where NgayKetThucXuLy is empty',
			[NEW, sent('2026-11-16 09:05', { status: 10, returnedAt: '2026-11-16 09:00' })],
			'2026-11-16 09:00'
		],
		[
			'the first step to 9 or 10 where both are empty',
			[NEW, now('2026-11-13 15:00', 10), now('2026-11-12 14:00', 9)],
			'2026-11-12 14:00'
		],
		[
			'the first arrival where nothing else tells it',
			[NEW, sent('2026-11-14 16:00', { status: 9 }), sent('2026-11-15', { status: 9, results: 1 })],
			'2026-11-14 16:00'
		],
		[
			'its first report where it lies in the future, however often it is told again',
			[
				NEW,
				sent('2026-11-13 16:00', { status: 9, finishedAt: '2062-11-13' }),
				sent('2026-11-17 16:00', { status: 10, finishedAt: '2062-11-13', returnedAt: '2026-11-17' })
			],
			'2026-11-13 16:00'
		],
		[
			'as it was corrected last',
			[
				NEW,
				sent('2026-11-12 10:05', nine),
				sent('2026-11-13', { ...nine, finishedAt: '2026-11-12 16:00' })
			],
			'2026-11-12 16:00'
		]
	])('is %s', (_, messages, end) => {
		const dossier = read(...messages);
		expect(minute(dossier.finishedAt)).toBe(end);
		expect(dossier.state).toMatchObject({ phase: 'resolved', finishedOn: end.slice(0, 10) });
	});

	test('a step that ran ahead of it closes nothing before it', () => {
		const dossier = read(NEW, now('2026-11-10', 9), sent('2026-11-12 10:05', nine));
		expect(phaseAt(dossier, '2026-11-11')).toBe('open');
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-12 10:00 resolved']);
	});

	test('R is NgayTra, also when the citizen comes for it after the appointment', () => {
		const dossier = read(
			NEW,
			sent('2026-11-20 09:05', { ...nine, status: 10, returnedAt: '2026-11-20 09:00' })
		);
		expect(minute(dossier.returnedAt)).toBe('2026-11-20 09:00');
		expect(dossier.state.finishedOn).toBe('2026-11-12');
	});

	test('finished on paper before its reception, it is closed on the day of reception', () => {
		const dossier = read(
			sent('2026-11-03', { receivedAt: '2026-11-02 14:00', status: 9, finishedAt: '2026-10-30' })
		);
		expect(dossier.state).toMatchObject({
			finishedOn: '2026-10-30',
			receivedOn: '2026-11-02',
			closedOn: '2026-11-02'
		});
		expect(phaseAt(dossier, '2026-11-01')).toBeUndefined();
	});
});

describe('what ends a dossier otherwise', () => {
	test('refused at reception: it was never received', () => {
		const dossier = read(
			sent('2026-11-02 09:00', { status: 1, receivedAt: null, submittedAt: '2026-11-02 08:30' }),
			sent('2026-11-03 09:00', {
				status: 3,
				receivedAt: null,
				submittedAt: '2026-11-02 08:30',
				refusedAt: '2026-11-03 08:50'
			})
		);
		expect(story(dossier)).toEqual(['2026-11-02 08:30 awaiting', '2026-11-03 08:50 refused']);
		expect(dossier.state).toMatchObject({ receivedOn: null, closedOn: '2026-11-03' });
	});

	test('submitted to a system that sends no NgayNopHoSo: it waits since its NgayTiepNhan', () => {
		const dossier = read(sent('2026-11-02 16:00', { status: 1, receivedAt: '2026-11-02 08:30' }));
		expect(story(dossier)).toEqual(['2026-11-02 08:30 awaiting']);
		expect(dossier.state).toMatchObject({ submittedAt: at('2026-11-02 08:30'), receivedOn: null });
	});

	test('withdrawn before reception: its day of reception is the day of the withdrawal', () => {
		const dossier = read(
			sent('2026-11-02 09:00', { status: 1, receivedAt: null, submittedAt: '2026-11-02 08:30' }),
			sent('2026-11-04 09:00', {
				status: 7,
				receivedAt: null,
				submittedAt: '2026-11-02 08:30',
				finishedAt: '2026-11-04 08:50'
			})
		);
		expect(story(dossier)).toEqual(['2026-11-02 08:30 awaiting', '2026-11-04 08:50 withdrawn']);
		expect(dossier.state).toMatchObject({ receivedOn: '2026-11-04', closedOn: '2026-11-04' });
	});

	test.each([
		['withdrawn, with the day the papers were given back', { status: 7, returnedAt: '2026-11-04' }],
		['stopped, with the day of the refusal', { status: 8, refusedAt: '2026-11-04' }],
		['refused, with the day processing ended', { status: 3, finishedAt: '2026-11-04' }]
	] as const)('%s alone: that day', (_, rest) => {
		expect(read(NEW, sent('2026-11-20', rest)).state.closedOn).toBe('2026-11-04');
	});

	test('stopped and the notice handed over (8, then 10): it stays stopped since it was stopped', () => {
		const stopped = { finishedAt: '2026-11-10 09:00' };
		const dossier = read(
			NEW,
			sent('2026-11-10 09:05', { ...stopped, status: 8 }),
			sent('2026-11-12 09:05', { ...stopped, status: 10, returnedAt: '2026-11-12 09:00' })
		);
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-10 09:00 stopped']);
		expect(dossier.state).toMatchObject({
			status: 10,
			finishedOn: '2026-11-10',
			closedOn: '2026-11-10'
		});
		expect(dossier.finishedAt).toBeNull();
	});

	test('stopped and handed over by steps alone', () => {
		const dossier = read(NEW, now('2026-11-10 09:00', 8), now('2026-11-12 09:00', 10));
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-10 09:00 stopped']);
	});

	test('stopped, and finished after all without a word between: E is not the day of the stop', () => {
		const dossier = read(
			NEW,
			sent('2026-11-06 09:05', { status: 8, finishedAt: '2026-11-06 09:00' }),
			now('2026-11-12 14:00', 9)
		);
		expect(minute(dossier.finishedAt)).toBe('2026-11-12 14:00');
	});

	test('9 and then 10: resolved once, and no longer waiting to be handed over', () => {
		const dossier = read(NEW, now('2026-11-12 14:00', 9), now('2026-11-13 15:00', 10));
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-12 14:00 resolved']);
		expect(dossier.state.status).toBe(10);
	});
});

describe('resumed after an end', () => {
	test('T8 9 → 4: open again, the first end is kept and a question raised', () => {
		const dossier = read(
			NEW,
			sent('2026-11-12 10:05', { status: 9, finishedAt: '2026-11-12 10:00' }),
			now('2026-11-17 09:00', 4)
		);
		expect(dossier.state.phase).toBe('open');
		expect(dossier.finishedAt).toBeNull();
		expect(minute(dossier.firstEndAt)).toBe('2026-11-12 10:00');
		expect(dossier.flags).toContain('N12');
		expect(phaseAt(dossier, '2026-11-15')).toBe('resolved');
	});

	test('T8 finished again after it was returned: E is the second end, the first stays in the ledger', () => {
		const dossier = read(
			NEW,
			sent('2026-11-12 10:05', {
				status: 10,
				finishedAt: '2026-11-12 10:00',
				returnedAt: '2026-11-12 10:00'
			}),
			now('2026-11-17 09:00', 4),
			sent('2026-11-20 16:05', { status: 9, finishedAt: '2026-11-20 16:00' })
		);
		expect(minute(dossier.finishedAt)).toBe('2026-11-20 16:00');
		expect(minute(dossier.firstEndAt)).toBe('2026-11-12 10:00');
		expect(dossier.state).toMatchObject({ finishedOn: '2026-11-20', closedOn: '2026-11-20' });
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-12 10:00 resolved',
			'2026-11-17 09:00 open',
			'2026-11-20 16:00 resolved'
		]);
	});

	test('told by a snapshot that still carries NgayKetThucXuLy, although it had been in processing before', () => {
		const ended = { finishedAt: '2026-11-12 10:00' };
		const dossier = read(
			NEW,
			now('2026-11-03', 4),
			sent('2026-11-12 10:05', { ...ended, status: 9 }),
			sent('2026-11-17 09:00', { ...ended, status: 4 })
		);
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-12 10:00 resolved',
			'2026-11-17 09:00 open'
		]);
	});

	test('and finished again with the old NgayKetThucXuLy: not before it was reopened', () => {
		const ended = { finishedAt: '2026-11-12 10:00' };
		const dossier = read(
			NEW,
			sent('2026-11-12 10:05', { ...ended, status: 9 }),
			sent('2026-11-17 09:00', { ...ended, status: 4 }),
			sent('2026-11-20 16:00', { ...ended, status: 9, results: 1 })
		);
		expect(minute(dossier.finishedAt)).toBe('2026-11-20 16:00');
		expect(dossier.flags).toContain('U01');
	});

	test('8 → 4: open again with the new appointment', () => {
		const dossier = read(
			NEW,
			sent('2026-11-06 09:05', { status: 8, finishedAt: '2026-11-06 09:00' }),
			now('2026-11-10 09:00', 4),
			sent('2026-11-10 09:01', { status: 4, dueAt: '2026-11-18 17:00' })
		);
		expect(dossier.state).toMatchObject({ phase: 'open', dueOn: '2026-11-18' });
		expect(minute(dossier.firstEndAt)).toBe('2026-11-06 09:00');
		expect(dossier.flags).toContain('N12');
		expect(dossier.flags).not.toContain('N04');
	});

	test('8 → 4 told by snapshots alone, none with a date of its own', () => {
		const dossier = read(
			NEW,
			sent('2026-11-06 09:05', { status: 8 }),
			sent('2026-11-10 09:01', { status: 4, dueAt: '2026-11-18 17:00' })
		);
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-06 09:05 stopped',
			'2026-11-10 09:01 open'
		]);
	});
});

describe('T13 waiting for papers', () => {
	test('the clock stops and starts exactly, three times', () => {
		const entry = (from: string, to: string | null) =>
			aSupplement({ requestedAt: from, receivedAt: to });
		const dossier = read(
			NEW,
			sent('2026-11-13 09:00', {
				status: 5,
				supplements: [
					// As some systems list them: the newest first.
					entry('2026-11-12 16:00', null),
					entry('2026-11-09 08:15', '2026-11-10 13:45'),
					entry('2026-11-03 09:00', '2026-11-05 10:30')
				]
			})
		);
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-03 09:00 paused',
			'2026-11-05 10:30 open',
			'2026-11-09 08:15 paused',
			'2026-11-10 13:45 open',
			'2026-11-12 16:00 paused'
		]);
		expect(phaseAt(dossier, '2026-12-31')).toBe('paused');
	});

	test('told by steps', () => {
		const dossier = read(NEW, now('2026-11-03 09:00', 5), now('2026-11-05 10:30', 4));
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-03 09:00 paused',
			'2026-11-05 10:30 open'
		]);
	});

	test('an answer whose date the sender left empty is dated by its arrival', () => {
		const asked = [aSupplement({ requestedAt: '2026-11-03 09:00' })];
		const dossier = read(
			NEW,
			sent('2026-11-03 09:05', { status: 5, supplements: asked }),
			sent('2026-11-06 14:00', { status: 4, supplements: asked })
		);
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-03 09:00 paused',
			'2026-11-06 14:00 open'
		]);
	});

	test('asked for online before the reception, it stops nothing once received', () => {
		const online = { submittedAt: '2026-10-30 20:00' };
		const before = read(
			sent('2026-10-30 20:01', { ...online, status: 1, receivedAt: null }),
			now('2026-10-31 09:00', 5)
		);
		expect(before.state.phase).toBe('paused');
		const after = read(
			sent('2026-10-30 20:01', { ...online, status: 1, receivedAt: null }),
			now('2026-10-31 09:00', 5),
			sent('2026-11-02 08:01', { ...online, status: 2 })
		);
		expect(story(after)).toEqual(['2026-10-30 20:00 awaiting', '2026-11-02 08:00 open']);
	});

	test('asked for and answered twice online before the reception: it waits for its reception between', () => {
		const dossier = read(
			sent('2026-11-05 09:00', {
				status: 5,
				receivedAt: null,
				submittedAt: '2026-11-02 08:00',
				supplements: [
					aSupplement({ requestedAt: '2026-11-02 09:00', receivedAt: '2026-11-03 09:00' }),
					aSupplement({ requestedAt: '2026-11-04 09:00' })
				]
			})
		);
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 awaiting',
			'2026-11-02 09:00 paused',
			'2026-11-03 09:00 awaiting',
			'2026-11-04 09:00 paused'
		]);
	});

	test('a request answered in the same second stops nothing', () => {
		const entry = aSupplement({ requestedAt: '2026-11-03 09:00', receivedAt: '2026-11-03 09:00' });
		const dossier = read(
			NEW,
			sent('2026-11-12 10:05', { status: 9, finishedAt: '2026-11-12 10:00', supplements: [entry] })
		);
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-12 10:00 resolved']);
	});

	test('a fee or a stop that was entered like a supplement ends with its answer', () => {
		for (const status of [6, 8] as const) {
			const dossier = read(
				NEW,
				now('2026-11-04 09:00', status),
				sent('2026-11-12 10:05', {
					status: 9,
					finishedAt: '2026-11-12 10:00',
					supplements: [
						aSupplement({ requestedAt: '2026-11-04 09:00', receivedAt: '2026-11-06 09:00' })
					]
				})
			);
			expect(phaseAt(dossier, '2026-11-05')).not.toBe('open');
			expect(phaseAt(dossier, '2026-11-06 09:00')).toBe('open');
		}
	});

	test('a fee told by a snapshot holds from its arrival, though a later step asks for another', () => {
		const dossier = read(
			NEW,
			sent('2026-11-03 09:00', { status: 6 }),
			now('2026-11-05 09:00', 4),
			now('2026-11-09 09:00', 6)
		);
		expect(story(dossier)).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-03 09:00 paused',
			'2026-11-05 09:00 open',
			'2026-11-09 09:00 paused'
		]);
	});

	test('a financial duty pauses from its arrival, unless the field says that it does not', () => {
		const messages = [NEW, sent('2026-11-05 09:00', { status: 6 })];
		expect(story(fold(messages, PLAIN_RULES))).toEqual([
			'2026-11-02 08:00 open',
			'2026-11-05 09:00 paused'
		]);
		const runsOn = { ...PLAIN_RULES, feesPause: () => false };
		expect(story(fold(messages, runsOn))).toEqual(['2026-11-02 08:00 open']);
	});

	test('the day on which a fee was asked for decides whether it stops the clock, also in other hands', () => {
		const untilFriday = {
			...PLAIN_RULES,
			feesPause: (_code: string, _name: string, on: string) => on <= '2026-11-06'
		};
		const handedOn = told('2026-11-09 09:00', aSnapshot({ status: 6, agencyName: 'Sở Tư pháp' }), {
			agencyId: 2
		});
		const dossier = fold([NEW, sent('2026-11-05 09:00', { status: 6 }), handedOn], untilFriday);
		expect(dossier.state).toMatchObject({ agencyId: 2, phase: 'paused' });
	});
});

describe('messages that come late and out of order', () => {
	const nine = sent('2026-11-12 10:05', { status: 9, finishedAt: '2026-11-12 10:00' });

	test.each<[string, Recorded]>([
		['received', sent('2026-11-20', { status: 2, papers: 9 })],
		['in processing', sent('2026-11-20', { status: 4 })],
		['a fee to be paid', sent('2026-11-20', { status: 6 })],
		['stopped', sent('2026-11-20', { status: 8 })],
		[
			'waiting for papers',
			sent('2026-11-20', {
				status: 5,
				supplements: [aSupplement({ requestedAt: '2026-11-04' })]
			})
		]
	])('an old snapshot "%s" reopens nothing', (_, late) => {
		const dossier = read(NEW, nine, late);
		expect(dossier.state).toMatchObject({ phase: 'resolved', finishedOn: '2026-11-12' });
		expect(dossier.flags).not.toContain('N12');
	});

	test('nor when only a step told that it is finished', () => {
		const dossier = read(NEW, now('2026-11-12 10:00', 9), sent('2026-11-20', { status: 6 }));
		expect(dossier.state.phase).toBe('resolved');
	});

	test('"in processing" told first weeks later does not undo the steps since', () => {
		const dossier = read(
			sent('2026-11-20', { status: 4 }),
			step('2026-11-20', '2026-11-05 09:00', 5)
		);
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-05 09:00 paused']);
	});

	test('the end first and the reception after it', () => {
		const early = read(NEW, now('2026-11-03', 4), nine);
		const late = read(
			nine,
			{ ...NEW, arrivedAt: at('2026-11-20') },
			step('2026-11-21', '2026-11-03', 4)
		);
		expect(story(late)).toEqual(story(early));
		expect(late.changes).toEqual(early.changes);
	});

	test("a day's steps stamped with one instant reopen nothing", () => {
		const dossier = read(NEW, now('2026-11-12 17:00', 9), now('2026-11-12 17:00', 4));
		expect(dossier.state.phase).toBe('resolved');
	});

	test('the first record told again after the withdrawal does not receive the dossier anew', () => {
		const dossier = read(
			sent('2026-11-20', { status: 7 }),
			sent('2026-11-21', { status: 2 }),
			step('2026-11-20', '2026-11-05 09:00', 7)
		);
		expect(story(dossier)).toEqual(['2026-11-02 08:00 open', '2026-11-05 09:00 withdrawn']);
	});

	test('a reception without a time of day does not fall behind the submission of that day', () => {
		const online = { submittedAt: '2026-11-02 09:30' };
		const dossier = read(
			sent('2026-11-02 09:31', { ...online, status: 1, receivedAt: null }),
			sent('2026-11-02 10:00', { ...online, status: 2, receivedAt: '2026-11-02 00:00' })
		);
		expect(dossier.state).toMatchObject({ status: 2, phase: 'open', receivedOn: '2026-11-02' });
	});

	test('steps alone: the dossier is known, and counts for nobody yet', () => {
		const dossier = read(now('2026-11-12 17:00', 9));
		expect(dossier.state).toMatchObject({ status: 9, phase: 'incomplete' });
		expect(dossier.spans).toEqual([]);
	});
});

describe('the agency that it counts for', () => {
	test('T15 changes with the snapshot that names another: one agency at any time', () => {
		const first = told('2026-11-02 08:05', aSnapshot({ status: 2 }), { agencyId: 7 });
		const second = told('2026-11-09 08:00', aSnapshot({ agencyName: 'Sở Tư pháp' }), {
			agencyId: 8
		});
		const dossier = fold([second, first], PLAIN_RULES);
		expect(dossier.spans.map(({ from, state }) => [dayOf(from), state.agencyId])).toEqual([
			['2026-11-02', 7],
			['2026-11-09', 8]
		]);
	});

	test('an older snapshot that comes late does not take it back', () => {
		const asked = [aSupplement({ requestedAt: '2026-11-05 09:00' })];
		const first = told('2026-11-20', aSnapshot({ status: 2 }), { agencyId: 7 });
		const second = told('2026-11-05 09:05', aSnapshot({ status: 5, supplements: asked }), {
			agencyId: 8
		});
		const dossier = fold([second, first], PLAIN_RULES);
		expect(dossier.spans.map(({ from, state }) => [dayOf(from), state.agencyId])).toEqual([
			['2026-11-02', 7],
			['2026-11-05', 8]
		]);
	});
});
