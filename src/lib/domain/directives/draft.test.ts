import { describe, expect, it } from 'vitest';
import {
	addTask,
	dropTask,
	hindrances,
	issuedCount,
	LONGEST_TEXT,
	mergeWithNext,
	replaceAgency,
	reviewAll,
	splitTask,
	takeBack,
	withTask,
	type Draft,
	type DraftOwner,
	type DraftTask
} from './draft.ts';

const SOURCE =
	'1. Sở Tài chính rà soát dự toán;\nbáo cáo kết quả trước ngày 15/6.\n' +
	'2. Sở Nội vụ báo cáo kết quả hằng quý.\n3. Các sở, ban, ngành thực hiện.';
const passage = (words: string): [number, number] => {
	const from = SOURCE.indexOf(words);
	return [from, from + words.length];
};
const owner = (name: string, ...codes: string[]): DraftOwner => ({ name, codes, isClass: false });
const finance = owner('Sở Tài chính', 'H21.01');
const affairs = owner('Sở Nội vụ', 'H21.02');

function aTask(key: string, given: Partial<DraftTask> = {}): DraftTask {
	return {
		...{ key, path: null, text: `Việc ${key}`, span: null, leads: [finance], coordinating: [] },
		...{ tracker: null, due: null, dueFrom: null, dueText: null, recurrence: null, rule: null },
		...{ target: null, condition: null, kind: 'deliverable', units: [], product: null },
		...{ source: 'chairman', responsible: null, executing: null, isTask: true, reviewed: true },
		...{ warnings: [], ...given }
	};
}
function aDraft(...tasks: DraftTask[]): Draft {
	return {
		head: {
			...{ type: 'công văn', number: '12/UBND-TH', date: '2026-06-01', issuer: 'UBND tỉnh' },
			...{ subject: 'Rà soát', urgency: null, assignedBy: null, signer: null, authority: null },
			...{ addressees: [], trackers: [], references: [], tracker: 'H21.00' }
		},
		...{ tasks, dropped: [], warnings: [] }
	};
}
const texts = ({ tasks }: Draft) => tasks.map(({ text }) => text);
const keys = ({ tasks }: Draft) => tasks.map(({ key }) => key);
const part = ({ span }: DraftTask) => (span === null ? null : SOURCE.slice(...span));

describe('splitting a task', () => {
	const words = 'Sở Tài chính rà soát dự toán;\nbáo cáo kết quả trước ngày 15/6.';
	const whole = aTask('t1', {
		...{ text: words.replace('\n', ' '), span: passage(words), due: '2026-06-15' },
		...{ dueFrom: 'document', units: ['xã A'], warnings: [{ code: 'x', message: 'x' }] }
	});
	const at = whole.text.indexOf('báo cáo');

	it('makes two that keep owner and date, each with its own passage, to be gone through again', () => {
		const { tasks } = splitTask(aDraft(whole, aTask('t2')), 't1', at, SOURCE);
		const [one, other, last] = tasks;
		expect([one?.text, other?.text]).toEqual([
			'Sở Tài chính rà soát dự toán;',
			'báo cáo kết quả trước ngày 15/6.'
		]);
		expect(one && part(one)?.trim()).toBe('Sở Tài chính rà soát dự toán;');
		expect(other && part(other)).toBe('báo cáo kết quả trước ngày 15/6.');
		for (const half of [one, other]) {
			expect(half).toMatchObject({ leads: [finance], due: '2026-06-15', reviewed: false });
		}
		expect(other?.key).toBe('t3');
		expect(last?.key).toBe('t2');
	});

	it('finds the second half where its words stand twice', () => {
		const source = 'Báo cáo kết quả rà soát; báo cáo. Báo cáo kết quả rà soát; báo cáo thêm.';
		const twice = aTask('t1', { text: source, span: [0, source.length] });
		const cut = source.indexOf('Báo cáo', 5);
		const { tasks } = splitTask(aDraft(twice), 't1', cut, source);
		expect(tasks.map(({ span }) => span)).toEqual([
			[0, cut],
			[cut, source.length]
		]);
	});

	it('finds a half that repeats itself where it begins, not where it says so again', () => {
		const sentence = 'Các sở, ban, ngành rà soát, tổng hợp và gửi kết quả về Sở Tài chính. ';
		const source = `Mở đầu. ${sentence}${sentence}`.trim();
		const long = aTask('t1', { text: source, span: [0, source.length] });
		const { tasks } = splitTask(aDraft(long), 't1', 'Mở đầu. '.length, source);
		expect(tasks[1]?.span).toEqual(['Mở đầu. '.length, source.length]);
	});

	it('keeps the whole passage for both where somebody had reworded the task', () => {
		const reworded = { ...whole, text: 'Rà soát dự toán. Gửi về Sở Tư pháp.' };
		const { tasks } = splitTask(aDraft(reworded), 't1', 16, SOURCE);
		expect(tasks.map(({ span }) => span)).toEqual([whole.span, whole.span]);
	});

	it.each([0, whole.text.length])('does nothing at its edge (%i)', (edge) => {
		const draft = aDraft(whole);
		expect(splitTask(draft, 't1', edge, SOURCE)).toBe(draft);
		expect(splitTask(draft, 't9', 3, SOURCE)).toBe(draft);
	});

	it('changes nothing of the draft that it was made from', () => {
		const draft = aDraft(whole);
		const before = structuredClone(draft);
		const { tasks } = splitTask(draft, 't1', at, SOURCE);
		tasks[1]?.leads[0]?.codes.push('H21.99');
		expect(draft).toEqual(before);
		expect(tasks[0]?.leads[0]?.codes).toEqual(['H21.01']);
	});
});

