import { isDeepStrictEqual } from 'node:util';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { foldTask, type Task, type TaskEvent } from '#lib/domain/tasks/task.ts';
import type { TaskTally } from '#lib/domain/tasks/tally.ts';
import { daysOverdue, timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import type { Sql } from './database.ts';
import type { LoadedRules } from './rulebook.ts';
import { taskFigures } from './task-figures.ts';

/** What is kept of a task, and what happened to it. */
export interface KeptTaskRow {
	id: number;
	code: string;
	state: string;
	leadId: number;
	trackerId: number;
	coordinatingIds: number[];
	due: string | null;
	folded: Task;
	events: number;
	happened: { n: number; event: TaskEvent }[];
}

/** Tasks by their number, with all their events, so many at a time. */
export async function keptTasksAfter(
	sql: Sql,
	after: number,
	atMost: number
): Promise<KeptTaskRow[]> {
	return sql<KeptTaskRow[]>`
		select t.id, t.code, t.state, t.lead_id as "leadId", t.tracker_id as "trackerId",
			t.coordinating_ids as "coordinatingIds", t.due, t.folded, t.events,
			coalesce((
				select jsonb_agg(jsonb_build_object('n', e.n, 'event', e.body || jsonb_build_object(
					'kind', e.kind, 'at', round(extract(epoch from e.at) * 1000)::bigint)) order by e.n)
				from task_events e where e.task_id = t.id), '[]') as happened
		from tasks t where t.id > ${after} order by t.id limit ${atMost}`;
}

/** Where a task is kept otherwise than its events make it: a few words each. */
export function taskDifferences(kept: KeptTaskRow): { found: string[]; task: Task | null } {
	const found: string[] = [];
	const { happened, folded, events } = kept;
	if (happened.length !== events || happened.some(({ n }, i) => n !== i + 1)) {
		found.push(`events 1 to ${events} expected, ${happened.map(({ n }) => n).join(' ')} recorded`);
	}
	let task: Task;
	try {
		task = foldTask(happened.map(({ event }) => event));
	} catch {
		return { found: [...found, 'begins with no assignment'], task: null };
	}
	if (!sameKept(task, folded)) found.push('folded');
	const columns = ['state', 'leadId', 'trackerId', 'coordinatingIds', 'due'] as const;
	for (const column of columns) {
		if (!isDeepStrictEqual(kept[column], task[column])) found.push(column);
	}
	if ((task.dues[0]?.due ?? null) !== task.firstDue || task.dues.at(-1)?.due !== task.due) {
		found.push('dues');
	}
	return { found, task };
}

/** As JSON keeps it; what a later version of the program can say besides is null in what is older. */
function sameKept(task: Task, folded: Task): boolean {
	const plain = JSON.parse(JSON.stringify(task)) as Record<string, unknown>;
	const kept: Record<string, unknown> = { ...folded };
	return [...new Set([...Object.keys(plain), ...Object.keys(kept)])].every((key) =>
		isDeepStrictEqual(plain[key] ?? null, kept[key] ?? null)
	);
}

/** The figures of tasks counted one by one, the plain way, from what their events make of them. */
export interface TaskRecount {
	add(task: Task): void;
	/** Where the figures that are served differ. */
	differences(sql: Sql): Promise<string[]>;
}

/** @param now the domain's now */
export function openTaskRecount(rules: LoadedRules, now: Instant): TaskRecount {
	const soon = parameterOn(rules.parameters.taskDueSoonWorkingDays, dayOf(now));
	const counted = new Map<string, number>();
	const one = (agency: number, figure: string) => {
		for (const whose of [`${agency}`, 'province']) {
			const key = `${whose} ${figure}`;
			counted.set(key, (counted.get(key) ?? 0) + 1);
		}
	};
	return {
		add(task) {
			const { state, leadId } = task;
			if (state === 'revoked') return;
			one(leadId, 'total');
			one(leadId, state === 'done' ? 'done.total' : 'open.total');
			// Whether it was taken up is said where it lives.
			if (state === 'assigned' && task.origin === null) one(leadId, 'unacknowledged');
			if (state === 'submitted') one(leadId, 'submitted');
			switch (timelinessOf(task, now, rules.calendar, soon)) {
				case null:
					return;
				case 'done_on_time':
					return one(leadId, 'done.onTime');
				case 'done_late':
					return one(leadId, 'done.late');
				case 'done_no_date':
					return one(leadId, 'done.noDate');
				case 'due_soon':
					one(leadId, 'open.dueSoon');
					return one(leadId, 'open.inTime');
				case 'in_time':
					return one(leadId, 'open.inTime');
				case 'no_date':
					if (isOld(dayOf(task.assignedAt), dayOf(now))) one(leadId, 'noDateOld');
					return one(leadId, 'open.noDate');
				case 'paused':
				case 'waiting':
					return one(leadId, 'open.standing');
				case 'overdue': {
					one(leadId, 'open.overdue');
					const days = daysOverdue(task, now);
					const age = days <= 7 ? 'le7' : days <= 30 ? 'd8_30' : days <= 90 ? 'd31_90' : 'gt90';
					return one(leadId, `overdueAge.${age}`);
				}
			}
		},
		async differences(sql) {
			const served = await taskFigures(sql, rules, now);
			const found: string[] = [];
			const compare = (of: string, name: string, tally: TaskTally) => {
				for (const [figure, told] of figuresOf(tally)) {
					const n = counted.get(`${of} ${figure}`) ?? 0;
					if (n !== told) found.push(`tasks of ${name}, ${figure}: ${told} served, ${n} counted`);
				}
			};
			compare('province', 'the province', served.province);
			for (const id of rules.agencyIds) compare(`${id}`, rules.codeOf(id), served.own(id));
			return found;
		}
	};
}

/** More than three months between two days; the last of a month stands for the days it does not have. */
function isOld(from: Day, to: Day): boolean {
	const [y = 0, m = 0, d = 0] = from.split('-').map(Number);
	const [year = 0, month = 0, day = 0] = to.split('-').map(Number);
	const months = (year - y) * 12 + month - m;
	const lastOfMonth = new Date(Date.UTC(y, m, 0)).getUTCDate();
	return months > 3 || (months === 3 && Math.min(day, lastOfMonth) > d);
}

function figuresOf(tally: TaskTally): [string, number][] {
	const { total, unacknowledged, submitted, noDateOld, done, open, overdueAge } = tally;
	const within = (group: string, counts: Record<string, number>) =>
		Object.entries(counts).map(([name, n]): [string, number] => [`${group}.${name}`, n]);
	return [
		['total', total],
		['unacknowledged', unacknowledged],
		['submitted', submitted],
		['noDateOld', noDateOld],
		...within('done', done),
		...within('open', open),
		...within('overdueAge', overdueAge)
	];
}
