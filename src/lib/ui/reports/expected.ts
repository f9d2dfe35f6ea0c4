import { getContext, setContext } from 'svelte';
import type { Freshness } from '#lib/domain/reports/overview.ts';
import { isQuiet } from '#lib/domain/reports/quiet.ts';
import type { Expected } from '#lib/domain/reports/rhythm.ts';

/** Until when something should be heard of the agencies whose rhythm is known, by code. */
export type ExpectedOf = Readonly<Record<string, Pick<Expected, 'heardAt' | 'quietFrom'>>>;

const EXPECTED = Symbol('expected');

/** Tells the tables below a page of now what is expected of the agencies in them. */
export function provideExpected(expected: () => ExpectedOf): void {
	setContext(EXPECTED, expected);
}

/**
 * Judges an agency where it is shown as the walls do: by its own rhythm, and by the limit for everybody
 * where nothing is known of it or the page tells of the past.
 */
export function quietJudge(): (code: string, freshness: Freshness, asOf: string) => boolean {
	const provided = getContext<(() => ExpectedOf) | undefined>(EXPECTED);
	return (code, freshness, asOf) =>
		isQuiet({ freshness, expected: provided?.()[code] ?? null }, Date.parse(asOf));
}
