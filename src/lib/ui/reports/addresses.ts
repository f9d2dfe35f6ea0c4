import type { Figure } from '#lib/domain/reports/tally.ts';
import type { TaskWait } from '#lib/domain/tasks/shown.ts';
import type { TaskFigure } from '#lib/domain/tasks/tally.ts';

/** What narrows an overview and, in the same words, the list behind each of its numbers. */
const CARRIED = ['at', 'knownAt', 'from', 'to', 'receivedBy', 'field', 'channel'] as const;

/** The parameters of a page that its lists must share, so that list and number are the same question. */
export function carriedParameters(params: URLSearchParams): URLSearchParams {
	const carried = new URLSearchParams();
	for (const name of CARRIED) {
		const value = params.get(name);
		if (value) carried.set(name, value);
	}
	return carried;
}

/** The same parameters and one more. */
export function alsoAsking(carried: URLSearchParams, name: string, value: string): URLSearchParams {
	const params = new URLSearchParams(carried);
	params.set(name, value);
	return params;
}

/** Where the dossiers behind a number are. */
export function figureAddress(
	carried: URLSearchParams,
	figure: Figure,
	agency: string | null,
	own = false
): string {
	const params = new URLSearchParams({ figure });
	if (agency !== null) params.set('agency', agency);
	if (own) params.set('own', 'true');
	for (const [name, value] of carried) params.set(name, value);
	return `/dossiers?${params}`;
}

export function agencyAddress(carried: URLSearchParams, code: string): string {
	const query = carried.toString();
	return `/agencies/${encodeURIComponent(code)}${query === '' ? '' : `?${query}`}`;
}

/** The same page with some parameters changed; null or '' takes one away, a changed list starts anew. */
export function withParameters(
	url: URL,
	changes: Record<string, string | null>,
	pathname = url.pathname
): string {
	const params = new URLSearchParams(url.searchParams);
	params.delete('cursor');
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') params.delete(name);
		else params.set(name, value);
	}
	const query = params.toString();
	return query === '' ? pathname : `${pathname}?${query}`;
}

/** Where the tasks behind a number are. */
export function tasksAddress(figure: TaskFigure, agency: string | null): string {
	const params = new URLSearchParams({ figure });
	if (agency !== null) params.set('agency', agency);
	return `/tasks?${params}`;
}

/** Where the open dossiers are that are due on a day. */
export function dueAddress(carried: URLSearchParams, day: string, agency: string | null): string {
	const params = new URLSearchParams({ due: day });
	if (agency !== null) params.set('agency', agency);
	for (const [name, value] of carried) params.set(name, value);
	return `/dossiers?${params}`;
}

/** Where the tasks are that wait for somebody's word. */
export function waitsAddress(waits: TaskWait['for'], agency: string | null): string {
	const params = new URLSearchParams({ waits });
	if (agency !== null) params.set('agency', agency);
	return `/tasks?${params}`;
}
