/**
 * Bình Định in April and May 2019, the first two months of its Public Service Centre. Letter
 * 3035/UBND-TH of 04/6/2019 gives three figures: 8,470 dossiers returned, 179 of them late, and 13
 * overdue and not returned, mostly land. Everything else here is invented around them.
 */
import { CENTRE_2019, LAND_DEPARTMENT_2019, landBranch2019 } from '../province/binh-dinh.ts';
import { BINH_DINH_DISTRICTS } from '../province/binh-dinh-districts.ts';
import type { DemoProcedure } from '../province/catalogue.ts';
import { PROCEDURES_2019 } from '../province/procedures-2019.ts';
import { dice, mix, weighted, type Dice } from './dice.ts';
import { diary, type Diary, type Life, type Supplement } from './life.ts';
import { at, dayNumber, dayText, numberOfDay, officeMoment, workDays } from './work-days.ts';

/** The figures of the letter. */
export const LETTER_3035 = {
	from: '2019-04-01',
	to: '2019-05-31',
	resolved: 8470,
	late: 179,
	overdue: 13
};

const IN_TIME_OPEN = 410;
const PAUSED_FOR_PAPERS = 34;
const PAUSED_FOR_DUTY = 21;
const WITHDRAWN = 24;
const STOPPED = 17;
const REFUSED = 14;

const OPENING = numberOfDay(LETTER_3035.from);
const CLOSING = numberOfDay(LETTER_3035.to);
const days = workDays(OPENING - 10, CLOSING + 200);
/** Working days of the two months, the make-up Saturday 04/5 among them. */
const LAST = days.between(OPENING - 1, CLOSING) - 1;
const DESK_CLOSES = 17 * 60;

/** The n-th working day since the Centre opened, from 0. */
function workday(n: number): number {
	return days.add(OPENING, n);
}

interface Case {
	agency: string;
	procedure: DemoProcedure;
	norm: number;
}

const branches = weighted(
	BINH_DINH_DISTRICTS.map((_, n) => n),
	(n) => (n === 0 ? 6 : n === 2 || n === 8 || n === 9 ? 2.5 : 1.2)
);
const all = weighted(PROCEDURES_2019, (procedure) => procedure.weight);
const land = weighted(
	PROCEDURES_2019.filter((one) => one.fieldCode === 'G13-DD01'),
	(procedure) => procedure.weight
);

function isLong(procedure: DemoProcedure, atLeast: number): boolean {
	return (procedure.normValue ?? 0) >= atLeast;
}

function pick(d: Dice, from: (d: Dice) => DemoProcedure, atLeast = 0): Case {
	let procedure = from(d);
	for (let n = 0; n < 200 && !isLong(procedure, atLeast); n += 1) procedure = from(d);
	const agency =
		procedure.handler === 'land_branches' ? landBranch2019(branches(d)) : procedure.handler;
	return { agency, procedure, norm: procedure.normValue ?? 0 };
}

/** A reception that leaves time on its own day. */
function received(d: Dice, day: number): number {
	return at(day, 7 * 60 + 10 + (d.next() + d.next()) * 100);
}

function opened(d: Dice, receivedDay: number, dueDay: number): Diary {
	const log = diary();
	const reception = received(d, receivedDay);
	log.note(reception, 2, { received: reception, due: at(dueDay, DESK_CLOSES) });
	return log;
}

/** An office moment that leaves an hour of its day. */
function early(d: Dice, day: number): number {
	const latest = at(day, 15 * 60 + 50);
	let moment = officeMoment(d, day);
	while (moment > latest) moment = officeMoment(d, day);
	return moment;
}

/** Finished on a day, and handed over at the latest on another. */
function close(d: Dice, log: Diary, day: number, latest: number): void {
	const begun = dayNumber(log.now.at) === day ? (log.now.at - at(day, 0)) / 60_000 : 0;
	const finished = begun > 0 ? at(day, begun + 20 + d.next() * (15.5 * 60 - begun)) : early(d, day);
	log.note(finished, 9, { finished });
	const wait = d.chance(0.7) ? 0 : 1 + d.below(2);
	const handedDay = wait === 0 ? day : Math.min(days.add(day, wait), latest);
	const handed =
		handedDay === day ? finished + (3 + d.next() * 25) * 60_000 : officeMoment(d, handedDay);
	log.note(handed, 10, { returned: handed });
}

/** Resolved and returned within the two months, not after its day. */
function inTime(d: Dice): [Case, Diary] {
	let end = d.below(LAST + 1);
	// The first weeks of a new centre are slower than the rest.
	while (!d.chance(Math.min(1, 0.35 + end / 14))) end = d.below(LAST + 1);
	const one = pick(d, all);
	const used = Math.min(end, d.chance(0.35) ? one.norm : Math.round(one.norm * d.next()));
	const log = opened(d, workday(end - used), workday(end - used + one.norm));
	close(d, log, workday(end), CLOSING);
	return [one, log];
}

/** Resolved and returned within the two months, after its day. */
function late(d: Dice): [Case, Diary] {
	let one = pick(d, d.chance(0.84) ? land : all);
	const by = 1 + Math.min(14, Math.floor(d.about(3.5)));
	while (one.norm + by > LAST) one = pick(d, land);
	const end = one.norm + by + d.below(LAST + 1 - one.norm - by);
	const log = opened(d, workday(end - by - one.norm), workday(end - by));
	close(d, log, workday(end), CLOSING);
	return [one, log];
}

