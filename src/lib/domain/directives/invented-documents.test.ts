import { describe, expect, it } from 'vitest';
import { decidedCalendar } from '../calendar/declared-days.ts';
import { claimsOf, FIELDS, inventedCases } from './fixtures/invented-cases.ts';
import { readDocument } from './read-document.ts';

const context = {
	...{ today: '2026-11-21', directory: null, codeOf: () => null },
	calendar: decidedCalendar([], [])
} as const;

describe('a document that nobody here has seen is read as a careful clerk would', () => {
	it.each(inventedCases())('$name', ({ text, expected }) => {
		const claims = claimsOf(readDocument(text, context), expected);
		for (const field of FIELDS)
			expect({ [field]: claims[field].toSorted() }).toEqual({
				[field]: expected[field].toSorted()
			});
	});
});
