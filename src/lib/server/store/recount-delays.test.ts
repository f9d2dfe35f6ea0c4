import { expect, it } from 'vitest';
import { consultationDifferences } from './recount-delays.ts';

const period = { from: '2026-01-01', to: '2026-11-20', today: '2026-11-20' };
const asked = (rest: object = {}) => ({
	...{ bodyKind: 'ministry' as const, askedId: null, askedName: 'Bộ A', number: '' },
	...{ askedOn: '2026-11-02', dueOn: '2026-11-06', answeredOn: null },
	...rest
});
const group = (standing: 'waitingLate' | 'onTime', count: number) => ({
	...{ bodyKind: 'ministry' as const, askedId: null, askedName: 'Bộ A', standing, count }
});

it('opinions asked are counted one at a time, and a served count that differs is named', () => {
	const kept = [
		asked(),
		asked({ answeredOn: '2026-11-06' }),
		// Of last year: still waiting it counts, answered it does not.
		asked({ askedOn: '2025-12-01', dueOn: '2025-12-09' }),
		asked({ askedOn: '2025-12-01', dueOn: '2025-12-09', answeredOn: '2025-12-05' })
	];
	const right = [group('waitingLate', 2), group('onTime', 1)];
	expect(consultationDifferences(kept, right, period)).toEqual([]);
	expect(consultationDifferences(kept, [group('waitingLate', 1)], period)).toEqual([
		'opinion ministry Bộ A waitingLate: counted 2, served 1',
		'opinion ministry Bộ A onTime: counted 1, served 0'
	]);
});
