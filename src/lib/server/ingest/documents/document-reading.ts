import { writtenDocument, type WrittenDocument } from '#lib/domain/directives/read-document.ts';
import { isLegacyEncoded } from '#lib/domain/directives/legacy-encoding.ts';
import { normaliseText } from '#lib/domain/directives/source-text.ts';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';

/** A document that was read: the normalised text, and what it says. */
export interface DocumentRead {
	text: string;
	written: WrittenDocument;
}

/**
 * A text that is neither empty nor over the limit, as it is.
 * @throws DocumentRefused
 */
export function checkedText(text: string): string {
	if (text.trim() === '') throw new DocumentRefused('document.empty');
	if (text.length > DOCUMENT_LIMITS.characters) throw new DocumentRefused('document.too_long');
	return text;
}

/**
 * Reads a text where it is called: a long one belongs into a process of its own.
 * @throws DocumentRefused
 */
export function readText(raw: string): DocumentRead {
	checkedText(raw);
	const text = checkedText(normaliseText(raw));
	if (isLegacyEncoded(text)) throw new DocumentRefused('document.legacy_encoding');
	const written = writtenDocument(text);
	if (written.isSecret) throw new DocumentRefused('document.secret');
	return { text, written };
}
