import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { BoardView, TaskBoard, TaskGroup } from '#lib/domain/tasks/shown.ts';
import { tallyOf } from '#lib/domain/tasks/tally.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { taskChoices } from '../store/tasks.ts';
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
		const key = keyOf(row, view, found.rules);
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
	const choices = await readAs(desk.db, reader, taskChoices);
	return {
		...{ total: rows.length, tally, groups: shown, offset },
		shown: shown.reduce((n, { items }) => n + items.length, 0),
		agencies: choices.leadIds
			.map((id) => namedAgency(id, found.rules))
			.sort((a, b) => compareVietnamese(a.name, b.name)),
		...{ directives: choices.directives, weeks: choices.weeks },
		today: dayOf(now),
		asOf: isoOf(now)
	};
}

function keyOf({ task, directive }: TaskRow, view: BoardView, { codeOf }: LoadedRules): string {
	if (view === 'agency') return codeOf(task.leadId);
	if (view === 'directive') return directive?.code ?? '';
	return task.due === null ? '' : mondayOf(task.due);
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

function namedAgency(id: number, { codeOf, directory }: LoadedRules) {
	return { code: codeOf(id), name: directory.latest(id)?.name ?? codeOf(id) };
}
