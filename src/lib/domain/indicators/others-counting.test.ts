import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, endOfDay, startOfDay, type Day } from '../calendar/time.ts';
import { FIGURES, type Countable } from '../reports/tally.ts';
import { OTHER_COUNTS, reportQuarterBefore } from './others.ts';
import { compareCounts, noComparedCounts, othersOf, type Asked } from './others-counting.ts';

const TODAY = '2026-11-20';
const AT = startOfDay(TODAY) + 9 * 3_600_000;
const QUESTION = {
	at: AT,
	from: '2026-11-01',
	to: TODAY,
	horizon: { dueSoonUntil: endOfDay('2026-11-23'), awaitingSince: startOfDay('2026-11-18') }
};
const NEVER: Asked = { times: 0, firstOn: null };

function aDossier(rest: Partial<Countable>): Countable {
	return {
		status: 4,
		phase: 'open',
		submittedAt: null,
		receivedOn: '2026-11-02',
		dueAt: null,
		dueOn: null,
		promiseOn: null,
		finishedOn: null,
		closedOn: null,
		moved: false,
		...rest
	};
}
const due = (day: Day) => ({ dueOn: day, dueAt: endOfDay(day), promiseOn: day });
const counted = (dossier: Countable, asked = NEVER) => othersOf(dossier, asked, QUESTION);

const STATES = [
	[1, 'awaiting'],
	[2, 'open'],
	[4, 'open'],
	[5, 'paused'],
	[6, 'paused'],
	[6, 'open'],
	[3, 'refused'],
	[7, 'withdrawn'],
	[8, 'stopped'],
	[10, 'stopped'],
	[9, 'resolved'],
	[10, 'resolved']
] as const;
const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-10-10', n));
const wild = fc
	.record({
		state: fc.constantFrom(...STATES),
		received: fc.integer({ min: 0, max: 40 }),
		end: fc.integer({ min: 0, max: 40 }),
		due: fc.option(day, { nil: null }),
		moved: fc.boolean(),
		asked: fc.integer({ min: 0, max: 3 })
	})
	.map(({ state: [status, phase], received, end, moved, asked, ...rest }) => {
		const isOpen = phase === 'open' || phase === 'paused' || phase === 'awaiting';
		const receivedOn = addDays('2026-10-11', received);
		const finishedOn = isOpen ? null : addDays('2026-10-11', end);
		const closedOn = finishedOn === null ? null : finishedOn < receivedOn ? receivedOn : finishedOn;
		const times = status === 5 ? Math.max(asked, 1) : asked;
		return {
			dossier: aDossier({
				status,
				phase,
				receivedOn: phase === 'awaiting' || phase === 'refused' ? null : receivedOn,
				...(rest.due === null ? {} : due(rest.due)),
				finishedOn,
				closedOn,
				moved
			}),
			asked: { times, firstOn: times === 0 ? null : addDays(receivedOn, 1) }
		};
	});

describe('figures of others', () => {
	it('ours and the named causes add up to theirs, whatever the dossiers', () => {
		fc.assert(
			fc.property(fc.array(wild, { maxLength: 40 }), (dossiers) => {
				const counts = noComparedCounts();
				for (const { dossier, asked } of dossiers) {
					const { ours, theirs, causes } = othersOf(dossier, asked, QUESTION);
					for (const figure of FIGURES) if (ours.has(figure)) counts.ours[figure]++;
					for (const id of theirs) counts.theirs[id]++;
					for (const id of causes) counts.causes[id]++;
				}
				for (const { comparison, ours, theirs, causes } of compareCounts(counts)) {
					const explained = causes.reduce((sum, { signed }) => sum + signed, ours);
					expect([comparison.theirs, explained]).toEqual([comparison.theirs, theirs]);
				}
				const { theirs } = counts;
				expect(theirs['form06.resolved']).toBe(
					theirs['form06.early'] + theirs['form06.onTime'] + theirs['form06.late']
				);
				expect(theirs['form06.open']).toBe(theirs['form06.inTime'] + theirs['form06.overdue']);
				expect(theirs['form06.received']).toBe(theirs['form06.resolved'] + theirs['form06.open']);
			}),
			{ numRuns: 500 }
		);
	});

	it('the portal counts what is open and past due as late; here it is overdue and in no rate', () => {
		const { ours, theirs, causes } = counted(aDossier(due('2026-11-19')));
		expect(theirs.has('portal.late')).toBe(true);
		expect(causes.has('open.overdue')).toBe(true);
		expect(ours.has('resolved.late')).toBe(false);
		const today = counted(aDossier(due(TODAY)));
		expect(today.theirs.has('portal.late')).toBe(false);
	});

	it('form 06 says of withdrawn ones that they were resolved on time, even after the appointment', () => {
		const { theirs, causes } = counted(
			aDossier({
				status: 7,
				phase: 'withdrawn',
				finishedOn: '2026-11-18',
				closedOn: '2026-11-18',
				...due('2026-11-10')
			})
		);
		expect(theirs.has('form06.onTime')).toBe(true);
		expect(causes.has('ended.withdrawn')).toBe(true);
		expect(theirs.has('portal.late')).toBe(true);
	});

	it('QĐ 766 holds papers asked for twice against the agency, though it finished in time', () => {
		const finished = aDossier({
			status: 10,
			phase: 'resolved',
			finishedOn: '2026-11-10',
			closedOn: '2026-11-10',
			...due('2026-11-12')
		});
		const once = counted(finished, { times: 1, firstOn: '2026-11-03' });
		expect(once.theirs.has('qd766.onTime')).toBe(true);
		const twice = counted(finished, { times: 2, firstOn: '2026-11-03' });
		expect(twice.theirs.has('qd766.onTime')).toBe(false);
		expect(twice.causes.has('askedAgain')).toBe(true);
		expect(twice.theirs.has('qd766.all')).toBe(true);
	});

	it('QĐ 766 holds the day of the first request of a waiting dossier, not today', () => {
		const waiting = aDossier({ status: 5, phase: 'paused', ...due('2026-11-10') });
		const asked = counted(waiting, { times: 1, firstOn: '2026-11-09' });
		expect(asked.theirs.has('qd766.onTime')).toBe(true);
		const late = counted(waiting, { times: 1, firstOn: '2026-11-11' });
		expect(late.theirs.has('qd766.onTime')).toBe(false);
		// A fee to be paid is no request for papers: the day itself is held.
		const fee = counted(aDossier({ status: 6, phase: 'paused', ...due('2026-11-10') }));
		expect(fee.theirs.has('qd766.onTime')).toBe(false);
	});

	it('dossiers that await reception are in no figure of others', () => {
		const { theirs } = counted(aDossier({ status: 1, phase: 'awaiting', receivedOn: null }));
		expect(OTHER_COUNTS.filter((id) => theirs.has(id))).toEqual([]);
	});
});

describe('the reporting quarter', () => {
	it.each([
		['2026-11-20', '2026-06-15', '2026-09-14'],
		['2026-12-14', '2026-06-15', '2026-09-14'],
		['2026-12-15', '2026-09-15', '2026-12-14'],
		['2027-01-03', '2026-09-15', '2026-12-14'],
		['2027-03-15', '2026-12-15', '2027-03-14']
	])('on %s the last one that ended is %s to %s', (today, from, to) => {
		expect(reportQuarterBefore(today)).toEqual({ from, to });
	});
});
