/** A passage in its sentences, and a sentence in the orders that semicolons part. */
import { agenciesAt } from './agency-phrase.ts';
import { rolesIn } from './owners.ts';
import type { Extent, SourceText } from './source-text.ts';
import { wordsIn } from './words-of-passage.ts';

/** Letters of a passage beyond which it is no sentence that somebody wrote to be read. */
const LONGEST_CLAUSES = 6_000;

/**
 * The clauses of a passage that order somebody by name, each up to the next of them. A semicolon within
 * a list of agencies, within brackets or before somebody who only works with others parts nothing.
 */
export function clausesOf(source: SourceText, passage: Extent): Extent[] {
	const key = source.key.slice(passage.from, passage.to);
	const whole = rolesIn(source, passage);
	if (!key.includes(';') || key.length > LONGEST_CLAUSES || whole.lead.length < 2) return [passage];
	const clauses: Extent[] = [];
	let from = passage.from;
	for (const { index } of key.matchAll(/;/g)) {
		const at = passage.from + index;
		if (at < from) continue;
		const head = { from, to: at };
		const rest = {
			from: at + 1 + (/^\s*/.exec(key.slice(index + 1))?.[0].length ?? 0),
			to: passage.to
		};
		const next = { from: rest.from, to: endOfClause(source, rest) };
		if (isInBrackets(key, index) || isWithinList(source, passage, at)) continue;
		if (!ordersSomebody(source, head) || !isOrder(source, next)) continue;
		clauses.push({ from, to: at + 1 });
		from = rest.from;
	}
	return [...clauses, { from, to: passage.to }];
}

function endOfClause({ key }: SourceText, { from, to }: Extent): number {
	const semicolon = key.indexOf(';', from);
	return semicolon === -1 || semicolon > to ? to : semicolon;
}

/** Whether somebody is told something in a clause, at its beginning or after "Về …:". */
function ordersSomebody(source: SourceText, clause: Extent): boolean {
	const { ordered, ownerFirst, lead } = rolesIn(source, clause);
	if (ownerFirst || !ordered) return isOrder(source, clause);
	return lead.some(({ isVague }) => !isVague);
}

/** Whether a clause begins with somebody by name and says what he is to do. */
function isOrder(source: SourceText, clause: Extent): boolean {
	const roles = rolesIn(source, clause);
	if (!roles.ownerFirst || roles.lead.every(({ isVague }) => isVague)) return false;
	const content = source.key
		.slice(roles.contentFrom, clause.to)
		.replace(/\s+/g, ' ')
		.replace(/^[\s:,]+/, '');
	return content.length > 12 && !/^(?:cùng )?phối hợp(?: thực hiện)?[.\s]*$/.test(content);
}

function isInBrackets(key: string, at: number): boolean {
	const before = key.slice(0, at);
	return before.lastIndexOf('(') > before.lastIndexOf(')');
}

/** Whether a sign stands between the members of a list of agencies. */
function isWithinList(source: SourceText, passage: Extent, at: number): boolean {
	const words = wordsIn(source, passage);
	const sign = words.findIndex(({ from }) => from === at);
	for (let from = Math.max(0, sign - 60); from < sign; from += 1) {
		const list = agenciesAt(source, words, from);
		if (list !== null && list.next > sign) return true;
	}
	return false;
}

/** The sentences of a passage. */
export function sentencesOf({ text }: SourceText, { from, to }: Extent): Extent[] {
	const sentences: Extent[] = [];
	let start = from;
	for (const match of text.slice(from, to).matchAll(/[.!?]\s+(?=\p{Lu})/gu)) {
		const end = from + match.index + 1;
		sentences.push({ from: start, to: end });
		start = from + match.index + match[0].length;
	}
	return [...sentences, { from: start, to }].filter((one) => one.to > one.from);
}
