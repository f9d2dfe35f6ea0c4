import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay } from '#lib/domain/calendar/time.ts';
import { LETTER_3035, livesOf2019, MOSTLY_BELOW } from './then.ts';

/** Contract section 3 and 4, written anew: what the letter's three figures mean. */
function recount(until: number, from: string, to: string) {
	const count = {
		resolved: 0,
		late: 0,
		overdue: 0,
		noDue: 0,
		notHandedOver: 0,
		lateLand: 0,
		overdueLand: 0
	};
	for (const life of livesOf2019(1)) {
		const last = life.moments.findLast((moment) => moment.at <= until);
		if (!last || last.status === 1 || last.status === 3) continue;
		const land = life.agency.startsWith(MOSTLY_BELOW) && life.procedure.fieldName === 'Đất đai';
		const stopped = life.moments.some((moment) => moment.status === 8);
		const due = last.due === 0 ? null : dayOf(last.due);
		if (due === null) count.noDue += 1;
		if (!stopped && (last.status === 9 || last.status === 10)) {
			const finished = dayOf(last.finished);
			const received = dayOf(last.received);
			const closed = finished > received ? finished : received;
			if (closed < from || closed > to) continue;
			count.resolved += 1;
			if (last.status === 9) count.notHandedOver += 1;
			if (due !== null && finished > due) {
				count.late += 1;
				if (land) count.lateLand += 1;
			}
		}
		if ((last.status === 2 || last.status === 4) && due !== null && dayOf(until) > due) {
			count.overdue += 1;
			if (land) count.overdueLand += 1;
		}
	}
	return count;
}

describe('April and May 2019', () => {
	it('has the figures of letter 3035/UBND-TH, none without a due date, all handed over', () => {
		const until = endOfDay(LETTER_3035.to);
		const count = recount(until, LETTER_3035.from, LETTER_3035.to);
		expect(count).toMatchObject({
			resolved: 8470,
			late: 179,
			overdue: 13,
			noDue: 0,
			notHandedOver: 0
		});
	});

	it('is late mostly with land, as the letter says', () => {
		const count = recount(endOfDay(LETTER_3035.to), LETTER_3035.from, LETTER_3035.to);
		expect(count.lateLand / count.late).toBeGreaterThan(0.6);
		expect(count.overdueLand / count.overdue).toBeGreaterThan(0.6);
	});

	it('leaves nothing open today', () => {
		const open = livesOf2019(1).filter((life) => {
			const last = life.moments.at(-1)?.status ?? 0;
			return [1, 2, 4, 5, 6].includes(last);
		});
		expect(open).toEqual([]);
	});

	it('received nothing before the Centre opened', () => {
		expect(
			livesOf2019(1).every((life) => life.moments.every((one) => dayOf(one.at) >= LETTER_3035.from))
		).toBe(true);
	});

	it('gives every dossier its own code, and the same ones again from the same seed', () => {
		const lives = livesOf2019(1);
		expect(new Set(lives.map((life) => life.code)).size).toBe(lives.length);
		expect(livesOf2019(1)).toEqual(lives);
		expect(livesOf2019(2).map((life) => life.moments)).not.toEqual(
			lives.map((life) => life.moments)
		);
	});
});