/** Past its day and not finished when May ended; finished in June. */
function overdue(d: Dice, n: number): [Case, Diary] {
	const one = pick(d, n < 11 ? land : all, 3);
	const due = Math.max(one.norm, LAST - 1 - d.below(15));
	const log = opened(d, workday(due - one.norm), workday(Math.min(due, LAST - 1)));
	processing(d, log);
	close(d, log, workday(LAST + 3 + d.below(14)), CLOSING + 60);
	return [one, log];
}

function processing(d: Dice, log: Diary): void {
	log.note(log.now.at + (20 + d.next() * 30) * 60_000, 4, { shot: false, step: 'open' });
}

/** Under way when May ended, with days left. */
function underWay(d: Dice): [Case, Diary] {
	const one = pick(d, all, 1);
	const before = d.below(Math.min(one.norm, 12));
	const due = LAST - before + one.norm;
	const log = opened(d, workday(LAST - before), workday(due));
	processing(d, log);
	close(d, log, workday(LAST + 1 + d.below(Math.max(1, one.norm - before))), CLOSING + 60);
	return [one, log];
}

/** Its clock stood still when May ended: papers or a financial duty awaited. */
function paused(d: Dice, status: 5 | 6): [Case, Diary] {
	const one = pick(d, status === 6 ? land : all, 7);
	const before = 3 + d.below(3);
	const log = opened(d, workday(LAST - before), workday(LAST - before + one.norm));
	processing(d, log);
	const asked = officeMoment(d, workday(LAST - d.below(before - 1)));
	const waits = 3 + d.below(6);
	const entry: Supplement = {
		requestedAt: asked,
		receivedAt: 0,
		dueBefore: log.now.due,
		dueAfter: 0,
		why: status === 5 ? 'papers' : 'financial_duty'
	};
	log.note(asked, status, {
		supplements: status === 5 ? [entry] : [],
		essential: status === 5,
		undated: status === 6,
		step: 'always'
	});
	const back = officeMoment(d, workday(LAST + waits));
	const due = at(days.add(dayNumber(log.now.due), waits + 1), DESK_CLOSES);
	log.note(back, 4, {
		supplements: [{ ...entry, receivedAt: back, dueAfter: due }],
		due,
		step: 'always'
	});
	close(d, log, days.add(dayNumber(back), 1 + d.below(3)), CLOSING + 90);
	return [one, log];
}

/** Ended within the two months without a result, before its day. */
function ended(d: Dice, status: 7 | 8): [Case, Diary] {
	const one = pick(d, all, 5);
	const from = d.below(LAST - 6);
	const log = opened(d, workday(from), workday(from + one.norm));
	const end = officeMoment(d, workday(from + 1 + d.below(3)));
	log.note(end, status, { step: 'always', undated: true });
	if (status === 8 && d.chance(0.5)) {
		const handed = officeMoment(d, workday(from + 5));
		log.note(handed, 10, { returned: handed });
	}
	return [one, log];
}

function refused(d: Dice): [Case, Diary] {
	const one = pick(d, all);
	const log = diary();
	const moment = officeMoment(d, workday(d.below(LAST)));
	log.note(moment, 3, { refused: moment });
	return [one, log];
}

/** The dossiers of the Centre's first two months. Those not ended on 31/5/2019 ended in June and July. */
export function livesOf2019(seed: number): Life[] {
	const serials = new Map<number, number>();
	let n = 0;
	function lives(count: number, tell: (d: Dice, i: number) => [Case, Diary]): Life[] {
		return Array.from({ length: count }, (_, i) => {
			n += 1;
			const d = dice(seed, 2019, n);
			const [one, log] = tell(d, i);
			const day = dayNumber(log.moments[0]?.at ?? 0);
			const serial = (serials.get(day) ?? 0) + 1;
			serials.set(day, serial);
			const ymd = dayText(day).replaceAll('-', '').slice(2);
			const u = d.next();
			return {
				code: `000.10.01.H08-${ymd}-${String(serial).padStart(4, '0')}`,
				unit: CENTRE_2019,
				agency: one.agency,
				procedure: one.procedure,
				procedureCode: u < 0.3 ? `${one.procedure.code}.000.00.00.H08` : one.procedure.code,
				channel: u < 0.9 ? '1' : u < 0.96 ? '2' : '3',
				submitted: 0,
				salt: mix(seed, 2019, n),
				moments: log.moments
			};
		});
	}
	return [
		...lives(LETTER_3035.resolved - LETTER_3035.late, inTime),
		...lives(LETTER_3035.late, late),
		...lives(LETTER_3035.overdue, overdue),
		...lives(IN_TIME_OPEN, underWay),
		...lives(PAUSED_FOR_PAPERS, (d) => paused(d, 5)),
		...lives(PAUSED_FOR_DUTY, (d) => paused(d, 6)),
		...lives(WITHDRAWN, (d) => ended(d, 7)),
		...lives(STOPPED, (d) => ended(d, 8)),
		...lives(REFUSED, refused)
	];
}

/** The department that answers for most of the late ones. */
export const MOSTLY_BELOW = LAND_DEPARTMENT_2019;
