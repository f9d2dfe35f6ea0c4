/**
 * Who may do what to a task, and when. An act either becomes one event or is refused with a code; a
 * page never decides this, it only asks.
 */
import { mayTo, type Reader } from '../accounts/reader.ts';
import type { Action } from '../accounts/permissions.ts';
import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import type { Task, TaskEvent, TaskState } from './task.ts';

/** What somebody asks to do: the event without its instant. */
export type TaskAct = Exclude<WithoutInstant<TaskEvent>, { kind: 'assigned' | 'mirrored' }>;
type WithoutInstant<E> = E extends TaskEvent ? Omit<E, 'at'> : never;
export type TaskActKind = TaskAct['kind'];

interface Rule {
	/** Side of whom: the agency that answers for it, the unit that follows it, or the office. */
	by: 'lead' | 'tracker' | 'office';
	action: Action;
	in: readonly TaskState[];
}

const AT_WORK: readonly TaskState[] = ['acknowledged', 'in_progress'];
const UNFINISHED: readonly TaskState[] = ['assigned', ...AT_WORK, 'correction_asked', 'paused'];

/** The one table of acts. What is not in it cannot happen. */
export const TASK_RULES: Readonly<Record<TaskActKind, Rule>> = {
	received: { by: 'lead', action: 'receiveTasks', in: ['assigned'] },
	acknowledged: { by: 'lead', action: 'acknowledgeTasks', in: ['assigned'] },
	correction_asked: { by: 'lead', action: 'acknowledgeTasks', in: ['assigned', ...AT_WORK] },
	assigned_inside: { by: 'lead', action: 'acknowledgeTasks', in: AT_WORK },
	progressed: { by: 'lead', action: 'reportTasks', in: AT_WORK },
	unit_marked: { by: 'lead', action: 'reportTasks', in: AT_WORK },
	submitted: { by: 'lead', action: 'reportTasks', in: AT_WORK },
	extension_asked: { by: 'lead', action: 'acknowledgeTasks', in: AT_WORK },
	sent_back: { by: 'tracker', action: 'verifyTasks', in: ['submitted'] },
	verified: { by: 'tracker', action: 'verifyTasks', in: ['submitted'] },
	reopened: { by: 'tracker', action: 'verifyTasks', in: ['done'] },
	condition_met: { by: 'office', action: 'assignTasks', in: UNFINISHED },
	correction_decided: { by: 'office', action: 'assignTasks', in: ['correction_asked'] },
	extension_decided: { by: 'office', action: 'extendTasks', in: [...UNFINISHED, 'submitted'] },
	paused: { by: 'office', action: 'assignTasks', in: ['assigned', ...AT_WORK] },
	resumed: { by: 'office', action: 'assignTasks', in: ['paused'] },
	revoked: { by: 'office', action: 'assignTasks', in: [...UNFINISHED, 'submitted'] }
};

/**
 * Whether somebody stands on the side that an act belongs to. Nobody confirms, sends back or extends
 * the work of an agency in which they hold a post, whatever else they are; an agency that follows the
 * task (cơ quan theo dõi) confirms through its head even when no role of theirs covers the province.
 */
export function mayAct(task: Task, kind: TaskActKind, by: Reader): boolean {
	const { by: side, action } = TASK_RULES[kind];
	if (side === 'lead') return mayTo(by, action, task.leadId);
	if (by.own.includes(task.leadId)) return false;
	if (mayTo(by, action, task.leadId)) return true;
	return side === 'tracker' && mayTo(by, 'acknowledgeTasks', task.trackerId);
}

/**
 * @param at the domain's now, not before the task's last event
 * @returns the event that is to be recorded, or why not
 */
export function decide(task: Task, act: TaskAct, by: Reader, at: Instant): Decision<TaskEvent> {
	const { kind } = act;
	// What lives in another software is acted on there, and never answered for twice.
	if (task.origin !== null) return refused('task.mirrored', { system: task.origin.system });
	if (!mayAct(task, kind, by)) {
		const ownWork = by.own.includes(task.leadId) && TASK_RULES[kind].by !== 'lead';
		return refused(ownWork ? 'task.own_work' : 'task.not_yours', { act: kind });
	}
	if (!TASK_RULES[kind].in.includes(task.state)) {
		return refused('task.not_now', { act: kind, state: task.state });
	}
	const why = hindrance(task, act, dayOf(at));
	return why === null ? accepted({ ...act, at }) : refused(why, { act: kind });
}

/** The acts that somebody may do to a task as it stands now: what a page offers. */
export function possibleActs(task: Task, by: Reader, on: Day): TaskActKind[] {
	if (task.origin !== null) return [];
	return (Object.keys(TASK_RULES) as TaskActKind[]).filter(
		(kind) =>
			mayAct(task, kind, by) && TASK_RULES[kind].in.includes(task.state) && !blocked(task, kind, on)
	);
}

/** What stands against an act whatever it says. */
function blocked(task: Task, kind: TaskActKind, today: Day): string | null {
	switch (kind) {
		case 'condition_met':
			return task.waitsForCondition ? null : 'task.no_condition';
		case 'progressed':
		case 'submitted':
			return task.waitsForCondition ? 'task.condition_open' : null;
		case 'unit_marked':
			return task.units.length === 0 ? 'task.no_units' : null;
		case 'extension_asked':
			if (task.due === null) return 'task.no_due';
			if (task.source === 'government' || task.source === 'prime_minister') {
				return 'task.due_not_ours';
			}
			// A due day that has come is answered for, not moved.
			if (today >= task.due) return 'task.too_late_to_extend';
			return task.extension === null ? null : 'task.extension_waits';
		case 'extension_decided':
			return task.extension === null ? 'task.no_extension' : null;
		default:
			return null;
	}
}

function hindrance(task: Task, act: TaskAct, today: Day): string | null {
	const why = blocked(task, act.kind, today);
	if (why !== null) return why;
	switch (act.kind) {
		case 'extension_asked':
			return task.due !== null && act.until > task.due ? null : 'task.extension_not_later';
		case 'unit_marked':
			return task.units.includes(act.unit) ? null : 'task.unit_unknown';
		case 'correction_decided':
			return act.leadId === task.leadId ? 'task.same_lead' : null;
		case 'submitted':
			return act.evidence.length > 0 ? null : 'task.no_evidence';
		case 'reopened':
		case 'condition_met':
			return act.due !== null && act.due < today ? 'task.due_past' : null;
		default:
			return null;
	}
}
