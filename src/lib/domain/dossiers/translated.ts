import type { KeptContent } from './message.ts';

/** A record that was understood: what is kept of it, and the hash of exactly that. */
export interface Understood {
	ok: true;
	content: KeptContent;
	/** SHA-256 of the kept content, first 16 bytes, in hex. */
	hash: string;
	/** The text that was hashed, where it is at hand: writing it again costs as much as the hash. */
	json?: string;
}

/** A record that was not: the field and the rule, never the value. */
export interface NotUnderstood {
	ok: false;
	/** MaHoSo where it has a code's form, else ''. */
	code: string;
	field: string;
	reason: string;
	/** What may wait in quarantine: kept fields whose values have their field's own form. */
	rest: Record<string, unknown>;
	hash: string;
}

export type Translated = Understood | NotUnderstood;
