import { z } from 'zod';
import { draftHeadShape, draftShape, draftTaskShape } from '#lib/domain/directives/draft-shape.ts';
import type { DraftAct } from '#lib/domain/directives/draft-acts.ts';
import { pastedDocument } from './directive-shapes.ts';
import type { Operation } from './operation.ts';

const ACT = ['act'] as const;
const version = z.int().min(1);
const instant = z.iso.datetime({ offset: true });
const agencyCode = z.string().trim().min(1).max(40);
const key = draftTaskShape.shape.key;

/** One thing that a person does to a draft; `task`: the key of an item in it. */
const draftAct = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('split'), task: key, at: z.int().min(1) }),
	z.strictObject({ kind: z.literal('merge'), task: key }),
	z.strictObject({ kind: z.literal('drop'), task: key }),
	z.strictObject({ kind: z.literal('take_back') }),
	z.strictObject({
		kind: z.literal('add'),
		/** Stands behind this item; null: first. */
		after: key.nullable(),
		text: draftTaskShape.shape.text,
		span: draftTaskShape.shape.span.default(null)
	}),
	z.strictObject({
		kind: z.literal('correct'),
		task: key,
		/** The members that change. */
		fields: draftTaskShape.omit({ key: true }).partial()
	}),
	/** Codes: of one that has ended, and of those that followed it. */
	z.strictObject({
		kind: z.literal('replace'),
		agency: agencyCode,
		by: z.array(agencyCode).min(1).max(20)
	}),
	z.strictObject({ kind: z.literal('correct_head'), fields: draftHeadShape.partial() }),
	z.strictObject({ kind: z.literal('review_all') })
]);

/** `POST /api/v1/directives/drafts/{code}/changes`: one act, or the whole draft as it was left. */
export const draftChange = z.union([
	z.strictObject({ version, act: draftAct }),
	z.strictObject({ version, draft: draftShape })
]);

/** An act as the domain knows it: what was not said is not there. */
export function actOfChange(act: z.output<typeof draftAct>): DraftAct {
	if (act.kind !== 'correct' && act.kind !== 'correct_head') return act;
	const said = Object.entries(act.fields).filter(([, value]) => value !== undefined);
	return { ...act, fields: Object.fromEntries(said) } as DraftAct;
}

/** `POST /api/v1/directives/drafts/{code}/issue` */
export const draftIssue = z.strictObject({
	/** The one that the person who issues has before them. */
	version,
	/** A document of the same number and day is there, and another one is meant. */
	again: z.boolean().default(false)
});

/** Bytes of a draft in JSON at most. */
export const DRAFT_BYTES = 8 * 1024 * 1024;

const line = z.strictObject({
	...{ code: z.string(), type: z.string().nullable(), number: z.string().nullable() },
	...{ date: z.string().nullable(), subject: z.string().nullable() },
	...{ tasks: z.int().min(0), reviewed: z.int().min(0) },
	...{ createdAt: instant, createdBy: z.string().nullable() },
	...{ savedAt: instant, savedBy: z.string().nullable() }
});
const kept = z.strictObject({
	...{ code: z.string(), version, text: z.string(), draft: draftShape },
	...{ createdAt: instant, createdBy: z.string().nullable() },
	...{ savedAt: instant, savedBy: z.string().nullable() },
	/** What keeps it from being issued; `key`: of the item that it is about. */
	hindrances: z.array(z.strictObject({ code: z.string(), key: z.string().nullable() })),
	/** Documents that were issued already under the same number and day. */
	same: z.array(z.looseObject({ code: z.string() }))
});

/** Documents on their way to being issued, under `/api/v1/directives/drafts`. */
export const DRAFT_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/directives/drafts',
		method: 'get',
		summary: 'Drafts that wait to be gone through and issued',
		keys: ACT,
		answer: z.strictObject({ items: z.array(line) }),
		refusals: [403]
	},
	{
		path: '/api/v1/directives/drafts',
		method: 'post',
		summary:
			'Reads a document, a file or JSON {"text"}, and keeps what it proposes as a draft that nobody has confirmed',
		keys: ACT,
		body: pastedDocument,
		orFile: '.docx, .pdf with a text layer, .txt or .html, at most 10 MiB',
		command: true,
		answer: z.strictObject({ code: z.string(), version }),
		refusals: [400, 403, 409, 413, 415, 422, 429]
	},
	{
		path: '/api/v1/directives/drafts/{code}',
		method: 'get',
		summary: 'A draft with the words of its document and what still keeps it from being issued',
		keys: ACT,
		answer: kept,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/directives/drafts/{code}/changes',
		method: 'post',
		summary:
			'Splits, merges, takes out, takes back, adds, corrects or confirms items, or keeps the whole draft as it was left; on the version that it was decided on',
		keys: ACT,
		body: draftChange,
		command: true,
		answer: z.strictObject({ version, draft: draftShape }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/directives/drafts/{code}/issue',
		method: 'post',
		summary:
			'Issues a draft of which every item was gone through: tasks, and the words beside them',
		keys: ACT,
		body: draftIssue,
		command: true,
		answer: z.strictObject({
			code: z.string(),
			tasks: z.array(z.string()),
			series: z.array(z.string())
		}),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/directives/drafts/{code}/drop',
		method: 'post',
		summary: 'Drops a draft with its words',
		keys: ACT,
		body: z.strictObject({}),
		command: true,
		answer: z.strictObject({}),
		refusals: [403, 404]
	}
];
