import { expect, it } from 'vitest';
import { monthBefore, monthOf, monthSpan, periodChoices } from './periods.ts';

it('T4: a month ends on its own last day, 28, 29, 30 or 31', () => {
	expect(monthSpan('2026-02').to).toBe('2026-02-28');
	expect(monthSpan('2024-02').to).toBe('2024-02-29');
	expect(monthSpan('2026-11').to).toBe('2026-11-30');
	expect(monthSpan('2026-12').to).toBe('2026-12-31');
	expect(monthBefore('2026-01')).toBe('2025-12');
});

it('a quarter begins with its own first month', () => {
	const quarter = (today: string) =>
		periodChoices(today).find((choice) => choice.key === 'this_quarter')?.span;
	expect(quarter('2026-11-20')).toEqual({ from: '2026-10-01', to: '2026-11-20' });
	expect(quarter('2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
});

it('a span within one month from its first day is called by that month', () => {
	expect(monthOf('2026-11-01', '2026-11-20')).toBe('2026-11');
	expect(monthOf('2019-04-01', '2019-05-31')).toBeNull();
});
