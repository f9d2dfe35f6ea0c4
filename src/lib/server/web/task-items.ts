import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, daysBetween, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { workingDaysBetween } from '#lib/domain/calendar/work-calendar.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import { acknowledgeBy, acknowledgementOf } from '#lib/domain/tasks/acknowledgement.ts';
import { possibleActs } from '#lib/domain/tasks/acts.ts';
import type { TaskItem } from '#lib/domain/tasks/shown.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import { isExtensionUnanswered, timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { KeptTask } from '../store/tasks.ts';

/** A task as its reader is shown it, with what follows from the day: timeliness, clocks, what they may do. */
export function shownTask(
	{ code, path, directive, task }: KeptTask,
	rules: LoadedRules,
	reader: Reader,
	now: Instant
): TaskItem {
	const agency = (id: number) => ({
		code: rules.codeOf(id),
		name: rules.directory.latest(id)?.name ?? rules.codeOf(id)
	});
	const at = (instant: Instant | null) => (instant === null ? null : isoOf(instant));
	const today = dayOf(now);
	const timeliness = timelinessOf(task, now, rules.calendar, dueSoonDays(rules, now));
	const late =
		timeliness === 'overdue' && task.due !== null
			? workingDaysBetween(
					rules.calendar,
					task.due,
					task.submittedAt === null ? today : dayOf(task.submittedAt)
				)
			: null;
	return {
		...{ code, path, directive },
		...{ text: task.text, product: task.product, source: task.source },
		lead: agency(task.leadId),
		coordinating: task.coordinatingIds.map(agency),
		tracker: agency(task.trackerId),
		...{ state: task.state, timeliness },
		...{ urgency: task.urgency, firstDue: task.firstDue, due: task.due, dueFrom: task.dueFrom },
		condition: task.condition,
		units: task.units.length === 0 ? null : { done: task.unitsDone.length, of: task.units.length },
		extension:
			task.extension === null
				? null
				: {
						until: task.extension.until,
						askedAt: isoOf(task.extension.askedAt),
						unanswered: isExtensionUnanswered(task, now)
					},
		assignedAt: isoOf(task.assignedAt),
		acknowledgedAt: at(task.acknowledgedAt),
		submittedAt: at(task.submittedAt),
		doneAt: at(task.doneAt),
		acknowledgement: shownClock(task, rules, now),
		overdueDays: late,
		waits: waitsOf(task).map(({ since, ...rest }) => ({
			...rest,
			since: isoOf(since),
			days: workingDaysBetween(rules.calendar, dayOf(since), today)
		})),
		...{ relapses: task.relapses, sentBack: task.sentBack },
		...{ responsible: task.responsible, executingUnit: task.executingUnit },
		cause: task.cause === null ? null : { ...task.cause, at: isoOf(task.cause.at) },
		...{ origin: task.origin, recurrence: task.recurrence, period: task.period },
		ageDays:
			timeliness === 'no_date' ? Math.max(0, daysBetween(dayOf(task.assignedAt), today)) : null,
		mayDo: possibleActs(task, reader, today)
	};
}

/** At most this many working days left is due soon, on the day of `now`. */
export function dueSoonDays({ parameters }: LoadedRules, now: Instant): number {
	return parameterOn(parameters.taskDueSoonWorkingDays, dayOf(now));
}

function shownClock(task: Task, rules: LoadedRules, now: Instant): TaskItem['acknowledgement'] {
	// Whether it was taken up is said where it lives.
	if (task.origin !== null) return null;
	const { parameters, calendar } = rules;
	const on = dayOf(task.assignedAt);
	const by = acknowledgeBy(task, calendar, hoursOf(rules, task.leadId, on), {
		workingDays: parameterOn(parameters.taskAcknowledgeWorkingDays, on),
		workingDaysOfMany: parameterOn(parameters.taskAcknowledgeManyWorkingDays, on),
		urgentHours: parameterOn(parameters.taskAcknowledgeUrgentHours, on)
	});
	const clock = acknowledgementOf(task, by, now);
	return clock === null ? null : { by: isoOf(clock.by), late: clock.late };
}

/** What waits for somebody else's word than the doer's, and since when. */
export function waitsOf(task: Task): { for: TaskItem['waits'][number]['for']; since: Instant }[] {
	const waits: ReturnType<typeof waitsOf> = [];
	if (task.origin !== null) return waits;
	if (task.state === 'submitted' && task.submittedAt !== null) {
		waits.push({ for: 'verification', since: task.submittedAt });
	}
	if (task.extension !== null) waits.push({ for: 'extension', since: task.extension.askedAt });
	if (task.state === 'correction_asked') waits.push({ for: 'correction', since: task.lastMovedAt });
	return waits;
}
