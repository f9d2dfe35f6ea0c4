import { accepted, refused, type Decision } from '../refusal.ts';
import {
	addTask,
	dropTask,
	mergeWithNext,
	replaceAgency,
	reviewAll,
	splitTask,
	takeBack,
	withTask,
	type Draft,
	type DraftHead,
	type DraftTask
} from './draft.ts';

/** What a person of the office does to a draft, one thing at a time; `task`: its key in the draft. */
export type DraftAct =
	/** `at`: place in its text. */
	| { kind: 'split'; task: string; at: number }
	| { kind: 'merge'; task: string }
	| { kind: 'drop'; task: string }
	| { kind: 'take_back' }
	/** `after`: null: first. */
	| { kind: 'add'; after: string | null; text: string; span: DraftTask['span'] }
	/** Corrects, gives to another, dates: the fields that are said. */
	| { kind: 'correct'; task: string; fields: Partial<Omit<DraftTask, 'key'>> }
	/** An agency that has ended, by those that followed it. */
	| { kind: 'replace'; agency: string; by: string[] }
	| { kind: 'correct_head'; fields: Partial<DraftHead> }
	| { kind: 'review_all' };

/**
 * The draft after one act.
 *
 * @param source the text of the document
 * @returns refused where there is no such task, or where the act would do nothing
 */
export function changedBy(draft: Draft, act: DraftAct, source: string): Decision<Draft> {
	const named = 'task' in act ? act.task : act.kind === 'add' ? act.after : null;
	if (named !== null && !draft.tasks.some(({ key }) => key === named)) {
		return refused('draft.no_such_task', { field: act.kind === 'add' ? 'after' : 'task' });
	}
	const changed = after(draft, act, source);
	return changed === draft ? refused('draft.nothing_changed') : accepted(changed);
}

function after(draft: Draft, act: DraftAct, source: string): Draft {
	switch (act.kind) {
		case 'split':
			return splitTask(draft, act.task, act.at, source);
		case 'merge':
			return mergeWithNext(draft, act.task);
		case 'drop':
			return dropTask(draft, act.task);
		case 'take_back':
			return takeBack(draft);
		case 'add':
			return addTask(draft, act.after, { text: act.text, span: act.span });
		case 'correct':
			return withTask(draft, act.task, (task) => ({ ...task, ...act.fields }));
		case 'replace':
			return replaceAgency(draft, act.agency, act.by);
		case 'correct_head':
			return { ...draft, head: { ...draft.head, ...act.fields } };
		case 'review_all':
			return reviewAll(draft);
	}
}
