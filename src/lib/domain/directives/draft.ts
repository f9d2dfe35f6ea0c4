/**
 * A document between reading and issuing: what the reader proposed, as a person of the office corrects
 * it. Every change gives a new draft and leaves the old one as it was.
 */
import type { Day } from '../calendar/time.ts';
import type { Recurrence } from '../tasks/recurrence.ts';
import type { TaskSource } from '../tasks/task.ts';
import type { Urgency } from './head.ts';
import type { TaskKind } from './task-kinds.ts';
import type { TrackerRole } from './trackers.ts';

/** Whom the document names: the words in it, and which agencies they mean. No code: nobody known. */
export interface DraftOwner {
	name: string;
	codes: string[];
	/** "các sở, ban, ngành": those that exist on the document's day. */
	isClass: boolean;
}

export interface DraftWarning {
	code: string;
	message: string;
}

export interface DraftTask {
	/** Of this draft only; never shown. */
	key: string;
	path: string | null;
	text: string;
	/** Where it stands in the document; null for one that was added. */
	span: [from: number, to: number] | null;
	leads: DraftOwner[];
	coordinating: DraftOwner[];
	/** Code of who follows it; null: who follows the whole document. */
	tracker: string | null;
	due: Day | null;
	/** `tracking`: set here because the document has none. */
	dueFrom: 'document' | 'tracking' | null;
	/** As the document words it. */
	dueText: string | null;
	/** As the document words it; says nothing by itself. */
	recurrence: string | null;
	/** How it comes again: each period becomes a task. Proposed of the words, confirmed by a person. */
	rule: Recurrence | null;
	target: string | null;
	condition: string | null;
	kind: TaskKind;
	/** What a quantity target counts, one name each. */
	units: string[];
	product: string | null;
	source: TaskSource;
	/** The person named, as written. */
	responsible: string | null;
	/** Who carries out what the lead answers for, as written. */
	executing: string | null;
	/** A rule stays out until somebody makes a task of it. */
	isTask: boolean;
	/** đã rà soát */
	reviewed: boolean;
	warnings: DraftWarning[];
}

export interface DraftHead {
	type: string | null;
	number: string | null;
	date: Day | null;
	issuer: string | null;
	subject: string | null;
	urgency: Urgency | null;
	assignedBy: string | null;
	signer: string | null;
	authority: string | null;
	addressees: DraftOwner[];
	trackers: (DraftOwner & { role: TrackerRole })[];
	references: string[];
	/** Code of the agency that follows every task that names no other. */
	tracker: string | null;
}

export interface Draft {
	head: DraftHead;
	tasks: DraftTask[];
	/** Taken out, the last one last: it can be taken back. */
	dropped: { task: DraftTask; before: string | null }[];
	warnings: DraftWarning[];
}

/** The draft with one task as `change` makes it. */
export function withTask(draft: Draft, key: string, change: (task: DraftTask) => DraftTask): Draft {
	return { ...draft, tasks: draft.tasks.map((one) => (one.key === key ? change(one) : one)) };
}

/** A key that no task of the draft has had. */
function newKey({ tasks, dropped }: Draft): string {
	const used = [...tasks, ...dropped.map(({ task }) => task)].map(({ key }) =>
		Number(/^t(\d+)$/.exec(key)?.[1] ?? 0)
	);
	return `t${Math.max(0, ...used) + 1}`;
}

/**
 * Two tasks out of one, at a place in its text; both keep owners and date and wait to be gone through.
 * @param source the text of the document, to find where each half stands
 * @returns the same draft where one side would be empty
 */
export function splitTask(draft: Draft, key: string, at: number, source: string): Draft {
	const n = draft.tasks.findIndex((one) => one.key === key);
	const task = draft.tasks[n];
	const [first, second] = [task?.text.slice(0, at).trim(), task?.text.slice(at).trim()];
	if (task === undefined || !first || !second) return draft;
	const cut = task.span === null ? null : placeOf(source, task.span, first, second);
	const halves = (side: 'first' | 'second'): DraftTask['span'] => {
		if (task.span === null || cut === null) return task.span;
		return side === 'first' ? [task.span[0], cut] : [cut, task.span[1]];
	};
	const apart = structuredClone({ leads: task.leads, coordinating: task.coordinating });
	const one: DraftTask = { ...task, text: first, span: halves('first'), reviewed: false };
	const other: DraftTask = {
		...{ ...task, ...apart, key: newKey(draft), text: second, span: halves('second') },
		...{ reviewed: false, units: [...task.units], warnings: [] }
	};
	return { ...draft, tasks: draft.tasks.toSpliced(n, 1, one, other) };
}

