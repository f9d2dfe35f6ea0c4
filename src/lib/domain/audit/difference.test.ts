import { describe, expect, it } from 'vitest';
import { differences } from './difference.ts';

describe('what an act changed', () => {
	it('is told field by field, and what stayed is not told', () => {
		const before = { name: 'Sở A', agency: 'H21.01', revokedAt: null };
		const after = { name: 'Sở A', agency: 'H21.02', revokedAt: '2026-11-20T09:00:00+07:00' };
		expect(differences(before, after)).toEqual([
			{ field: 'agency', before: 'H21.01', after: 'H21.02' },
			{ field: 'revokedAt', before: null, after: '2026-11-20T09:00:00+07:00' }
		]);
	});

	it('reaches into what lies within, and joins lists of plain values', () => {
		const after = { filter: { agency: 'H21.01' }, ids: [1, 2], changed: [{ code: 'a' }], none: [] };
		expect(differences(null, after)).toEqual([
			{ field: 'filter.agency', before: null, after: 'H21.01' },
			{ field: 'ids', before: null, after: '1, 2' },
			{ field: 'changed.1.code', before: null, after: 'a' }
		]);
	});

	it('of what was removed says what it was; an act that says nothing has none', () => {
		expect(differences({ day: '2026-11-20' }, null)).toEqual([
			{ field: 'day', before: '2026-11-20', after: null }
		]);
		expect(differences(null, null)).toEqual([]);
		expect(differences('a', 'b')).toEqual([{ field: '', before: 'a', after: 'b' }]);
	});
});
