/**
 * Until when a head says that a task has been taken up (xác nhận đã tiếp nhận): the end of the first
 * working day of that agency after it was assigned, of the second when the document gives the agency
 * several. A HỎA TỐC document leaves hours, of the clock and not of the office.
 */
import { closingOn, type OfficeHours } from '../calendar/office-hours.ts';
import { addWorkingDays, nextWorkingDay, type WorkCalendar } from '../calendar/work-calendar.ts';
import { dayOf, MINUTE, type Instant } from '../calendar/time.ts';
import type { Task } from './task.ts';

/** The province's parameters on the day of assignment. */
export interface AcknowledgementLimits {
	workingDays: number;
	/** For an agency that one document gives several tasks. */
	workingDaysOfMany: number;
	/** Hours of the clock for HỎA TỐC. */
	urgentHours: number;
}

type Given = Pick<Task, 'assignedAt' | 'oneOfMany' | 'urgency'>;

/**
 * @param hours those of the agency that answers for the task
 * @returns the last instant at which acknowledging is in time
 * @throws RangeError when the agency has no working time within a year
 */
export function acknowledgeBy(
	task: Given,
	calendar: WorkCalendar,
	hours: OfficeHours,
	limits: AcknowledgementLimits
): Instant {
	if (task.urgency === 'hoa_toc') return task.assignedAt + limits.urgentHours * 60 * MINUTE;
	const days = task.oneOfMany ? limits.workingDaysOfMany : limits.workingDays;
	let day = addWorkingDays(calendar, dayOf(task.assignedAt), days);
	// An office that is shut on some weekdays answers at the end of the next one on which it works.
	for (let tried = 0; tried < 366; tried += 1, day = nextWorkingDay(calendar, day)) {
		const closing = closingOn(calendar, hours, day);
		if (closing !== null && closing >= task.assignedAt) return closing;
	}
	throw new RangeError('no working time within a year');
}

/** Where the clock of acknowledging stands. */
export interface AcknowledgementClock {
	by: Instant;
	/** Of the one that was said, or is still to be said and is past its hour. */
	late: boolean;
}

/**
 * Null when nobody waits for it: the correction of the task is being asked, it was revoked, or an act
 * of the office has paused it before it was acknowledged.
 *
 * @param now the domain's
 */
export function acknowledgementOf(
	task: Task,
	by: Instant,
	now: Instant
): AcknowledgementClock | null {
	if (task.acknowledgedAt !== null) return { by, late: task.acknowledgedAt > by };
	return task.state === 'assigned' ? { by, late: now > by } : null;
}
