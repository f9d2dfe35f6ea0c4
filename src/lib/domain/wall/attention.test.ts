import { describe, expect, it } from 'vitest';
import { noCounts, tallyOf } from '../reports/tally.ts';
import { noTasks } from '../tasks/tally.ts';
import { attentionOf } from './attention.ts';

const LIMITS = { overdue: { value: 5, document: 'QĐ 1' }, late: { value: 2, document: 'QĐ 1' } };
const behind = tallyOf({
	...noCounts(),
	...{ 'open.total': 100, 'open.inTime': 90, 'open.overdue': 10 },
	...{ 'resolved.total': 100, 'resolved.onTime': 99, 'resolved.late': 1 }
});
const speaking = { tally: behind, silent: false, vertical: false, tasks: null };

describe('what a leader looks at before the numbers', () => {
	it('is what crosses a threshold, late and overdue each by itself', () => {
		expect(attentionOf(speaking, LIMITS)).toEqual([{ kind: 'over', by: 'overdue' }]);
	});

	it('is nothing where no threshold was decided', () => {
		expect(attentionOf(speaking, {})).toEqual([]);
	});

	it('is the silence of a silent agency, and not the numbers that nobody stands behind', () => {
		expect(attentionOf({ ...speaking, silent: true }, LIMITS)).toEqual([{ kind: 'silent' }]);
	});

	it('holds no threshold against a central branch', () => {
		expect(attentionOf({ ...speaking, vertical: true }, LIMITS)).toEqual([]);
	});

	it('names tasks more than 30 days past their day by age, as their lists are', () => {
		const { overdueAge } = noTasks();
		const tasks = { overdueAge: { ...overdueAge, d8_30: 4, d31_90: 2, gt90: 1 } };
		expect(attentionOf({ ...speaking, tasks }, {})).toEqual([
			{ kind: 'tasks', figure: 'overdueAge.d31_90', count: 2 },
			{ kind: 'tasks', figure: 'overdueAge.gt90', count: 1 }
		]);
	});
});