/**
 * Where the second half of a text begins in its passage of the source, however its lines are broken:
 * after the first, or, where somebody corrected that, where its own words stand last; null: not there.
 */
function placeOf(
	source: string,
	[from, to]: [number, number],
	first: string,
	second: string
): number | null {
	const bare = (words: string) => words.replace(/\s+/g, '');
	const places: number[] = [];
	let dense = '';
	for (let at = from; at < to; at += 1) {
		const sign = source.charAt(at);
		if (/\s/.test(sign)) continue;
		dense += sign;
		places.push(at);
	}
	const whole = dense.indexOf(bare(first) + bare(second));
	if (whole !== -1) return places[whole + bare(first).length] ?? null;
	return places[dense.lastIndexOf(bare(second).slice(0, 60))] ?? null;
}

/**
 * One task of two that follow each other: every owner of either, the first one's date if it has one. A
 * date keeps its own words, and so does what comes again.
 *
 * @returns the same draft where nothing follows, or both together are longer than a task may be
 */
export function mergeWithNext(draft: Draft, key: string): Draft {
	const n = draft.tasks.findIndex((one) => one.key === key);
	const [first, second, next] = draft.tasks.slice(n === -1 ? draft.tasks.length : n);
	if (first === undefined || second === undefined) return draft;
	const text = `${first.text} ${second.text}`;
	if (text.length > LONGEST_TEXT) return draft;
	const dated = first.due === null && second.due !== null ? second : first;
	const again = first.rule === null && second.rule !== null ? second : first;
	const worked = first.kind === 'rule' && second.kind !== 'rule' ? second : first;
	const merged: DraftTask = {
		...first,
		...{ text, kind: worked.kind },
		span: around(first.span, second.span),
		leads: together(first.leads, second.leads),
		coordinating: together(first.coordinating, second.coordinating),
		...{ due: dated.due, dueFrom: dated.dueFrom },
		dueText: dated.dueText ?? (dated.due === null ? second.dueText : null),
		recurrence: again.recurrence ?? (again.rule === null ? second.recurrence : null),
		rule: again.rule,
		target: first.target ?? second.target,
		condition: first.condition ?? second.condition,
		product: first.product ?? second.product,
		responsible: first.responsible ?? second.responsible,
		executing: first.executing ?? second.executing,
		units: [...new Set([...first.units, ...second.units])],
		isTask: first.isTask || second.isTask,
		reviewed: false,
		warnings: [...first.warnings, ...second.warnings].slice(0, 50)
	};
	// What was taken out before the second one stands, taken back, before what follows now.
	const dropped = draft.dropped.map((one) =>
		one.before === second.key ? { ...one, before: next?.key ?? null } : one
	);
	return { ...draft, tasks: draft.tasks.toSpliced(n, 2, merged), dropped };
}

/** Characters of a task. */
export const LONGEST_TEXT = 10_000;

function around(one: DraftTask['span'], other: DraftTask['span']): DraftTask['span'] {
	if (one === null || other === null) return one ?? other;
	return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}

function together(some: readonly DraftOwner[], more: readonly DraftOwner[]): DraftOwner[] {
	const same = (one: DraftOwner, other: DraftOwner) =>
		one.name === other.name && one.codes.join() === other.codes.join();
	return [...some, ...more.filter((other) => !some.some((one) => same(one, other)))];
}

export function dropTask(draft: Draft, key: string): Draft {
	const n = draft.tasks.findIndex((one) => one.key === key);
	const task = draft.tasks[n];
	if (task === undefined) return draft;
	const before = draft.tasks[n + 1]?.key ?? null;
	const dropped = [...draft.dropped, { task, before }];
	return { ...draft, tasks: draft.tasks.toSpliced(n, 1), dropped };
}

/** The task that was taken out last stands where it stood. */
export function takeBack(draft: Draft): Draft {
	const last = draft.dropped.at(-1);
	if (last === undefined) return draft;
	const n = draft.tasks.findIndex(({ key }) => key === last.before);
	const at = n === -1 ? draft.tasks.length : n;
	return {
		...draft,
		tasks: draft.tasks.toSpliced(at, 0, last.task),
		dropped: draft.dropped.slice(0, -1)
	};
}

/**
 * A task that the reader did not find.
 * @param after it stands behind the task with this key; null: first
 */
