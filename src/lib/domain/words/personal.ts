/**
 * Numbers that look as if they were somebody's: a citizen's identity number (12 digits; 9 of the old
 * cards) or a Vietnamese telephone number. Codes of dossiers, procedures and agencies have none so long.
 */
const IDENTITY = /(?<![\w.-])(?:\d{12}|\d{9})(?![\w-])/;
const TELEPHONE = /(?<![\w.-])(?:\+84|0)(?:[ .-]?\d){9,10}(?!\d)/;

/** What sort of number stands in a text that no text of an office should hold; null: none. */
export function personalNumberIn(text: string): 'identity' | 'telephone' | null {
	if (IDENTITY.test(text)) return 'identity';
	return TELEPHONE.test(text) ? 'telephone' : null;
}
