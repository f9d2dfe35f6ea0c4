import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { TaskActKind } from '#lib/domain/tasks/acts.ts';
import type {
	DocumentToAcknowledge,
	TaskInbox,
	TaskItem,
	TaskWait
} from '#lib/domain/tasks/shown.ts';
import type { Desk } from '../desk.ts';
import { taskRows } from './task-rows.ts';

/** What waits for the reader: their own agency's work, and others' that waits for their word. */
export async function readInbox(desk: Desk, reader: Reader): Promise<TaskInbox> {
	const found = await taskRows(desk, reader, { figure: 'open.total' });
	if (found === null) throw new Error('tasks are asked for without an agency');
	const today = dayOf(found.now);
	const { rows } = found;
	const mayAct = (kind: TaskActKind) =>
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

function longestFirst(items: readonly TaskItem[], what: TaskWait['for']): TaskItem[] {
	const since = ({ waits }: TaskItem) =>
		Date.parse(waits.find((wait) => wait.for === what)?.since ?? '') || 0;
	return items.toSorted((a, b) => since(a) - since(b));
}
