/** How a dossier runs its course today: reception, work, pauses, lateness, ends. All of it invented. */
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { DemoProcedure } from '../province/catalogue.ts';
import type { Dice } from './dice.ts';
import { diary, type Diary, type Moment } from './life.ts';
import type { Manner } from './lanes.ts';
import { at, dayNumber, minuteOf, officeMoment, type WorkDays } from './work-days.ts';

const CLOSE = 17 * 60;
const CUTOFF = 15 * 60;

export interface Start {
	procedure: DemoProcedure;
	manner: Manner;
	channel: '1' | '2' | '3';
	/** Online: when it was sent in; else 0. */
	submitted: Instant;
	/** Desk and post: the moment of reception; online: the first office moment when it could be. */
	earliest: Instant;
}

/** The days until the appointment, as the receiving system counts them. */
function dueDay(days: WorkDays, procedure: DemoProcedure, received: number): number {
	const value = procedure.committedValue ?? procedure.normValue ?? 0;
	switch (procedure.normUnit) {
		case 'calendar_days':
			return days.add(received + value, 0);
		case 'working_hours':
			return days.add(received, Math.ceil(value / 8));
		case 'working_days':
		case null:
			return days.add(received, value);
	}
}

/** Working days of lateness: mostly few, with a long tail that makes up the standing stock. */
function lateness(d: Dice): number {
	const u = d.next();
	const mean = u < 0.35 ? 4 : u < 0.68 ? 17 : u < 0.9 ? 48 : 105;
	return 1 + Math.floor(d.about(mean));
}

function waitAtDesk(d: Dice, days: WorkDays, start: Start): Instant {
	if (start.submitted === 0) return start.earliest;
	const day = dayNumber(start.earliest);
	const late = d.chance(start.manner.slowDesk);
	const wait = late ? 2 + Math.floor(d.about(5)) : d.chance(0.55) ? 0 : 1;
	if (wait === 0) return start.earliest;
	return officeMoment(d, days.add(day, wait));
}

/** An office moment on a day, after `since`; on the same day when there is room, else the next. */
function after(d: Dice, days: WorkDays, since: Instant, wanted: number): Instant {
	const sinceDay = dayNumber(since);
	if (wanted > sinceDay) return officeMoment(d, days.add(wanted, 0));
	const minute = minuteOf(since);
	if (minute > CLOSE - 15) return officeMoment(d, days.add(sinceDay, 1));
	return officeMoment(d, sinceDay, minute + 5);
}

/** The appointment, later by as many working days as the pause took. */
function shifted(days: WorkDays, due: Instant, from: Instant, to: Instant): Instant {
	if (due === 0) return 0;
	const pause = days.between(dayNumber(from), dayNumber(to));
	return pause === 0 ? due : at(days.add(dayNumber(due), pause), minuteOf(due));
}

/**
 * A pause of status 5, 6 or 8, and the resumption with the new appointment. Papers always leave an
 * entry; a financial duty or a stop does so in some vendors' systems and not in others.
 */
function pause(
	d: Dice,
	days: WorkDays,
	log: Diary,
	from: Instant,
	status: 5 | 6 | 8,
	waits: number
): void {
	const why = status === 5 ? 'papers' : status === 6 ? 'financial_duty' : 'stopped';
	const entered = status === 5 || d.chance(0.25);
	const before = log.now.supplements;
	log.note(from, status, {
		supplements:
			status === 5
				? [
						...before,
						{ requestedAt: from, receivedAt: 0, dueBefore: log.now.due, dueAfter: 0, why }
					]
				: before,
		step: status === 5 ? 'open' : 'always',
		undated: status !== 5
	});
	const paused = log.now.at;
	const old = log.now.due;
	const back = after(d, days, paused, days.add(dayNumber(paused), waits));
	const due = shifted(days, old, paused, back);
	const entry = {
		requestedAt: paused,
		receivedAt: back,
		dueBefore: old,
		dueAfter: due,
		why
	} as const;
	log.note(back, 4, {
		supplements: entered ? [...before, entry] : before,
		due,
		step: 'always',
		undated: !entered
	});
}

