import type { LetterTable } from '#lib/domain/letters/letter.ts';
import { m } from '#lib/paraglide/messages.js';

/** Five nouns, and what each counts; overdue alone has the colour of alarm. */
export const TABLE_LOOKS: Readonly<
	Record<LetterTable, { word(): string; count(inputs: { count: string }): string; tone: string }>
> = {
	dossiersOverdue: {
		word: m.letters_dossiers_overdue,
		count: m.letters_dossiers_n,
		tone: 'text-overdue'
	},
	dossiersLate: { word: m.letters_dossiers_late, count: m.letters_dossiers_n, tone: 'text-late' },
	tasksOverdue: { word: m.letters_tasks_overdue, count: m.letters_tasks_n, tone: 'text-overdue' },
	tasksLate: { word: m.letters_tasks_late, count: m.letters_tasks_n, tone: 'text-late' },
	tasksUnacknowledged: {
		word: m.letters_tasks_unacknowledged,
		count: m.letters_tasks_n,
		tone: 'text-ink'
	}
};
