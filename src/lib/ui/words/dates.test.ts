import { expect, it } from 'vitest';
import { formatDate, formatDay, formatDayOfYear, formatMoment, formatTime } from './dates.ts';

it('dates and times are written as documents write them, in the province’s own time', () => {
	expect(formatDay('2019-05-31')).toBe('31/5/2019');
	expect(formatDayOfYear('2026-11-05')).toBe('5/11');
	expect(formatTime('2026-11-20T07:05:09Z')).toBe('14:05');
	expect(formatDate('2026-11-20T18:30:00Z')).toBe('21/11/2026');
	expect(formatMoment('2026-11-20T14:05:00.000+07:00')).toBe('14:05 20/11/2026');
});