function handOver(d: Dice, days: WorkDays, log: Diary, batch: boolean): void {
	const finished = log.now.finished;
	const u = d.next();
	const wait =
		u < 0.55 ? 0 : u < 0.82 ? 1 : u < 0.994 ? 2 + Math.floor(d.about(3)) : 60 + d.below(300);
	const back = after(d, days, finished, days.add(dayNumber(finished), wait));
	log.note(batch ? back + 60_000 : back, 10, { returned: batch ? back + 60_000 : back });
}

/** The last day worked before a day of rest. */
function lastOfWeek(days: WorkDays, day: number): number {
	let last = day;
	while (days.isWorking(last + 1)) last += 1;
	return last;
}

/** Finishes at the wanted day, and hands over; some keep what is done for the end of the week (N15). */
function finish(d: Dice, days: WorkDays, log: Diary, manner: Manner, day: number): void {
	const kept = manner.batches && d.chance(0.7);
	let end = after(d, days, log.now.at, kept ? lastOfWeek(days, days.add(day, 0)) : day);
	const batch = kept && !days.isWorking(dayNumber(end) + 1);
	if (batch)
		end = Math.max(log.now.at + 60_000, at(dayNumber(end), 16 * 60 + 40) + d.below(50) * 1000);
	if (d.chance(0.001)) {
		// Finished, and taken up again (9 → 4): an anomaly that must not lose its first end.
		log.note(end, 9, { finished: end, essential: true });
		log.note(after(d, days, end, days.add(dayNumber(end), 2)), 4, {
			finished: 0,
			step: 'always',
			shot: false
		});
		end = after(d, days, log.now.at, days.add(dayNumber(log.now.at), 1 + d.below(4)));
	}
	log.note(end, 9, { finished: end });
	if (!d.chance(0.004)) handOver(d, days, log, batch);
}

/** Ends without a result: withdrawn, or stopped (handed over, resumed, or neither). */
function abandon(d: Dice, days: WorkDays, log: Diary, manner: Manner, due: number): void {
	const received = dayNumber(log.now.received);
	const span = Math.max(1, days.between(received, due));
	const overdue = d.chance(0.3);
	const wanted = overdue
		? days.add(due, 2 + d.below(6))
		: days.add(received, Math.min(span, 1 + d.below(span)));
	const moment = after(d, days, log.now.at, wanted);
	if (d.chance(0.45)) {
		log.note(moment, 7, { step: 'always', undated: true });
		return;
	}
	if (d.chance(0.2)) {
		pause(d, days, log, moment, 8, 3 + d.below(12));
		finish(d, days, log, manner, days.add(dayNumber(log.now.at), 1 + d.below(5)));
		return;
	}
	log.note(moment, 8, { step: 'always', undated: true });
	if (!d.chance(0.4)) return;
	const handed = after(d, days, moment, days.add(dayNumber(moment), 1 + d.below(3)));
	log.note(handed, 10, { returned: handed });
}

function sameDayCourse(d: Dice, days: WorkDays, log: Diary, start: Start): void {
	const received = log.now.received;
	const day = dayNumber(received);
	const next = minuteOf(received) >= CUTOFF;
	if (d.chance(start.manner.late * 0.2)) {
		finish(d, days, log, start.manner, days.add(day, (next ? 1 : 0) + lateness(d)));
		return;
	}
	if (next && d.chance(0.4)) {
		finish(d, days, log, start.manner, days.add(day, 1));
		return;
	}
	const end = Math.min(received + (8 + d.about(50)) * 60_000, at(day, CLOSE - 4));
	log.note(end, 9, { finished: Math.max(end, received + 60_000) });
	const back = Math.max(end + 120_000, Math.min(end + d.about(30) * 60_000, at(day, CLOSE + 5)));
	if (d.chance(0.97)) log.note(back, 10, { returned: back });
}

