import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, dayOf } from '#lib/domain/calendar/time.ts';
import { livesOfHistory } from './history.ts';
import { isEnd, type Life, type Moment } from './life.ts';
import { allOrders, historyOrders, type Order } from './orders.ts';
import { today } from './today.ts';
import { dayNumber, minuteOf } from './work-days.ts';

const ANCHOR = Date.parse('2026-11-20T17:30:00+07:00');
const SEED = 5;
let lives: Life[] = [];
const known = (life: Life, until = ANCHOR): Moment | undefined =>
	life.moments.findLast((moment) => moment.at <= until);

beforeAll(() => {
	lives = livesOfHistory(SEED, ANCHOR);
});

function count(test: (last: Moment, life: Life) => boolean): number {
	return lives.filter((life) => {
		const last = known(life);
		return last !== undefined && test(last, life);
	}).length;
}

describe('a year in the province', () => {
	it('has about 60,000 dossiers, each with its own code', () => {
		expect(lives.length).toBeGreaterThan(56_000);
		expect(lives.length).toBeLessThan(66_000);
		expect(new Set(lives.map((life) => life.code)).size).toBe(lives.length);
	});

	it('is the same from the same seed, whichever day is asked for first', () => {
		const world = today(SEED, ANCHOR);
		const day = dayNumber(ANCHOR) - 20;
		const later = world.on(day + 1);
		expect(today(SEED, ANCHOR).on(day)).toEqual(world.on(day));
		expect(today(SEED, ANCHOR).on(day + 1)).toEqual(later);
		expect(today(SEED + 1, ANCHOR).on(day + 1)).not.toEqual(later);
	});

	it('finishes 3 to 5 in a hundred late and has a few hundred overdue', () => {
		const { days } = today(SEED, ANCHOR);
		/** A same-day procedure without a date is due on its day, after 15:00 on the next. */
		const dueDay = ({ due, received }: Moment, { procedure }: Life) =>
			due > 0
				? dayNumber(due)
				: procedure.sameDay
					? days.add(dayNumber(received), minuteOf(received) < 15 * 60 ? 0 : 1)
					: Infinity;
		const resolved = count((last) => last.finished > 0);
		const late = count(
			(last, life) => last.finished > 0 && dayNumber(last.finished) > dueDay(last, life)
		);
		expect(late / resolved).toBeGreaterThan(0.03);
		expect(late / resolved).toBeLessThan(0.05);
		const overdue = count(
			({ status, due }) => (status === 2 || status === 4) && due > 0 && dayOf(ANCHOR) > dayOf(due)
		);
		expect(overdue).toBeGreaterThan(150);
		expect(overdue).toBeLessThan(600);
	});

	it('knows every status, and the oddities of real senders', () => {
		for (let status = 1; status <= 10; status += 1) {
			expect(
				count((last) => last.status === status),
				`status ${status}`
			).toBeGreaterThan(10);
		}
		const followed = (from: number, to: number) => (_: Moment, life: Life) =>
			life.moments.some(
				(one, n) => one.at <= ANCHOR && one.status === to && life.moments[n - 1]?.status === from
			);
		expect(count(followed(9, 4))).toBeGreaterThan(5);
		expect(count(followed(8, 4))).toBeGreaterThan(20);
		expect(count(followed(8, 10))).toBeGreaterThan(20);
		expect(
			count((_, life) => life.moments.some((one) => one.undated && one.at <= ANCHOR))
		).toBeGreaterThan(100);
		expect(
			count(({ status }, life) => status === 1 && ANCHOR - life.submitted > 2 * DAY)
		).toBeGreaterThan(4);
	});

	it('works in office hours of working days, and only online submissions come at other times', () => {
		const { days } = today(SEED, ANCHOR);
		for (const life of lives) {
			for (const moment of life.moments) {
				if (moment.status === 1) continue;
				const minute = minuteOf(moment.at);
				const open =
					days.isWorking(dayNumber(moment.at)) && minute >= 7 * 60 && minute < 17 * 60 + 45;
				if (!open)
					expect.fail(`${life.code}: ${moment.status} at ${new Date(moment.at).toISOString()}`);
			}
		}
	});

	it.each(['2026-08-01T09:00:00+07:00', '2026-11-20T17:30:00+07:00', '2027-03-03T12:00:00+07:00'])(
		'has no cliff before %s: the last two weeks look like the two months before them',
		(text) => {
			const anchor = Date.parse(text);
			const world = today(SEED, anchor);
			const { days } = world;
			const last = days.add(dayNumber(anchor), -1);
			const from = days.add(last, -49);
			const received = new Map<number, number>();
			const finished = new Map<number, number>();
			const note = (into: Map<number, number>, instant: number) =>
				into.set(dayNumber(instant), (into.get(dayNumber(instant)) ?? 0) + 1);
			for (let day = from - 90; day <= last; day += 1) {
				for (const life of world.on(day)) {
					const now = known(life, anchor);
					if (now && now.received > 0) note(received, now.received);
					if (now && now.finished > 0) note(finished, now.finished);
				}
			}
			const mean = (of: Map<number, number>, first: number, end: number) => {
				let sum = 0;
				let worked = 0;
				for (let day = first; day <= end; day += 1) {
					if (!days.isWorking(day)) continue;
					sum += of.get(day) ?? 0;
					worked += 1;
				}
				return sum / worked;
			};
			for (const of of [received, finished]) {
				const recent = mean(of, days.add(last, -9), last);
				const before = mean(of, from, days.add(last, -10));
				expect(recent / before).toBeGreaterThan(0.8);
				expect(recent / before).toBeLessThan(1.25);
			}
		}
	);
});

describe('history and live feed', () => {
	const key = (order: Order) => `${order.life.code} ${order.moment} ${order.kind}`;

	it('together tell what a later history would tell: nothing is lost at the seam', () => {
		const later = ANCHOR + 6 * DAY;
		const world = today(SEED, ANCHOR);
		for (let day = dayNumber(ANCHOR) - 40; day <= dayNumber(later); day += 1) {
			for (const life of world.on(day)) {
				const live = allOrders(life).filter((one) => one.sendAt > ANCHOR && one.sendAt <= later);
				const told = new Set([...historyOrders(life, ANCHOR), ...live].map(key));
				const last = historyOrders(life, later).findLast((one) => one.kind === 'snapshot');
				if (last) expect(told.has(key(last)), key(last)).toBe(true);
			}
		}
	});

	it('dates every end that the record itself cannot date', () => {
		for (const life of lives) {
			const orders = historyOrders(life, ANCHOR);
			const steps = new Set(orders.filter((one) => one.kind === 'step').map((one) => one.moment));
			life.moments.forEach((moment, n) => {
				const bare = moment.status === 6 || moment.status === 7 || moment.status === 8;
				if (bare && moment.at < ANCHOR - 3 * DAY) expect(steps.has(n), life.code).toBe(true);
			});
		}
	});

	it('sends nothing before it has happened', () => {
		for (const life of lives.slice(0, 20_000)) {
			for (const order of allOrders(life)) {
				expect(order.sendAt).toBeGreaterThan(life.moments[order.moment]?.at ?? Infinity);
			}
		}
	});

	it('keeps each life in order, and ended for good or still awaited', () => {
		for (const life of lives) {
			life.moments.forEach((moment, n) => {
				expect(moment.at).toBeGreaterThan(life.moments[n - 1]?.at ?? 0);
			});
			expect(isEnd(life.moments.at(-1)?.status ?? 0), life.code).toBe(true);
		}
	});
});
