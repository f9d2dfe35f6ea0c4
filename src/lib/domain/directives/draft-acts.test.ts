import { expect, it } from 'vitest';
import { changedBy, type DraftAct } from './draft-acts.ts';
import type { Draft, DraftTask } from './draft.ts';

const TEXT = 'Rà soát; báo cáo. Tổng hợp.';
function task(key: string, text: string): DraftTask {
	const from = TEXT.indexOf(text);
	return {
		...{ key, path: null, text, span: [from, from + text.length], leads: [], coordinating: [] },
		...{ tracker: null, due: null, dueFrom: null, dueText: null, recurrence: null, rule: null },
		...{ target: null, condition: null, kind: 'deliverable', units: [], product: null },
		...{ source: 'chairman', responsible: null, executing: null, isTask: true, reviewed: false },
		warnings: []
	};
}
const DRAFT: Draft = {
	head: {
		...{ type: 'công văn', number: null, date: null, issuer: 'UBND tỉnh', subject: 'x' },
		...{ urgency: null, assignedBy: null, signer: null, authority: null, addressees: [] },
		...{ trackers: [], references: [], tracker: null }
	},
	tasks: [task('t1', 'Rà soát; báo cáo.'), task('t2', 'Tổng hợp.')],
	...{ dropped: [], warnings: [] }
};
function after(...acts: DraftAct[]): Draft {
	return acts.reduce((draft, act) => {
		const decision = changedBy(draft, act, TEXT);
		if (!decision.accepted) throw new Error(decision.refusal.code);
		return decision.value;
	}, DRAFT);
}
const why = (act: DraftAct) => {
	const decision = changedBy(DRAFT, act, TEXT);
	return decision.accepted ? null : decision.refusal.code;
};

it('does what the page does, one act after the other', () => {
	const { head, tasks } = after(
		{ kind: 'split', task: 't1', at: 8 },
		{ kind: 'drop', task: 't2' },
		{ kind: 'correct', task: 't3', fields: { due: '2026-12-01', dueFrom: 'tracking' } },
		{ kind: 'take_back' },
		{ kind: 'merge', task: 't3' },
		{ kind: 'add', after: 't3', text: 'Kiểm tra', span: null },
		{ kind: 'correct_head', fields: { number: '12/UBND-TH' } },
		{ kind: 'review_all' }
	);
	expect(tasks.map(({ text }) => text)).toEqual(['Rà soát;', 'báo cáo. Tổng hợp.', 'Kiểm tra']);
	expect(tasks[1]).toMatchObject({ due: '2026-12-01', reviewed: true });
	expect(head).toMatchObject({ number: '12/UBND-TH', type: 'công văn' });
});

it.each<[string | null, DraftAct]>([
	['draft.no_such_task', { kind: 'drop', task: 't9' }],
	['draft.no_such_task', { kind: 'correct', task: 't9', fields: { due: null } }],
	['draft.no_such_task', { kind: 'add', after: 't9', text: 'x', span: null }],
	['draft.nothing_changed', { kind: 'merge', task: 't2' }],
	['draft.nothing_changed', { kind: 'split', task: 't1', at: 900 }],
	['draft.nothing_changed', { kind: 'take_back' }],
	[null, { kind: 'add', after: null, text: 'x', span: null }]
])('says %s of an act that has nothing to act on', (code, act) => {
	expect(why(act)).toBe(code);
});
