/** Which messages tell of a life: in full as it goes on, or in short when it is history. */
import type { Instant } from '#lib/domain/calendar/time.ts';
import { mix } from './dice.ts';
import { isEnd, type Life } from './life.ts';
import { dayNumber } from './work-days.ts';

/** A message to be sent: the n-th moment of a life as a record, or as the step that dates it. */
export interface Order {
	life: Life;
	moment: number;
	kind: 'snapshot' | 'step';
	/** When the sender sends it: shortly after, or late. */
	sendAt: Instant;
	/** Its content has no date of its own, so it must arrive after what lies before it. */
	undated: boolean;
}

const MINUTES = 60_000;
const HOURS = 3_600_000;

/** How long a message takes to be sent: mostly a minute, some hours, a few over a day (N11). */
function lag(life: Life, n: number, kind: Order['kind']): number {
	const u = (mix(life.salt, n, kind === 'step' ? 97 : 89) % 10_000) / 10_000;
	const v = (mix(life.salt, n, 101) % 1000) / 1000;
	const careful = life.moments.some((moment) => moment.undated);
	// Somebody always says first what the dossier is.
	const first = n === 0 && kind === 'snapshot';
	if (u < 0.7 || careful || first) return 15_000 + v * MINUTES;
	if (u < 0.9) return (2 + v * 28) * MINUTES;
	if (u < 0.985) return (0.5 + v * 5) * HOURS;
	return (26 + v * 24) * HOURS;
}

/** Everything a sender says of a life, whenever that is. */
export function allOrders(life: Life): Order[] {
	return life.moments.flatMap((moment, n) => {
		const orders: Order[] = [];
		const order = (kind: Order['kind']) =>
			orders.push({
				life,
				moment: n,
				kind,
				sendAt: moment.at + lag(life, n, kind),
				undated: moment.undated && kind === 'snapshot'
			});
		if (moment.shot) order('snapshot');
		if (moment.step !== 'seldom' || mix(life.salt, n, 103) % 8 === 0) order('step');
		return orders;
	});
}

/** Older than any lag: whatever happened before has been sent. */
const LONGEST_LAG = 51 * HOURS;

/**
 * What the history says of a life up to an instant: how it stands, how it began, what nothing else
 * dates, and of a sample the rest. Nothing that was not yet sent then.
 */
export function historyOrders(life: Life, until: Instant): Order[] {
	const first = life.moments[0];
	if (!first || first.at >= until) return [];
	const end = life.moments.at(-1);
	const all = allOrders(life);
	const sent = end && end.at < until - LONGEST_LAG ? all : all.filter((one) => one.sendAt <= until);
	const last = sent.findLast((one) => one.kind === 'snapshot');
	const lastMoment = last ? life.moments[last.moment] : undefined;
	const ended = lastMoment !== undefined && isEnd(lastMoment.status);
	return sent.filter((one) => {
		const moment = life.moments[one.moment];
		if (!moment) return false;
		const sampled = mix(life.salt, one.moment, 107) % 100;
		if (one.kind === 'step') {
			if (moment.step === 'always') return true;
			return moment.step === 'open' ? !ended || sampled < 25 : sampled < 4;
		}
		if (one === last || moment.essential) return true;
		if (moment.status === 2 && lastMoment) {
			return dayNumber(moment.at) !== dayNumber(lastMoment.at);
		}
		// A submission on its own would say that there is no appointment yet, long after there was one.
		return sampled < 5 && !moment.undated && moment.status !== 1;
	});
}
