import { z } from 'zod';
import { URGENCIES } from '#lib/domain/directives/head.ts';
import { TASK_KINDS } from '#lib/domain/directives/task-kinds.ts';
import { TRACKER_ROLES } from '#lib/domain/directives/trackers.ts';
import type { Operation } from './operation.ts';

/** A document pasted as text; over-long ones are refused by a rule of their own. */
export const pastedDocument = z.strictObject({
	text: z
		.string('phải là văn bản')
		.describe('The document as text, instead of a file; at most 500,000 characters')
});

const agency = z.object({
	name: z.string().describe('As written in the document'),
	code: z.string().nullable().describe('Where the directory knows it on the day of the document'),
	expands: z
		.array(z.string())
		.optional()
		.describe(
			'Of a class such as "các sở, ban, ngành": those that it names and that exist on that day'
		)
});
const text = z.string().nullable();
const day = z.iso.date().nullable();

export const parsedDirective = z.object({
	type: text.describe('Lower-case Vietnamese: công văn, chỉ thị, thông báo …'),
	number: text,
	date: day,
	place: text,
	issuer: agency.nullable(),
	assignedBy: text,
	signer: text,
	authority: text,
	urgency: z.enum(URGENCIES).nullable(),
	subject: text,
	addressees: z.array(agency),
	trackers: z.array(agency.extend({ role: z.enum(TRACKER_ROLES) })),
	references: z.array(
		z.object({ type: text, number: z.string(), date: day, article: text, text: z.string() })
	),
	tasks: z.array(
		z.object({
			path: z
				.string()
				.describe('The document’s own numbering; empty for a paragraph that has none'),
			text: z.string(),
			lead: z.array(agency),
			coordinating: z.array(agency),
			executing: z.array(agency),
			due: z.object({ date: day, text }),
			recurrence: text,
			target: text,
			condition: text,
			kind: z.enum(TASK_KINDS),
			span: z
				.tuple([z.int(), z.int()])
				.describe('Offsets (UTF-16 units, the end not included) into `text` of the answer')
		})
	),
	warnings: z.array(
		z.object({ code: z.string(), message: z.string(), path: z.string().optional() })
	),
	text: z
		.string()
		.describe('The normalised text that was read and that spans point into; it is kept nowhere')
});

export const DIRECTIVE_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/directives/parse',
		method: 'post',
		summary:
			'What a document proposes: its head, tasks, owners and dates, to be confirmed; a file (.docx, .pdf, .txt, .html) or JSON {"text"}. Nothing is kept',
		keys: ['act'],
		body: pastedDocument,
		orFile: '.docx, .pdf with a text layer, .txt or .html, at most 10 MiB',
		answer: parsedDirective,
		refusals: [400, 413, 415, 422, 429]
	}
];