export function addTask(
	draft: Draft,
	after: string | null,
	given: { text: string; span: DraftTask['span'] }
): Draft {
	const task: DraftTask = {
		...{ key: newKey(draft), path: null, ...given, leads: [], coordinating: [], tracker: null },
		...{ due: null, dueFrom: null, dueText: null, recurrence: null, rule: null, target: null },
		...{ condition: null, kind: 'deliverable', units: [], product: null },
		...{ source: draft.tasks[0]?.source ?? 'chairman', responsible: null, executing: null },
		...{ isTask: true, reviewed: false, warnings: [] }
	};
	const n = draft.tasks.findIndex(({ key }) => key === after);
	return { ...draft, tasks: draft.tasks.toSpliced(n + 1, 0, task) };
}

/**
 * An agency replaced by those that followed it, wherever it answers for a task, takes part in one or
 * follows one; the words of the document stay. What changed is gone through again.
 *
 * @param by codes; several where it was split: each that answers for a task gets its own
 */
export function replaceAgency(draft: Draft, code: string, by: readonly string[]): Draft {
	if (by.length === 0) return draft;
	const put = (owners: readonly DraftOwner[]) =>
		owners.map((one) =>
			one.codes.includes(code)
				? { ...one, codes: [...new Set(one.codes.flatMap((own) => (own === code ? by : [own])))] }
				: one
		);
	const follower = (tracker: string | null) => (tracker === code ? (by[0] ?? null) : tracker);
	const tasks = draft.tasks.map((task) => {
		const owners = [...task.leads, ...task.coordinating];
		if (task.tracker !== code && !owners.some(({ codes }) => codes.includes(code))) return task;
		return {
			...task,
			leads: put(task.leads),
			coordinating: put(task.coordinating),
			tracker: follower(task.tracker),
			reviewed: false
		};
	});
	const tracker = follower(draft.head.tracker);
	const same = tracker === draft.head.tracker && tasks.every((task, n) => task === draft.tasks[n]);
	return same ? draft : { ...draft, head: { ...draft.head, tracker }, tasks };
}

/** xác nhận tất cả */
export function reviewAll(draft: Draft): Draft {
	return { ...draft, tasks: draft.tasks.map((one) => ({ ...one, reviewed: true })) };
}

/** What becomes of a task when it is issued: one for each agency that answers for it. */
export function leadCodes({ leads }: DraftTask): string[] {
	return [...new Set(leads.flatMap(({ codes }) => codes))];
}

/** How many tasks issuing makes. */
export function issuedCount({ tasks }: Draft): number {
	return tasks
		.filter(({ isTask }) => isTask)
		.reduce((sum, task) => sum + leadCodes(task).length, 0);
}

/** What keeps a draft from being issued; `key`: of the task that it is about. */
export interface Hindrance {
	code:
		| 'no_type'
		| 'no_issuer'
		| 'no_subject'
		| 'no_tasks'
		| 'no_tracker'
		| 'no_text'
		| 'no_lead'
		| 'lead_unknown'
		| 'due_unsourced'
		| 'too_many'
		| 'unreviewed';
	key: string | null;
}

/** Tasks that one document may make. */
export const MOST_TASKS = 2000;

export function hindrances(draft: Draft): Hindrance[] {
	const { head, tasks } = draft;
	const real = tasks.filter(({ isTask }) => isTask);
	const found: Hindrance[] = [];
	const say = (code: Hindrance['code'], key: string | null = null) => found.push({ code, key });
	if (blank(head.type)) say('no_type');
	if (blank(head.issuer)) say('no_issuer');
	if (blank(head.subject)) say('no_subject');
	if (real.length === 0) say('no_tasks');
	if (issuedCount(draft) > MOST_TASKS) say('too_many');
	for (const task of real) {
		const { key, leads } = task;
		if (blank(task.text)) say('no_text', key);
		if (leads.length === 0) say('no_lead', key);
		else if (leads.some(({ codes }) => codes.length === 0)) say('lead_unknown', key);
		if ((task.tracker ?? head.tracker) === null) say('no_tracker', key);
		if (task.due !== null && task.dueFrom === null) say('due_unsourced', key);
	}
	// A rule that is left out is looked at as well: that it is none of somebody's tasks is a decision.
	for (const { key, reviewed } of tasks) if (!reviewed) say('unreviewed', key);
	return found;
}

function blank(text: string | null): boolean {
	return text === null || text.trim() === '';
}
