import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import type { Letter, LetterFrozen, LetterSaid } from './letter.ts';
import { filledTables } from './wording.ts';

/** Rows in one letter at most: an annex of about forty sheets. */
export const LETTER_ROWS = 1_000;

/** Whether there is something to write about, and not too much to print. */
export function drafted(frozen: LetterFrozen): Decision<LetterFrozen> {
	const filled = filledTables(frozen);
	if (filled.length === 0) return refused('letter.nothing_late');
	const longest = Math.max(...filled.map((table) => frozen.tables[table].length));
	if (longest > LETTER_ROWS) return refused('letter.too_many', { most: LETTER_ROWS });
	return accepted(frozen);
}

/** What a person has written, in composed form, without blank lines. */
export function tidied(said: LetterSaid): LetterSaid {
	const line = (text: string) => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
	const lines = (texts: readonly string[]) => texts.map(line).filter((text) => text !== '');
	const recipient = (text: string) => text.replace(/^[-–+]\s*/u, '').replace(/[;.]+$/u, '');
	const name = said.signing.name === null ? '' : line(said.signing.name);
	return {
		...said,
		symbol: line(said.symbol).replace(/^\//u, ''),
		subject: line(said.subject).replace(/^V\/v\s*/iu, ''),
		addressees: lines(said.addressees).map(recipient),
		opening: lines(said.opening),
		requests: lines(said.requests),
		signing: {
			...said.signing,
			title: line(said.signing.title).toLocaleUpperCase('vi'),
			name: name === '' ? null : name
		},
		recipients: lines(said.recipients).map(recipient)
	};
}

/** Whether a draft may say this. */
export function said(letter: Pick<Letter, 'issued'>, words: LetterSaid): Decision<LetterSaid> {
	if (letter.issued !== null) return refused('letter.already_issued');
	const tidy = tidied(words);
	if (tidy.addressees.length === 0) return refused('letter.no_addressee', { field: 'addressees' });
	if (tidy.subject === '') return refused('letter.no_subject', { field: 'subject' });
	const last = tidy.recipients.at(-1);
	if (last?.startsWith('Lưu:') !== true) return refused('letter.no_file', { field: 'recipients' });
	const { by, title } = tidy.signing;
	if ((by === 'TL' || by === 'TUQ') && title === '') {
		return refused('letter.no_title', { field: 'signing' });
	}
	return accepted(tidy);
}

const NUMBER = /^(\d{1,5})(?:\/([A-ZĐ][A-ZĐa-z0-9]*(?:-[A-ZĐ][A-ZĐa-z0-9]*)*))?$/u;

/**
 * The number and day that the document-management system gave.
 *
 * @param given the number alone (`1907`) or with what follows it (`1907/UBND-KSTT`)
 * @param now the domain's now: a letter is not issued tomorrow, nor before it was drafted
 */
export function issuedAs(
	letter: Pick<Letter, 'issued' | 'said'> & { draftedAt: Instant },
	given: { number: string; on: Day },
	now: Instant
): Decision<{ number: string; on: Day }> {
	if (letter.issued !== null) return refused('letter.already_issued');
	const [, digits, symbol] =
		NUMBER.exec(given.number.normalize('NFC').replaceAll(/\s/gu, '')) ?? [];
	if (digits === undefined || Number(digits) === 0) {
		return refused('letter.number_form', { field: 'number' });
	}
	if (given.on > dayOf(now)) return refused('letter.day_to_come', { field: 'issuedOn' });
	if (given.on < dayOf(letter.draftedAt)) {
		return refused('letter.day_before_draft', { field: 'issuedOn' });
	}
	// Numbers below 10 bear a nought (Nghị định 30/2020/NĐ-CP, Phụ lục I).
	const number = `${String(Number(digits)).padStart(2, '0')}/${symbol ?? letter.said.symbol}`;
	return accepted({ number, on: given.on });
}
