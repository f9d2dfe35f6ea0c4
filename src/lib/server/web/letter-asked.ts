import { z } from 'zod';
import { letterOrder, urgedDossiers, type LetterOrder } from './letter-shapes.ts';
import { askedOfPage } from './pages.ts';
import { taskListParams } from './task-shapes.ts';

const asked = z.object({
	of: z.enum(['dossiers', 'tasks']).optional(),
	kind: z.enum(['urging', 'report']).optional(),
	urging: z.string().max(40).optional()
});

/**
 * What the page of a new letter is asked for: the address of a list of dossiers or tasks, as that list's
 * own page has it, or the code of a reminder.
 * @throws Kit's error 400 with the parameter and what is wrong with it
 */
export function letterAsked(event: { url: URL }): LetterOrder {
	const { of, kind, urging } = askedOfPage(event, asked, (params) => params);
	const order = letterOrder.parse({ kind: kind ?? 'urging' });
	if (urging !== undefined) return { ...order, urging };
	if (of === 'tasks') {
		return { ...order, tasks: askedOfPage(event, taskListParams, (params) => params) };
	}
	return { ...order, dossiers: askedOfPage(event, urgedDossiers, (params) => params) };
}
