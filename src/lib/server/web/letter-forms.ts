import { z } from 'zod';
import { SIGNINGS } from '#lib/domain/letters/letter.ts';
import { letterIssue, letterRewording } from './letter-shapes.ts';

const text = z.string().default('');
const lines = text.transform((all) => all.split(/\r?\n/).filter((line) => line.trim() !== ''));

/** The form in which a draft is worded: lists are one to a line. */
export const wordsForm = z
	.object({
		edits: z.coerce.number(),
		symbol: text,
		subject: text,
		addressees: lines,
		opening: lines,
		requests: lines,
		replyBy: text,
		by: z.enum(SIGNINGS),
		title: text,
		name: text,
		recipients: lines
	})
	.transform(({ edits, by, title, name, replyBy, ...said }) => ({
		edits,
		said: {
			...said,
			replyBy: replyBy === '' ? null : replyBy,
			signing: { by, title, name: name === '' ? null : name }
		}
	}))
	.pipe(letterRewording);

/** The form in which number and date are entered. */
export const issueForm = letterIssue;

/** The texts of a form by name. */
export function typedIn(form: FormData): Record<string, string> {
	const typed: Record<string, string> = {};
	for (const [name, value] of form) if (typeof value === 'string') typed[name] = value;
	return typed;
}
