/**
 * Gia Lai day by day. A day's dossiers depend on the seed and the day alone, and each has its whole
 * course from the start, the future included: the history is what lies before the anchor, the live feed
 * is what follows, and between them there is no seam.
 */
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import { course } from './course.ts';
import { dice, mix, mixText, weighted, type Dice } from './dice.ts';
import { lanesToday, type Lane } from './lanes.ts';
import type { Life } from './life.ts';
import { oldForm } from '../province/gia-lai.ts';
import { TWO_LEVELS_FROM } from '../province/seed.ts';
import {
	at,
	dayNumber,
	dayText,
	numberOfDay,
	officeMoment,
	workDays,
	type WorkDays
} from './work-days.ts';

/** Dossiers of thirteen months, about. */
const YEARLY = 54_500;
const HISTORY_DAYS = 395;
/** Dossiers older than the history that are still under way when it begins. */
const WARM_UP_DAYS = 60;
/** A course may run far beyond the day of its start (lateness of a year, results never fetched). */
const HORIZON_DAYS = 2400;

export interface World {
	readonly days: WorkDays;
	/** The dossiers that come into being on a day, online ones on days of rest too. */
	on(day: number): Life[];
}

const MONTHS = [0.95, 0.9, 1.15, 1.05, 1, 1.05, 1.08, 1.04, 0.98, 1, 1.02, 1.06];
const WEEKDAYS = [1.2, 1.08, 1, 0.96, 0.88, 0.6];

/** Thursday was day 0. */
function weekdayIndex(day: number): number {
	return (day + 3) % 7;
}

function countOn(day: number, d: Dice, working: boolean): number {
	const month = Number(dayText(day).slice(5, 7)) - 1;
	const ordinary = (YEARLY / 271) * (MONTHS[month] ?? 1) * (0.93 + 0.14 * d.next());
	if (!working) return Math.round(ordinary * 0.075);
	return Math.round(ordinary * (WEEKDAYS[weekdayIndex(day)] ?? 1));
}

const NONSTANDARD = ['HS', 'GL-DVC', 'MC'];

/** MaHoSo: the receiving unit, the day of reception, a serial; a few senders have their own ways. */
function codeOf(d: Dice, unit: string, received: number, serial: number): string {
	const u = d.next();
	const day = u < 0.004 ? received + 1 : received;
	const ymd = dayText(day).replaceAll('-', '').slice(2);
	if (u > 0.9985) return `${d.pick(NONSTANDARD)}_${ymd}_${mixText(unit) % 100_000}.${serial}`;
	if (u > 0.97 && !unit.includes('C')) return `${oldForm(unit)}-${ymd}-${pad(serial)}`;
	if (u > 0.95) return `${unit}-${ymd}-${10000 + (serial % 90000)}`;
	return `${unit}-${ymd}-${pad(serial)}`;
}

function pad(serial: number): string {
	return String(serial).padStart(4, '0');
}

/** MaTTHC: the national code, with an agency's suffix, or one that no catalogue knows. */
function procedureCode(d: Dice, code: string): string {
	const u = d.next();
	if (u < 0.9) return code;
	if (u < 0.95) return `${code}.H21`;
	if (u < 0.997) return `${code}.000.00.00.H21`;
	return u < 0.9985 ? '1.999001' : 'GL_DV07.000.00.00.H21';
}

/** The world from 60 days before the history begins, whoever asks for which day. */
export function today(seed: number, anchor: Instant): World {
	const first = firstDay(anchor);
	const days = workDays(first - 40, dayNumber(anchor) + HORIZON_DAYS);
	const lanes = lanesToday();
	const pickLane = weighted(lanes, (lane) => lane.weight);

	function born(day: number, n: number, working: boolean, serials: Map<string, number>): Life {
		const d = dice(seed, day, n);
		const lane: Lane = pickLane(d);
		const procedure = lane.procedure(d);
		const [desk, online] = procedure.channels;
		const u = working ? d.next() : desk + online * d.next();
		const channel = u < desk ? '1' : u < desk + online ? '2' : '3';
		const unit = lane.unit(d);
		const submitted = channel === '2' ? onlineMoment(d, day) : 0;
		const evening = submitted > at(day, 16 * 60 + 30);
		const earliest =
			channel !== '2'
				? officeMoment(d, day)
				: working && !evening
					? officeMoment(d, day, (submitted - at(day, 0)) / 60_000 + 5)
					: officeMoment(d, days.add(day, 1));
		const moments = course(d, days, {
			procedure,
			manner: lane.manner,
			channel,
			submitted,
			earliest
		});
		const received = moments.find((moment) => moment.received > 0)?.received ?? earliest;
		const count = (serials.get(unit) ?? 0) + 1;
		serials.set(unit, count);
		return {
			code: codeOf(d, unit, dayNumber(received), (day % 45) * 220 + count),
			unit,
			agency: lane.agency,
			procedure,
			procedureCode: procedureCode(d, procedure.code),
			channel,
			submitted,
			salt: mix(seed, day, n, 77),
			moments
		};
	}

	return {
		days,
		on(day) {
			const working = days.isWorking(day);
			const count = countOn(day, dice(seed, day), working);
			const serials = new Map<string, number>();
			return Array.from({ length: count }, (_, n) => born(day, n, working, serials));
		}
	};
}

/** Online submissions: through the day, with a second peak in the evening. */
function onlineMoment(d: Dice, day: number): Instant {
	const u = d.next();
	const minute = u < 0.72 ? 7.5 * 60 + 9 * 60 * d.next() : 19 * 60 + 4 * 60 * d.next();
	return at(day, minute);
}

/** The first day of the world: two months before the history, never before the province of two levels. */
export function firstDay(anchor: Instant): number {
	return Math.max(
		dayNumber(anchor) - HISTORY_DAYS - WARM_UP_DAYS,
		numberOfDay(TWO_LEVELS_FROM satisfies Day)
	);
}

/** The first day whose dossiers the history tells in full; older ones only if still under way then. */
export function historyStart(anchor: Instant): Instant {
	return at(Math.max(dayNumber(anchor) - HISTORY_DAYS, numberOfDay(TWO_LEVELS_FROM)), 0);
}
