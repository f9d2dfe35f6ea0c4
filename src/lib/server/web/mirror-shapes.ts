import { z } from 'zod';
import { TASK_SOURCES, TASK_STATES } from '#lib/domain/tasks/task.ts';
import { flag } from './file-door.ts';
import type { Operation } from './operation.ts';

const n = z.int().min(0);
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const agencyCode = z.string().trim().min(1).max(40);
const line = (atMost: number) => z.string().trim().min(1).max(atMost);
const system = line(100);

/** One task as its own software tells it; a wrong one is refused by itself. */
export const toldTask = z.strictObject({
	/** Its number in that software. */
	number: line(100),
	text: line(10_000),
	product: line(500).nullable().default(null),
	source: z.enum(TASK_SOURCES).default('chairman'),
	/** Codes of agencies; without a tracker the lead's own is shown. */
	lead: agencyCode,
	coordinating: z.array(agencyCode).max(300).default([]),
	tracker: agencyCode.nullable().default(null),
	status: z.enum(TASK_STATES),
	assignedOn: day,
	firstDue: day.nullable().default(null),
	due: day.nullable().default(null),
	/** The day on which the result was handed in. */
	finishedOn: day.nullable().default(null),
	/** When that was so there: the latest holds, however late or often it comes. */
	updatedAt: instant
});

/** `POST /api/v1/task-mirror` */
export const taskMirror = z.strictObject({
	/** The software that the tasks live in. */
	system,
	tasks: z.array(z.looseObject({})).min(1).max(1000)
});
const documented = z.strictObject({ system, tasks: z.array(toldTask).min(1).max(1000) });

/** Fields beside the file of `POST /api/v1/task-mirror/file`. */
export const mirrorFields = z.object({
	system,
	/** When the file was exported: the instant of all its lines. */
	asOf: z
		.string()
		.max(40)
		.optional()
		.transform((text) => (text === undefined || text === '' ? null : text)),
	dryRun: flag(true)
});

const counts = {
	added: n,
	changed: n,
	/** The same content as is kept. */
	unchanged: n,
	/** Older than what is kept: nothing is changed by it. */
	stale: n
};
const mirrorAnswer = z.strictObject({
	...counts,
	refused: z.array(z.strictObject({ index: n, field: z.string(), reason: z.string() }))
});
const mirrorFileAnswer = z.strictObject({
	...counts,
	taken: z.boolean(),
	errors: z.array(z.strictObject({ line: n, field: z.string(), reason: z.string() }))
});

/** The door for tasks of other tracking software, under `/api/v1/task-mirror`. */
export const MIRROR_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/task-mirror',
		method: 'post',
		summary: 'Tasks that live in other tracking software; a wrong one stops no other',
		keys: ['act'],
		body: documented,
		command: true,
		answer: mirrorAnswer,
		refusals: [400, 403, 409]
	},
	{
		path: '/api/v1/task-mirror/file',
		method: 'post',
		summary: 'The same from a .csv or .xlsx file; tried only, unless dryRun=false',
		keys: ['act'],
		body: mirrorFields,
		file: true,
		command: true,
		answer: mirrorFileAnswer,
		refusals: [400, 403, 409, 413, 415, 422, 429]
	}
];

/** What is said to a person about a cell. */
export const MIRROR_REASONS: Readonly<Record<string, string>> = {
	missing: 'còn trống',
	too_long: 'quá dài',
	not_a_day: 'không phải là một ngày (ngày/tháng/năm)',
	unknown_status: 'không phải là trạng thái của nhiệm vụ',
	agency_unknown: 'không có cơ quan này',
	before_assigned: 'trước ngày giao',
	future: 'ở tương lai',
	malformed: 'không đúng dạng'
};
export const MIRROR_REFUSALS: Readonly<Record<string, string>> = {
	'mirror.columns_missing': 'Tệp thiếu cột bắt buộc.',
	'mirror.lines_refused': 'Tệp có dòng không đúng nên chưa ghi nhận gì.',
	'mirror.no_instant': 'Chưa nói tệp được xuất lúc nào.'
};
