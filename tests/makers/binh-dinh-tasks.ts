import { addDays, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { after, begun, type Task, type TaskEvent } from '#lib/domain/tasks/task.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { insertTask, saveTask } from '#lib/server/store/tasks.ts';

/**
 * The tasks of the province of Bình Định on 30 May 2022, kept by the store as the commands keep them:
 * 1.387, 756 with a date and 631 without; 1.160 done, 1.014 of them on time and 146 late; 227 open, 211 in time
 * (123 without a date) and 16 overdue, 7 of them for more than 30 days.
 *
 * @param today the same set as it would stand on another day
 * @param leads who answers for them, by turns
 */
export async function binhDinhTasks(
	database: Database,
	today: Day,
	leads: readonly number[]
): Promise<void> {
	const at = (day: Day): Instant => startOfDay(day) + 9 * 3_600_000;
	const ago = (days: number) => addDays(today, -days);
	const given = ago(140);
	const set: readonly { count: number; due: Day | null; finished: Day | null }[] = [
		{ count: 506, due: ago(31), finished: ago(31) },
		{ count: 508, due: null, finished: ago(76) },
		{ count: 146, due: ago(31), finished: ago(26) },
		{ count: 88, due: ago(-31), finished: null },
		{ count: 123, due: null, finished: null },
		{ count: 9, due: ago(12), finished: null },
		{ count: 7, due: ago(45), finished: null }
	];
	let n = 0;
	await withTransaction(
		database,
		async ({ sql }) => {
			for (const { count, due, finished } of set) {
				for (let i = 0; i < count; i += 1) {
					const leadId = leads[n++ % leads.length] ?? 0;
					const terms = {
						...{ text: 'Nhiệm vụ', product: null, source: 'chairman' as const, leadId },
						...{ coordinatingIds: [], trackerId: leads.find((one) => one !== leadId) ?? 0 },
						...{ due, dueFrom: due === null ? null : ('document' as const), oneOfMany: true },
						...{ urgency: null, condition: null, units: [] }
					};
					const first = { kind: 'assigned' as const, at: at(given), terms };
					let task: Task = begun(first);
					const one = { directiveId: null, path: null, task, event: first };
					const code = await insertTask(sql, one, null);
					const more: TaskEvent[] =
						finished === null
							? [{ kind: 'acknowledged', at: at(given) }]
							: [
									{ kind: 'acknowledged', at: at(given) },
									{ kind: 'submitted', at: at(finished), evidence: ['bao-cao.pdf'] },
									{ kind: 'verified', at: at(addDays(finished, 2)) }
								];
					for (const [events, event] of more.entries()) {
						task = after(task, event);
						const kept = { id: Number(code.slice(3)), events: events + 1 };
						await saveTask(sql, kept, { task, event }, null);
					}
				}
			}
		},
		{ scope: 'tasks' }
	);
}
