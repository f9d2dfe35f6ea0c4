import { m } from '#lib/paraglide/messages.js';
import { formatDay, formatMoment } from '../words/dates.ts';
import { formatCount } from '../words/numbers.ts';

/** What a page shows of an urging. */
export interface ShownUrging {
	code: string;
	agency: { code: string; name: string };
	kind: 'dossiers' | 'tasks' | 'consultations';
	question: string;
	n: number;
	count: number;
	moved: number;
	asOf: string;
	replyBy: string | null;
	text: string;
	by: string | null;
	/** The issued letter that urged; null: Nhắc in the program. */
	letter: { code: string; number: string; issuedOn: string; seen: boolean } | null;
	reply: { text: string; at: string; by: string | null } | null;
	replyLate: boolean;
	mayReply: boolean;
}

export function countOf({ kind, count }: Pick<ShownUrging, 'kind' | 'count'>): string {
	const told = { count: formatCount(count) };
	return {
		dossiers: m.urgings_items_dossiers,
		tasks: m.urgings_items_tasks,
		consultations: m.urgings_items_consultations
	}[kind](told);
}

/** `Công văn lần 4` for an issued letter, `Nhắc lần 3` for a reminder in the program. */
export function nthOf({ n, letter }: Pick<ShownUrging, 'n' | 'letter'>): string {
	const told = { n: formatCount(n) };
	return letter === null ? m.urgings_nth(told) : m.urgings_nth_letter(told);
}

/** `số 1907/UBND-KSTT ngày 20/11/2026` */
export function referenceOf({ number, issuedOn }: { number: string; issuedOn: string }): string {
	return m.urgings_letter_reference({ number, day: formatDay(issuedOn) });
}

export function stateOf({ reply, replyLate }: Pick<ShownUrging, 'reply' | 'replyLate'>): string {
	if (reply !== null) return m.urgings_replied({ moment: formatMoment(reply.at) });
	return replyLate ? m.urgings_late() : m.urgings_waiting();
}

/** The list as it is now, by the same question, of the agency that was urged. */
export function listAddress({ kind, question, agency }: ShownUrging): string {
	const params = new URLSearchParams(question);
	// Of opinions asked, the agency that is urged is the body that was asked.
	params.set(kind === 'consultations' ? 'body' : 'agency', agency.code);
	return `/${kind}?${params.toString()}`;
}

/**
 * To the page that urges about the list at an address.
 * @param figure what the list is of where its address does not say so
 */
export function urgeAddress(
	kind: ShownUrging['kind'],
	search: URLSearchParams,
	figure: string | null = null
): string {
	const params = new URLSearchParams(search);
	if (figure !== null) params.set('figure', figure);
	for (const name of ['cursor', 'n', 'offset', 'limit']) params.delete(name);
	params.set('kind', kind);
	return `/urgings/new?${params.toString()}`;
}

/** The same of opinions asked: those whose day has passed, unless others were looked at. */
export function urgeAskedAddress(
	search: URLSearchParams,
	{ waitingLate }: { waitingLate: number }
): string {
	const params = new URLSearchParams(search);
	if (!params.get('standing') && waitingLate > 0) params.set('standing', 'waitingLate');
	return urgeAddress('consultations', params);
}
