/**
 * What real systems say between the events that matter: steps inside a status, and the same record
 * once more. It keeps the feed at the wished rate and moves no figure.
 */
import { MINUTE, type Instant } from '#lib/domain/calendar/time.ts';
import { dice, mix } from './dice.ts';
import type { Life, Moment } from './life.ts';
import type { Order } from './orders.ts';
import { dayNumber, minuteOf, type WorkDays } from './work-days.ts';
import { step, type FeedRecord } from './wire.ts';

/** How busy the province's systems are at an instant, between 0 and 1. */
export function busyness(days: WorkDays, now: Instant): number {
	const minute = minuteOf(now);
	const awake = minute >= 6 * 60 && minute < 22 * 60;
	if (!days.isWorking(dayNumber(now))) return awake ? 0.06 : 0.02;
	if (minute >= 7 * 60 && minute < 11.5 * 60) return 1;
	if (minute >= 13.5 * 60 && minute < 17 * 60) return 1;
	return awake ? 0.12 : 0.03;
}

function current(life: Life, now: Instant): [now: Moment | undefined, next: Moment | undefined] {
	const n = life.moments.findLastIndex((moment) => moment.at <= now);
	return [life.moments[n], life.moments[n + 1]];
}

/** Longer than any message of a finished dossier is under way. */
const TOLD_BY_NOW = 52 * 60 * MINUTE;
const KEPT_ORDERS = 500;

export interface Chatter {
	/** Lives that may be spoken of. */
	add(life: Life): void;
	/** An order that has just been sent and may be sent again. */
	remember(order: Order): void;
	/** So many messages of no consequence: steps dated now or a little earlier, and records sent before. */
	say(now: Instant, count: number, atWork: boolean): { steps: FeedRecord[]; again: Order[] };
}

export function chatter(seed: number): Chatter {
	const lives: Life[] = [];
	const known = new Set<Life>();
	const recent: Order[] = [];
	let spoken = 0;

	function forget(at: number): void {
		const life = lives[at];
		const last = lives.pop();
		if (life) known.delete(life);
		if (last && last !== life) lives[at] = last;
	}
	/** A step that repeats the status held, well away from any change of it; null when none is near. */
	function stepNow(now: Instant): FeedRecord | null {
		const d = dice(seed, Math.floor(now / 1000), (spoken += 1));
		for (let tries = 0; tries < 12 && lives.length > 0; tries += 1) {
			const at = d.below(lives.length);
			const life = lives[at];
			if (!life) continue;
			const [held, next] = current(life, now);
			if (held && !next && held.status !== 9) {
				forget(at);
				continue;
			}
			const settled = held?.status === 9 ? TOLD_BY_NOW : 5 * MINUTE;
			if (!held || ![2, 4, 5, 6, 9].includes(held.status)) continue;
			if (now - held.at < settled || (next && next.at - now < 10 * MINUTE)) continue;
			const late = d.chance(0.06)
				? d.next() * Math.min(now - held.at - 2 * MINUTE, 90 * MINUTE)
				: 0;
			const when = Math.floor((now - d.below(45_000) - late) / 1000) * 1000;
			return step(life, {
				at: Math.max(when, held.at + MINUTE),
				status: held.status,
				began: held.at,
				salt: mix(life.salt, now / 1000, spoken)
			});
		}
		return null;
	}

	return {
		add(life) {
			if (known.has(life)) return;
			known.add(life);
			lives.push(life);
		},
		remember(order) {
			if (order.kind !== 'snapshot') return;
			recent.push(order);
			if (recent.length > KEPT_ORDERS) recent.shift();
		},
		say(now, count, atWork) {
			const steps: FeedRecord[] = [];
			const again: Order[] = [];
			for (let n = 0; n < count; n += 1) {
				const record = atWork && (n + spoken) % 5 < 3 ? stepNow(now) : null;
				const old = recent[mix(seed, now / 1000, n, spoken) % Math.max(1, recent.length)];
				if (record) steps.push(record);
				else if (old) again.push(old);
				spoken += 1;
			}
			return { steps, again };
		}
	};
}
