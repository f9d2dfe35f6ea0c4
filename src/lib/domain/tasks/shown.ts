/** Tasks as a reader is shown them, on pages and by the API: agencies by code, instants as ISO text. */
import type { Day } from '../calendar/time.ts';
import type { TaskActKind } from './acts.ts';
import type { ShownEvidence } from '../evidence/item.ts';
import type { TaskTally } from './tally.ts';
import type { Task, TaskCause, TaskEvent, TaskSource, TaskState } from './task.ts';
import type { Timeliness } from './timeliness.ts';

export interface NamedAgency {
	code: string;
	name: string;
}

export interface NamedDirective {
	code: string;
	type: string;
	number: string | null;
	issuedOn: Day | null;
	subject: string;
}

export const TASK_WAITS = ['verification', 'extension', 'correction'] as const;

/** Whose word a task waits for, since when, and for how many working days: the others' own time. */
export interface TaskWait {
	for: (typeof TASK_WAITS)[number];
	since: string;
	days: number;
}

export interface TaskItem {
	code: string;
	path: string | null;
	directive: NamedDirective | null;
	text: string;
	product: string | null;
	source: TaskSource;
	lead: NamedAgency;
	coordinating: NamedAgency[];
	tracker: NamedAgency;
	state: TaskState;
	timeliness: Timeliness | null;
	urgency: Task['urgency'];
	firstDue: Day | null;
	due: Day | null;
	dueFrom: Task['dueFrom'];
	condition: string | null;
	units: { done: number; of: number } | null;
	responsible: string | null;
	executingUnit: string | null;
	cause: (Omit<TaskCause, 'at'> & { at: string }) | null;
	origin: Task['origin'];
	recurrence: Task['recurrence'];
	period: string | null;
	/** Days since it was assigned, of one that is open and has no due day. */
	ageDays: number | null;
	/** `unanswered`: the due day has come, and nobody has answered. */
	extension: { until: Day; askedAt: string; unanswered: boolean } | null;
	assignedAt: string;
	acknowledgedAt: string | null;
	submittedAt: string | null;
	doneAt: string | null;
	acknowledgement: { by: string; late: boolean } | null;
	/** Working days past its due day; null unless it is overdue. */
	overdueDays: number | null;
	waits: TaskWait[];
	relapses: number;
	sentBack: number;
	mayDo: TaskActKind[];
}

type WithIsoInstant<E> = E extends TaskEvent
	? Omit<E, 'at'> & { at: string; by: string | null }
	: never;
export type ShownTaskEvent = WithIsoInstant<TaskEvent>;

/** The work that comes again of which a task is one period. */
export interface ShownSeries {
	code: string;
	/** Periods that begin after this day are not made any more; null: it goes on. */
	endedOn: Day | null;
	/** The document that ended it. */
	endedBy: string | null;
}

export interface TaskDetail extends TaskItem {
	series: ShownSeries | null;
	/** Of a quantity target, in the document's order. */
	unitList: { name: string; done: boolean }[];
	files: ShownEvidence[];
	dues: { due: Day | null; at: string; document: string | null }[];
	events: ShownTaskEvent[];
}

export const BOARD_VIEWS = ['agency', 'directive', 'week'] as const;
export type BoardView = (typeof BOARD_VIEWS)[number];

/** Tasks that belong together, as far as they are on one page of the board. */
export interface TaskGroup {
	/** Code of the agency or document, Monday of the week; '' for none. */
	key: string;
	agency: NamedAgency | null;
	directive: NamedDirective | null;
	week: Day | null;
	/** Of all listed tasks of the group, also on other pages. */
	tally: TaskTally;
	items: TaskItem[];
}

export interface TaskBoard {
	total: number;
	tally: TaskTally;
	groups: TaskGroup[];
	/** Of the first task shown, from 0. */
	offset: number;
	shown: number;
	/** Every agency that answers for one of the tasks, for choosing one. */
	agencies: NamedAgency[];
	directives: NamedDirective[];
	/** Mondays of the weeks in which a task is due. */
	weeks: Day[];
	today: Day;
	asOf: string;
}

/** A document that the reader's agency has not taken up yet, or a task that came without one. */
export interface DocumentToAcknowledge {
	directive: NamedDirective | null;
	urgency: Task['urgency'];
	/** The earliest of its tasks. */
	by: string;
	late: boolean;
	/** Whether the reader may say it: the head, or who acts for the head. */
	mine: boolean;
	items: TaskItem[];
}

/** What waits for somebody, each task in one part of it. */
export interface TaskInbox {
	documents: DocumentToAcknowledge[];
	/** Of the reader's own agencies, open and taken up. */
	sentBack: TaskItem[];
	dueToday: TaskItem[];
	overdue: TaskItem[];
	dueSoon: TaskItem[];
	/** Asked by the reader's own agencies and not yet answered. */
	asked: TaskItem[];
	/** What waits for the reader's own word. */
	toVerify: TaskItem[];
	extensions: TaskItem[];
	corrections: TaskItem[];
	/** Whether the reader works on tasks, decides about others', or both. */
	works: boolean;
	decides: boolean;
	today: Day;
	asOf: string;
}
