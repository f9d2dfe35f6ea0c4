import type { Refusal } from '#lib/domain/refusal.ts';
import type { Problem } from './problem.ts';

/**
 * The one place where a rule's "no" becomes an answer of the web: by what the code ends with, or by the
 * whole code where that is not enough. A code that says nothing here is a wrong request (400).
 */
const BY_CODE: Readonly<Record<string, number>> = {
	'feed.too_large': 413,
	'feed.too_many': 413
};
const BY_ENDING: readonly (readonly [RegExp, number])[] = [
	[/[._](unauthenticated)$/, 401],
	[/[._](forbidden|not_yours|not_allowed)$/, 403],
	[/[._](unknown|not_found)$/, 404],
	[/[._](exists|taken|conflict|stale|already_\w+)$/, 409],
	[/[._](too_large|too_many)$/, 413],
	[/[._](unsupported|not_json)$/, 415],
	[/[._](too_often)$/, 429]
];

export function statusOf({ code }: Refusal): number {
	return BY_CODE[code] ?? BY_ENDING.find(([ending]) => ending.test(code))?.[1] ?? 400;
}

/**
 * A refusal as a problem. Its facts are names, days and numbers of ours, never what a caller wrote.
 *
 * @param words the sentence for the person; the code stands in for it where nobody has written one
 */
export function refusalProblem(refusal: Refusal, words?: string): Problem {
	const { field, ...facts } = refusal.facts;
	return {
		status: statusOf(refusal),
		title: words ?? 'Yêu cầu không được chấp nhận.',
		code: refusal.code,
		...(typeof field === 'string' ? { field } : {}),
		...(Object.keys(facts).length > 0 ? { facts: { facts } } : {})
	};
}
