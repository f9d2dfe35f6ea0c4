import type { Claim, Outcome } from '#lib/domain/corrections/claim.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '../words/numbers.ts';

/** What a page shows of a request. */
export interface CorrectionShown {
	code: string;
	agency: { code: string; name: string };
	kind: 'dossiers' | 'figure';
	claim: Claim;
	question: string;
	count: number;
	claimed: number | null;
	standing: number;
	outcome: Outcome;
	curedAt: string | null;
	asked: { at: string; by: string };
	reason: string;
	answerDue: string;
	waited: number;
	over: number;
	answer: { at: string; by: string; text: string; accepted: boolean } | null;
}

export const OUTCOME_WORDS: Record<Outcome, () => string> = {
	asked: m.corrections_outcome_asked,
	accepted: m.corrections_outcome_accepted,
	cured: m.corrections_outcome_cured,
	rejected: m.corrections_outcome_rejected,
	withdrawn: m.corrections_outcome_withdrawn
};

export const CLAIM_WORDS: Record<Claim, () => string> = {
	overdue: m.corrections_claim_overdue,
	late: m.corrections_claim_late,
	awaiting_overdue: m.corrections_claim_awaiting_overdue,
	not_ours: m.corrections_claim_not_ours
};

export function whatOf({ kind, count, claimed, claim }: CorrectionShown): string {
	const told = { count: formatCount(count), claim: CLAIM_WORDS[claim]() };
	return kind === 'dossiers'
		? m.corrections_what_dossiers(told)
		: m.corrections_what_figure({ ...told, claimed: formatCount(claimed ?? 0) });
}

/** How long the centre is or was waited for; null where nothing is waited for and nothing was late. */
export function waitingWords({ outcome, over, waited }: CorrectionShown): string | null {
	if (outcome === 'asked') {
		return over > 0
			? m.corrections_over({ days: formatCount(over) })
			: m.corrections_waited({ days: formatCount(waited) });
	}
	return over > 0 ? m.corrections_answer_was_over({ days: formatCount(over) }) : null;
}

/** To the page that asks about the list at an address. */
export function askAddress(search: URLSearchParams): string {
	const params = new URLSearchParams(search);
	for (const name of ['cursor', 'n', 'limit', 'sort']) params.delete(name);
	return `/corrections/new?${params.toString()}`;
}
