/**
 * A rule's "no": a code that states the fact (`mapping.agency_unknown`) and the facts behind it.
 * It knows nothing of HTTP; `server/web/refused.ts` maps codes to answers.
 */
export interface Refusal {
	code: string;
	facts: Record<string, string | number | boolean | null>;
}

export type Decision<T> = { accepted: true; value: T } | { accepted: false; refusal: Refusal };

export function accepted<T>(value: T): Decision<T> {
	return { accepted: true, value };
}

export function refused(code: string, facts: Refusal['facts'] = {}): Decision<never> {
	return { accepted: false, refusal: { code, facts } };
}
