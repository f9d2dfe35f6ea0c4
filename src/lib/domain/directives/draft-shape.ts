import { z } from 'zod';
import { TASK_SOURCES } from '../tasks/task.ts';
import type { Draft } from './draft.ts';
import { URGENCIES } from './head.ts';
import { TASK_KINDS } from './task-kinds.ts';
import { TRACKER_ROLES } from './trackers.ts';

const words = (atMost: number) => z.string().max(atMost);
const perhaps = (atMost: number) => words(atMost).nullable();
const code = words(40);
const day = z.iso.date().nullable();

const owner = z.strictObject({
	name: words(500),
	codes: z.array(code).max(1000),
	isClass: z.boolean()
});
const owners = z.array(owner).max(300);
const warning = z.strictObject({ code: words(60), message: words(500) });

const dayOfMonth = z.int().min(1).max(31);
const recurrence = z.discriminatedUnion('every', [
	z.strictObject({ every: z.literal('weekly'), weekday: z.int().min(1).max(7) }),
	z.strictObject({ every: z.literal('monthly'), day: dayOfMonth }),
	z.strictObject({
		every: z.literal('quarterly'),
		month: z.int().min(1).max(3),
		day: dayOfMonth
	}),
	z.strictObject({ every: z.literal('yearly'), month: z.int().min(1).max(12), day: dayOfMonth })
]);

/** One item of a draft. */
export const draftTaskShape = z.strictObject({
	key: z.string().regex(/^t\d{1,6}$/),
	path: perhaps(60),
	text: words(10_000),
	span: z.tuple([z.int().min(0), z.int().min(0)]).nullable(),
	leads: owners,
	coordinating: owners,
	tracker: code.nullable(),
	due: day,
	dueFrom: z.enum(['document', 'tracking']).nullable(),
	dueText: perhaps(500),
	recurrence: perhaps(500),
	rule: recurrence.nullable(),
	target: perhaps(500),
	condition: perhaps(1000),
	kind: z.enum(TASK_KINDS),
	units: z.array(words(200)).max(1000),
	product: perhaps(500),
	source: z.enum(TASK_SOURCES),
	responsible: perhaps(300),
	executing: perhaps(300),
	isTask: z.boolean(),
	reviewed: z.boolean(),
	warnings: z.array(warning).max(50)
});
const tasks = z.array(draftTaskShape).max(2000);

/** What a draft says of the document itself. */
export const draftHeadShape = z.strictObject({
	type: perhaps(60),
	number: perhaps(60),
	date: day,
	issuer: perhaps(300),
	subject: perhaps(2000),
	urgency: z.enum(URGENCIES).nullable(),
	assignedBy: perhaps(300),
	signer: perhaps(300),
	authority: perhaps(300),
	addressees: owners,
	trackers: z.array(owner.extend({ role: z.enum(TRACKER_ROLES) })).max(100),
	references: z.array(words(1000)).max(500),
	tracker: code.nullable()
});

/** A draft as it comes from a browser and out of the store. */
export const draftShape = z.strictObject({
	head: draftHeadShape,
	tasks,
	dropped: z.array(z.strictObject({ task: draftTaskShape, before: perhaps(10) })).max(2000),
	warnings: z.array(warning).max(200)
}) satisfies z.ZodType<Draft>;

/** Where the passages of an issued document stand, as it is kept (`kept-document.ts`). */
export const keptDocumentShape = z.strictObject({
	spans: z.array(z.strictObject({ task: code, from: z.int().min(0), to: z.int().min(0) })),
	rules: z.array(z.strictObject({ from: z.int().min(0), to: z.int().min(0) })),
	signer: perhaps(300),
	authority: perhaps(300),
	assignedBy: perhaps(300),
	addressees: z.array(words(500)),
	trackers: z.array(z.strictObject({ name: words(500), role: words(40) })),
	references: z.array(words(1000))
});