function longCourse(d: Dice, days: WorkDays, log: Diary, start: Start): void {
	const { manner, procedure } = start;
	const received = log.now.received;
	const begin = after(d, days, received, dayNumber(received));
	log.note(begin, 4, { shot: false, step: 'open' });
	const due = () =>
		dayNumber(log.now.due || at(dueDay(days, procedure, dayNumber(received)), CLOSE));

	if (d.chance(0.018)) return abandon(d, days, log, manner, due());

	if (d.chance(manner.supplements)) {
		const span = Math.max(1, days.between(dayNumber(received), due()));
		const when = Math.min(span, d.chance(0.88) ? 1 + d.below(3) : 4 + d.below(4));
		const asked = after(d, days, log.now.at, days.add(dayNumber(received), when));
		pause(d, days, log, asked, 5, 1 + Math.floor(d.about(d.chance(0.1) ? 40 : 6)));
		if (d.chance(0.06)) {
			const again = after(d, days, log.now.at, days.add(dayNumber(log.now.at), 1));
			pause(d, days, log, again, 5, 1 + Math.floor(d.about(5)));
		}
	}
	if (procedure.financialDuty && d.chance(0.2)) {
		const left = Math.max(1, days.between(dayNumber(log.now.at), due()));
		const asked = after(
			d,
			days,
			log.now.at,
			days.add(dayNumber(log.now.at), Math.ceil(left * 0.6))
		);
		pause(d, days, log, asked, 6, 2 + Math.floor(d.about(7)));
	}
	const late = d.chance(manner.late);
	if (late && log.now.due > 0 && d.chance(manner.moves)) {
		// The appointment is simply written anew, without a supplement, a duty or an apology.
		const old = due();
		const moved = after(d, days, log.now.at, Math.max(dayNumber(log.now.at), old - d.below(2)));
		const newDue = at(days.add(old, 4 + d.below(8)), CLOSE);
		log.note(moved, 4, { due: newDue, step: 'open', undated: true });
		finish(d, days, log, manner, days.add(old, 1 + d.below(9)));
		return;
	}
	if (late) return finish(d, days, log, manner, days.add(due(), lateness(d)));
	const left = Math.max(0, days.between(dayNumber(log.now.at), due()));
	const share = d.chance(0.34) ? 1 : 0.25 + 0.75 * Math.max(d.next(), d.next());
	finish(
		d,
		days,
		log,
		manner,
		days.add(dayNumber(log.now.at), Math.min(left, Math.ceil(left * share)))
	);
}

/** Everything that happens to a dossier, in order of time. */
export function course(d: Dice, days: WorkDays, start: Start): Moment[] {
	const log = diary();
	const { procedure } = start;
	if (start.submitted > 0) log.note(start.submitted, 1);
	const received = Math.max(waitAtDesk(d, days, start), start.submitted + 120_000);
	if (start.submitted > 0 && d.chance(0.035)) {
		if (d.chance(0.12)) log.note(received, 7, { step: 'always', undated: true });
		else log.note(received, 3, { refused: received });
		return log.moments;
	}
	const unset = procedure.sameDay ? d.chance(0.7) : d.chance(0.004);
	const late = procedure.sameDay && minuteOf(received) >= CUTOFF;
	const day = late
		? days.add(dayNumber(received), 1)
		: dueDay(days, procedure, dayNumber(received));
	const minute = procedure.sameDay || d.chance(0.8) ? CLOSE : Math.floor(minuteOf(received));
	log.note(received, 2, { received, due: unset ? 0 : at(day, minute) });
	if (procedure.sameDay) sameDayCourse(d, days, log, start);
	else longCourse(d, days, log, start);
	return log.moments;
}
