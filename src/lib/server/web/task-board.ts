import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { BoardView, TaskBoard, TaskGroup } from '#lib/domain/tasks/shown.ts';
import { tallyOf } from '#lib/domain/tasks/tally.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import { mondayOf, taskRows, type TaskRow } from './task-rows.ts';
import type { taskListParams } from './task-shapes.ts';

/** So many tasks stand on one page. */
export const TASKS_A_PAGE = 100;

/** @returns null for an agency that nobody knows */
export async function readBoard(
	desk: Desk,
	reader: Reader,
	asked: z.output<typeof taskListParams>,
	view: BoardView
): Promise<TaskBoard | null> {
	const found = await taskRows(desk, reader, asked);
	if (found === null) return null;
	const { rows, tally, now } = found;
	const groups = new Map<string, TaskRow[]>();
	for (const row of rows) {
		const key = keyOf(row, view);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [row]);
		else group.push(row);
	}
	const ordered = [...groups].sort(([a, inA], [b, inB]) => compareGroups(view, [a, inA], [b, inB]));
	const offset = Math.min(asked.offset ?? 0, Math.max(0, rows.length - 1));
	const shown: TaskGroup[] = [];
	let before = 0;
	for (const [key, group] of ordered) {
		const from = Math.max(0, offset - before);
		const items = group.slice(from, Math.max(from, offset + TASKS_A_PAGE - before));
		before += group.length;
		const [first] = items;
		if (first === undefined) continue;
		shown.push({
			key,
			agency: view === 'agency' ? first.item.lead : null,
			directive: view === 'directive' ? first.item.directive : null,
			week: view === 'week' && key !== '' ? key : null,
			tally: tallyOf(group.map(({ figures }) => figures)),
			items: items.map(({ item }) => item)
		});
	}
	const choices = await taskRows(desk, reader, {});
	return {
		...{ total: rows.length, tally, groups: shown, offset },
		shown: shown.reduce((n, { items }) => n + items.length, 0),
		...choicesOf(choices?.rows ?? []),
		today: dayOf(now),
		asOf: isoOf(now)
	};
}

function keyOf({ item }: TaskRow, view: BoardView): string {
	if (view === 'agency') return item.lead.code;
	if (view === 'directive') return item.directive?.code ?? '';
	return item.due === null ? '' : mondayOf(item.due);
}

type Group = [key: string, rows: TaskRow[]];

/** Agencies by name, the newest document first, weeks as they come; what has none stands last. */
function compareGroups(view: BoardView, [a, inA]: Group, [b, inB]: Group): number {
	if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
	if (view === 'week') return a < b ? -1 : 1;
	const [one, other] = [inA[0]?.item, inB[0]?.item];
	if (view === 'agency') return compareVietnamese(one?.lead.name ?? '', other?.lead.name ?? '');
	const [day, otherDay] = [one?.directive?.issuedOn ?? '', other?.directive?.issuedOn ?? ''];
	if (day !== otherDay) return day > otherDay ? -1 : 1;
	return compareVietnamese(b, a);
}

function choicesOf(rows: readonly TaskRow[]): Pick<TaskBoard, 'agencies' | 'directives' | 'weeks'> {
	const agencies = new Map(rows.map(({ item }) => [item.lead.code, item.lead]));
	const directives = new Map(
		rows.flatMap(({ item: { directive } }) =>
			directive === null ? [] : [[directive.code, directive] as const]
		)
	);
	const weeks = new Set(rows.flatMap(({ item: { due } }) => (due === null ? [] : [mondayOf(due)])));
	return {
		agencies: [...agencies.values()].sort((a, b) => compareVietnamese(a.name, b.name)),
		directives: [...directives.values()],
		weeks: [...weeks].sort()
	};
}
