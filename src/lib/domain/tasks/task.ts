/**
 * A task that the Committee or its Chairman has assigned (nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh
 * giao): the fold of what happened to it, in the order in which it was recorded. Whether it is in time
 * is never part of this state: see `timeliness.ts`.
 */
import { startOfDay, type Day, type Instant } from '../calendar/time.ts';
import type { Recurrence } from './recurrence.ts';

/**
 * Who assigned it in the first place. What the Government or the Prime Minister dated cannot be moved
 * by the province.
 */
export const TASK_SOURCES = [
	'government',
	'prime_minister',
	'committee',
	'chairman',
	'inspection'
] as const;
export type TaskSource = (typeof TASK_SOURCES)[number];

/** đã giao; đã tiếp nhận; đang thực hiện; chờ xác nhận; hoàn thành; đề nghị điều chỉnh; tạm dừng; thu hồi. */
export const TASK_STATES = [
	'assigned',
	'acknowledged',
	'in_progress',
	'submitted',
	'done',
	'correction_asked',
	'paused',
	'revoked'
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/**
 * The number that a task came of, frozen as it was shown. Opaque: what `kind` and `id` mean is known to
 * the page that can open it, and the number stays when the figure has moved.
 */
export interface TaskCause {
	/** `indicator`, `finding` … */
	kind: string;
	/** Public, within its kind: `open.overdue`. */
	id: string;
	/** Code of the agency whose number it is; null: of the province. */
	agency: string | null;
	/** What else narrowed it, as the page's address said: `from=2026-10-01&to=2026-10-31`. */
	query?: string;
	/** Null: nothing to divide by. */
	value: number | null;
	/** The instant that the number told of. */
	at: Instant;
}

/** The other software in which a task lives that is only mirrored here, and its number there. */
export interface TaskOrigin {
	system: string;
	number: string;
}

/** What a task may have besides; tasks from before it was recorded have none of it. */
export interface TaskBackground {
	cause: TaskCause | null;
	/** Null: the task lives here. */
	origin: TaskOrigin | null;
	/** The post or person whom the document makes responsible. */
	responsible: string | null;
	/** Who carries out what the lead answers for, as the document names it. */
	executingUnit: string | null;
	/** Each period is a task of its own, which bears the rule of its series. */
	recurrence: Recurrence | null;
	/** `2026-11`, `2026-Q4`, `2026`, `2026-W47`; null for what is done once. */
	period: string | null;
}

const NO_BACKGROUND: TaskBackground = {
	...{ cause: null, origin: null, responsible: null, executingUnit: null },
	...{ recurrence: null, period: null }
};

/** What is asked, of whom, by when; as a person of the office has confirmed it. */
export interface TaskTerms extends Partial<TaskBackground> {
	text: string;
	/** What is to be handed in (sản phẩm). */
	product: string | null;
	source: TaskSource;
	/** The agency that answers for it (chủ trì). */
	leadId: number;
	coordinatingIds: readonly number[];
	/** The agency that follows it and confirms the result (cơ quan theo dõi). */
	trackerId: number;
	due: Day | null;
	/** `tracking`: thời hạn theo dõi, which the office set because the document has none. */
	dueFrom: 'document' | 'tracking' | null;
	/** One of several that the document gives the agency: two working days to take them up, not one. */
	oneOfMany: boolean;
	/** The clock of a HỎA TỐC document runs in hours. */
	urgency: 'hoa_toc' | 'thuong_khan' | 'khan' | null;
	/** Waits for this to come about; null: begins at once. */
	condition: string | null;
	/** What a quantity target counts, one name each; empty: no such target. */
	units: readonly string[];
}

/** What the other software tells of a task that lives there, whole each time. */
export interface MirroredTask {
	/** When that was so there: the latest wins, however it comes. */
	toldAt: Instant;
	text: string;
	product: string | null;
	source: TaskSource;
	leadId: number;
	coordinatingIds: readonly number[];
	trackerId: number;
	state: TaskState;
	assignedOn: Day;
	firstDue: Day | null;
	due: Day | null;
	/** The day on which the result was handed in; of one that is handed in or done. */
	finishedOn: Day | null;
}

/** What happened; each is recorded once and never changed. `at` is an instant of the domain's clock. */
export type TaskEvent = { at: Instant } & (
	| { kind: 'assigned'; terms: TaskTerms }
	| { kind: 'condition_met'; due: Day | null }
	/** Văn thư has it: not yet that the head has taken it up. */
	| { kind: 'received' }
	| { kind: 'acknowledged' }
	| { kind: 'correction_asked'; reason: string }
	/** Upheld: another agency answers for it. Not upheld: it stays where it is. */
	| { kind: 'correction_decided'; leadId: number | null; document: string }
	/** `officer` and `due` are for people of the agency alone: see `inside.ts`. */
	| { kind: 'assigned_inside'; unit: string; officer?: string | null; due: Day | null }
	/** `evidence`: codes of files, or numbers and days of documents. */
	| { kind: 'progressed'; text: string; evidence?: readonly string[] }
	| { kind: 'unit_marked'; unit: string; done: boolean }
	| { kind: 'submitted'; evidence: readonly string[] }
	| { kind: 'sent_back'; reason: string }
	| { kind: 'verified' }
	| { kind: 'extension_asked'; until: Day; reason: string }
	| { kind: 'extension_decided'; granted: boolean; document: string }
	| { kind: 'paused'; reason: string }
	| { kind: 'resumed' }
	| { kind: 'revoked'; document: string }
	/** The same fault again (tồn tại tái diễn). */
	| { kind: 'reopened'; reason: string; due: Day | null }
	/** Nobody did it here: what another software told of its own task. */
	| { kind: 'mirrored'; told: MirroredTask }
);

export interface Task extends Omit<TaskTerms, keyof TaskBackground>, TaskBackground {
	state: TaskState;
	/** As the document first had it; what `due` is now may be later. */
	firstDue: Day | null;
	assignedAt: Instant;
	acknowledgedAt: Instant | null;
	/** Of the result that waits for confirmation, or was confirmed. */
	submittedAt: Instant | null;
	doneAt: Instant | null;
	waitsForCondition: boolean;
	extension: { until: Day; askedAt: Instant } | null;
	/** Every current due date it has had, first to last. */
	dues: readonly { due: Day | null; at: Instant; document: string | null }[];
	/** Since when the clock stands; null: it runs. */
	pausedAt: Instant | null;
	unitsDone: readonly string[];
	/** How many times it came back after it was done. */
	relapses: number;
	sentBack: number;
	/** Of a mirrored one: as at which instant its own software told it last. */
	toldAt: Instant | null;
	lastMovedAt: Instant;
}

/** A task as its first event makes it. */
export function begun(event: TaskEvent & { kind: 'assigned' }): Task {
	const { at, terms } = event;
	return {
		...NO_BACKGROUND,
		...terms,
		state: 'assigned',
		firstDue: terms.due,
		assignedAt: at,
		acknowledgedAt: null,
		submittedAt: null,
		doneAt: null,
		waitsForCondition: terms.condition !== null,
		extension: null,
		dues: [{ due: terms.due, at, document: null }],
		pausedAt: null,
		unitsDone: [],
		relapses: 0,
		sentBack: 0,
		toldAt: null,
		lastMovedAt: at
	};
}

/** The task after one more event, which `decide` has let happen. */
export function after(task: Task, event: TaskEvent): Task {
	const next = { ...task, ...changed(task, event) };
	return { ...next, lastMovedAt: hasMoved(task, next, event) ? event.at : task.lastMovedAt };
}

/** What another software tells again of its task is no move. */
function hasMoved(task: Task, next: Task, { kind }: TaskEvent): boolean {
	return kind !== 'mirrored' || task.state !== next.state || task.due !== next.due;
}

/**
 * @param events in the order in which they were recorded, the first `assigned`
 * @throws RangeError when there is nothing to begin with
 */
export function foldTask(events: readonly TaskEvent[]): Task {
	const [first, ...rest] = events;
	if (first?.kind !== 'assigned') throw new RangeError('a task begins by being assigned');
	return rest.reduce(after, begun(first));
}

/** What was going on before it was paused, or before its correction was asked. */
function resumedState(task: Task): TaskState {
	return task.acknowledgedAt === null ? 'assigned' : 'in_progress';
}

function changed(task: Task, event: TaskEvent): Partial<Task> {
	const { at } = event;
	const dated = (due: Day | null, document: string | null): Partial<Task> => ({
		due,
		dues: [...task.dues, { due, at, document }]
	});
	switch (event.kind) {
		case 'assigned':
		case 'received':
			return {};
		case 'condition_met':
			return { waitsForCondition: false, ...(event.due === null ? {} : dated(event.due, null)) };
		case 'acknowledged':
			return { state: 'acknowledged', acknowledgedAt: at };
		case 'correction_asked':
			return { state: 'correction_asked' };
		case 'correction_decided':
			// Another agency begins anew: what the first one acknowledged is not its word.
			return event.leadId === null
				? { state: resumedState(task) }
				: { state: 'assigned', leadId: event.leadId, acknowledgedAt: null, assignedAt: at };
		case 'assigned_inside':
		case 'progressed':
			return { state: 'in_progress' };
		case 'unit_marked': {
			const others = task.unitsDone.filter((unit) => unit !== event.unit);
			const unitsDone = event.done ? [...others, event.unit] : others;
			return { state: 'in_progress', unitsDone };
		}
		case 'submitted':
			return { state: 'submitted', submittedAt: at };
		case 'sent_back':
			return { state: 'in_progress', submittedAt: null, sentBack: task.sentBack + 1 };
		case 'verified':
			return { state: 'done', doneAt: at, extension: null };
		case 'extension_asked':
			return { extension: { until: event.until, askedAt: at } };
		case 'extension_decided':
			return {
				extension: null,
				...(event.granted && task.extension !== null
					? dated(task.extension.until, event.document)
					: {})
			};
		case 'paused':
			return { state: 'paused', pausedAt: at };
		case 'resumed':
			return { state: resumedState(task), pausedAt: null };
		case 'revoked':
			return { state: 'revoked', extension: null, pausedAt: null };
		case 'reopened':
			return {
				...{ state: 'in_progress', submittedAt: null, doneAt: null },
				relapses: task.relapses + 1,
				...dated(event.due, null)
			};
		case 'mirrored':
			return asTold(event.told, at);
	}
}

/** Of what was told last and of nothing before it, so that the order in which it came does not matter. */
function asTold(told: MirroredTask, at: Instant): Partial<Task> {
	const { assignedOn, finishedOn, firstDue, ...rest } = told;
	const first = firstDue ?? told.due;
	const dues = first === told.due ? [told.due] : [first, told.due];
	const submittedAt = finishedOn === null ? null : startOfDay(finishedOn);
	return {
		...rest,
		dueFrom: told.due === null ? null : 'document',
		firstDue: first,
		dues: dues.map((due) => ({ due, at, document: null })),
		assignedAt: startOfDay(assignedOn),
		submittedAt,
		doneAt: told.state === 'done' ? submittedAt : null,
		pausedAt: told.state === 'paused' ? told.toldAt : null
	};
}