describe('merging two tasks', () => {
	it('leaves one with every owner of both, over both passages, to be gone through again', () => {
		const draft = aDraft(
			aTask('t1', { text: 'Rà soát', span: [10, 20], units: ['A', 'B'] }),
			aTask('t2', { text: 'báo cáo', span: [25, 40], leads: [affairs], units: ['B', 'C'] }),
			aTask('t3')
		);
		const { tasks } = mergeWithNext(draft, 't1');
		expect(tasks).toHaveLength(2);
		expect(tasks[0]).toMatchObject({
			...{ key: 't1', text: 'Rà soát báo cáo', span: [10, 40], leads: [finance, affairs] },
			...{ units: ['A', 'B', 'C'], reviewed: false }
		});
	});

	it('undoes a split', () => {
		const draft = aDraft(aTask('t1', { text: 'Rà soát; báo cáo', span: null }));
		const merged = mergeWithNext(splitTask(draft, 't1', 8, ''), 't1');
		expect(texts(merged)).toEqual(['Rà soát; báo cáo']);
		expect(merged.tasks[0]?.leads).toEqual([finance]);
	});

	it('keeps an owner of the same name who was given another agency', () => {
		const given = owner('Sở Tài chính', 'H21.09');
		const draft = aDraft(aTask('t1'), aTask('t2', { leads: [given] }));
		expect(mergeWithNext(draft, 't1').tasks[0]?.leads).toEqual([finance, given]);
	});

	it('never puts the words of one date beside another date', () => {
		const draft = aDraft(
			aTask('t1', { dueText: 'trong quý III' }),
			aTask('t2', { due: '2026-06-15', dueFrom: 'document', dueText: 'trước ngày 15/6' })
		);
		expect(mergeWithNext(draft, 't1').tasks[0]).toMatchObject({
			...{ due: '2026-06-15', dueFrom: 'document', dueText: 'trước ngày 15/6' }
		});
	});

	it('keeps how the one comes again with its own words', () => {
		const monthly = { every: 'monthly', day: 20 } as const;
		const draft = aDraft(
			aTask('t1', { recurrence: 'thường xuyên' }),
			aTask('t2', { recurrence: 'hằng tháng', rule: monthly })
		);
		expect(mergeWithNext(draft, 't1').tasks[0]).toMatchObject({
			...{ rule: monthly, recurrence: 'hằng tháng' }
		});
	});

	it('makes a task of a rule and a task, of the task’s kind', () => {
		const draft = aDraft(
			aTask('t1', { kind: 'rule', isTask: false }),
			aTask('t2', { kind: 'quantity' })
		);
		expect(mergeWithNext(draft, 't1').tasks[0]).toMatchObject({ isTask: true, kind: 'quantity' });
	});

	it('does nothing where nothing follows, or both are too long for one', () => {
		const draft = aDraft(aTask('t1', { text: 'x'.repeat(LONGEST_TEXT) }), aTask('t2'));
		expect(mergeWithNext(draft, 't2')).toBe(draft);
		expect(mergeWithNext(draft, 't1')).toBe(draft);
		expect(mergeWithNext(draft, 't9')).toBe(draft);
	});
});

describe('taking out and taking back', () => {
	const four = () => aDraft(aTask('t1'), aTask('t2'), aTask('t3'), aTask('t4'));

	it('gives each task back where it stood, the last one first', () => {
		const out = dropTask(dropTask(dropTask(four(), 't2'), 't4'), 't3');
		expect(keys(out)).toEqual(['t1']);
		const one = takeBack(out);
		expect(keys(one)).toEqual(['t1', 't3']);
		expect(keys(takeBack(one))).toEqual(['t1', 't3', 't4']);
		expect(takeBack(takeBack(one))).toEqual(four());
	});

	it('finds its place again after its neighbour went into another task', () => {
		const merged = mergeWithNext(dropTask(four(), 't2'), 't1');
		expect(keys(merged)).toEqual(['t1', 't4']);
		expect(keys(takeBack(merged))).toEqual(['t1', 't2', 't4']);
	});

	it('stands at the end when all that followed it is gone', () => {
		const none = ['t2', 't3', 't4', 't1'].reduce(dropTask, four());
		expect(keys(none)).toEqual([]);
		expect(hindrances(none).map(({ code }) => code)).toContain('no_tasks');
		expect(keys([1, 2, 3, 4].reduce((draft) => takeBack(draft), none))).toEqual(keys(four()));
	});

	it('has nothing to do for a task that is not there, or when nothing was taken out', () => {
		const draft = four();
		expect(dropTask(draft, 't9')).toBe(draft);
		expect(takeBack(draft)).toBe(draft);
	});
});

