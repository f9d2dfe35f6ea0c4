import { error, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Expected } from '#lib/domain/reports/rhythm.ts';
import {
	INDICATOR_NAMES,
	thresholdOn,
	type IndicatorName
} from '#lib/domain/settings/thresholds.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { readQuery } from './api.ts';
import { overviewParams } from './overview-params.ts';
import { ProblemError } from './problem.ts';

/** Whether an address asks for the figures of now, which are kept in memory for everybody. */
export function asksForNow({ searchParams }: URL): boolean {
	return !Object.keys(overviewParams.shape).some((name) => searchParams.has(name));
}

/**
 * What a page's address asks, by the same schema and the same rules as the API.
 *
 * @param question turns checked parameters into the question
 * @throws Kit's error 400 with the parameter and what is wrong with it
 */
export function askedOfPage<Schema extends z.ZodType, Question>(
	event: Pick<RequestEvent, 'url'>,
	schema: Schema,
	question: (params: z.output<Schema>) => Question
): Question {
	try {
		return question(readQuery(event.url, schema));
	} catch (thrown) {
		if (!(thrown instanceof ProblemError)) throw thrown;
		error(thrown.problem.status, thrown.problem.detail ?? thrown.problem.title);
	}
}

/** Codes of the agencies that a ranking may name: answerable to the Chairman, no central branch. */
export function rankedAgencies({ directory, codeOf }: LoadedRules, at: Instant): string[] {
	return directory
		.active(dayOf(at))
		.filter((version) => version.accountable && !version.vertical)
		.map((version) => codeOf(version.agencyId));
}

/**
 * The agencies whose numbers the reader may open: those of which every dossier, also of all below
 * them, is theirs to see. Null: all, and the province's own.
 */
export function openableAgencies(
	reader: Reader,
	rules: LoadedRules,
	codes: readonly string[],
	at: Instant
): string[] | null {
	const { dossiers } = reader.sees;
	if (dossiers === 'all') return null;
	if (dossiers === 'none') return [];
	const mine = new Set(dossiers);
	return codes.filter((code) => {
		const id = rules.directory.byCode(code);
		return (
			id !== null && rules.directory.descendants(id, dayOf(at)).every((below) => mine.has(below))
		);
	});
}

/** Of whom something is expected by a rhythm of its own, as a page is told it; the others go by the limit. */
export function expectedOnPage(
	expected: ReadonlyMap<string, Expected>,
	codes: readonly string[]
): Record<string, Pick<Expected, 'heardAt' | 'quietFrom'>> {
	return Object.fromEntries(
		codes.flatMap((code) => {
			const one = expected.get(code);
			if (one === undefined || one.days === 0) return [];
			return [[code, { heardAt: one.heardAt, quietFrom: one.quietFrom }]];
		})
	);
}

/** The thresholds that hold on the day of an instant; an indicator without one is not marked. */
export function limitsAt(
	{ thresholds }: LoadedRules,
	at: Instant
): Partial<Record<IndicatorName, { value: number; document: string }>> {
	const limits: Partial<Record<IndicatorName, { value: number; document: string }>> = {};
	for (const name of INDICATOR_NAMES) {
		const held = thresholdOn(thresholds, name, dayOf(at));
		if (held) limits[name] = { value: held.value, document: held.document };
	}
	return limits;
}
