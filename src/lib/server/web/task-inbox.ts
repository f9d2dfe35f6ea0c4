import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Day } from '#lib/domain/calendar/time.ts';
import type { Desk } from '../desk.ts';
import type { TaskItem } from './task-items.ts';
import { taskRows } from './task-rows.ts';

/** A document that the reader's agency has not taken up yet, or a task that came without one. */
export interface DocumentToAcknowledge {
	directive: TaskItem['directive'];
	urgency: TaskItem['urgency'];
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

export async function readInbox(desk: Desk, reader: Reader): Promise<TaskInbox> {
	const found = await taskRows(desk, reader, { figure: 'open.total' });
	if (found === null) throw new Error('tasks are asked for without an agency');
	const today = dayOf(found.now);
	const { rows } = found;
	const mayAct = (kind: string) =>
		rows.filter(({ item }) => item.mayDo.includes(kind)).map(({ item }) => item);
	const own = rows.filter(({ task }) => reader.own.includes(task.leadId)).map(({ item }) => item);
	const taken = own.filter(({ state }) => state === 'acknowledged' || state === 'in_progress');
	const asked = own.filter(({ waits }) => waits.some((wait) => wait.for !== 'verification'));
	const rest = (placed: readonly TaskItem[]) => taken.filter((item) => !placed.includes(item));
	const overdue = taken.filter(({ timeliness }) => timeliness === 'overdue');
	const sentBack = rest(overdue).filter((item) => item.sentBack > 0);
	const dueToday = rest([...overdue, ...sentBack]).filter(({ due }) => due === today);
	const dueSoon = rest([...overdue, ...sentBack, ...dueToday]).filter(
		({ timeliness }) => timeliness === 'due_soon'
	);
	const { grants } = reader;
	return {
		documents: documentsOf(own.filter(({ state }) => state === 'assigned')),
		...{ sentBack, dueToday, overdue, dueSoon, asked },
		toVerify: longestFirst(mayAct('verified'), 'verification'),
		extensions: longestFirst(mayAct('extension_decided'), 'extension'),
		corrections: longestFirst(mayAct('correction_decided'), 'correction'),
		works: reader.own.length > 0,
		decides:
			grants.verifyTasks !== undefined ||
			grants.extendTasks !== undefined ||
			grants.assignTasks !== undefined ||
			rows.some(({ task }) => !reader.own.includes(task.leadId)),
		today,
		asOf: isoOf(found.now)
	};
}

function documentsOf(items: readonly TaskItem[]): DocumentToAcknowledge[] {
	const documents = new Map<string, DocumentToAcknowledge>();
	for (const item of items) {
		const key = item.directive?.code ?? item.code;
		const { by = item.assignedAt, late = false } = item.acknowledgement ?? {};
		const document = documents.get(key);
		if (document === undefined) {
			const { directive, urgency } = item;
			const mine = item.mayDo.includes('acknowledged');
			documents.set(key, { directive, urgency, by, late, mine, items: [item] });
			continue;
		}
		document.items.push(item);
		document.late ||= late;
		document.mine ||= item.mayDo.includes('acknowledged');
		if (Date.parse(by) < Date.parse(document.by)) document.by = by;
	}
	return [...documents.values()].sort((a, b) => Date.parse(a.by) - Date.parse(b.by));
}

function longestFirst(
	items: readonly TaskItem[],
	what: TaskItem['waits'][number]['for']
): TaskItem[] {
	const since = ({ waits }: TaskItem) =>
		Date.parse(waits.find((wait) => wait.for === what)?.since ?? '') || 0;
	return items.toSorted((a, b) => since(a) - since(b));
}