describe('adding a task', () => {
	it('puts it behind the one that is named, or first, as a task that nobody answers for yet', () => {
		const draft = aDraft(aTask('t1', { source: 'government' }), aTask('t2'));
		const added = addTask(draft, 't1', { text: 'Việc mới', span: passage('Sở Nội vụ') });
		expect(keys(added)).toEqual(['t1', 't3', 't2']);
		expect(added.tasks[1]).toMatchObject({
			...{ source: 'government', leads: [], due: null, isTask: true, reviewed: false }
		});
		expect(keys(addTask(draft, null, { text: 'Trước hết', span: null }))).toEqual([
			...['t3', 't1', 't2']
		]);
		expect(hindrances(added)).toContainEqual({ code: 'no_lead', key: 't3' });
	});

	it('never gives a key again that a task taken out still has', () => {
		const out = dropTask(aDraft(aTask('t1'), aTask('t2')), 't2');
		const both = takeBack(addTask(out, 't1', { text: 'Mới', span: null }));
		expect(new Set(keys(both)).size).toBe(3);
	});
});

describe('giving a task to somebody else', () => {
	it('changes that task alone, and what issuing makes of it', () => {
		const draft = aDraft(aTask('t1'), aTask('t2'));
		const all: DraftOwner = { name: 'các sở', codes: ['H21.01', 'H21.02'], isClass: true };
		const given = withTask(draft, 't2', (task) => ({ ...task, leads: [all, finance] }));
		expect(given.tasks[0]).toBe(draft.tasks[0]);
		// An agency that is named twice gets one task.
		expect(issuedCount(given)).toBe(3);
		expect(issuedCount(draft)).toBe(2);
	});

	it('passes from an agency that has ended to what followed it, wherever it stands, and not further', () => {
		const all: DraftOwner = { name: 'các sở', codes: ['H21.01', 'H21.02'], isClass: true };
		const draft = aDraft(
			aTask('t1', { coordinating: [affairs] }),
			aTask('t2', { leads: [all], tracker: 'H21.01' }),
			aTask('t3', { leads: [affairs] })
		);
		const replaced = replaceAgency(draft, 'H21.01', ['H21.11', 'H21.12']);
		const [one, two, three] = replaced.tasks;
		// The words stay those of the document.
		expect(one).toMatchObject({
			...{ leads: [{ name: 'Sở Tài chính', codes: ['H21.11', 'H21.12'] }], reviewed: false }
		});
		expect(two).toMatchObject({
			...{ leads: [{ codes: ['H21.11', 'H21.12', 'H21.02'] }], tracker: 'H21.11' }
		});
		expect(three).toBe(draft.tasks[2]);
		expect(replaceAgency(draft, 'H21.99', ['H21.01'])).toBe(draft);
		expect(replaceAgency(draft, 'H21.01', [])).toBe(draft);
	});

	it('is hindered by words that no agency is known by, in a task and not in a rule', () => {
		const unknown = owner('Ban Quản lý dự án 9');
		const draft = reviewAll(
			aDraft(
				aTask('t1', { leads: [finance, unknown] }),
				aTask('t2', { leads: [unknown], isTask: false, kind: 'rule' })
			)
		);
		expect(hindrances(draft)).toEqual([{ code: 'lead_unknown', key: 't1' }]);
	});
});

describe('before issuing', () => {
	it('everything is gone through, rules that are left out as well', () => {
		const rule = aTask('t2', { isTask: false, kind: 'rule', reviewed: false });
		const draft = aDraft(aTask('t1'), rule);
		expect(hindrances(draft)).toEqual([{ code: 'unreviewed', key: 't2' }]);
		expect(hindrances(reviewAll(draft))).toEqual([]);
		expect(issuedCount(draft)).toBe(1);
	});

	it('a date says whether the document or the office set it, and a tracker follows every task', () => {
		const draft = aDraft(aTask('t1', { due: '2026-06-15' }));
		const untracked = { ...draft, head: { ...draft.head, tracker: null } };
		expect(hindrances(untracked)).toEqual([
			{ code: 'no_tracker', key: 't1' },
			{ code: 'due_unsourced', key: 't1' }
		]);
	});
});
