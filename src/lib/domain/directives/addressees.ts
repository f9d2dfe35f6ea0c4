import { agenciesAt, type NamedAgency } from './agency-phrase.ts';
import type { Line } from './lines.ts';
import { asOneLine, type Extent, type SourceText } from './source-text.ts';
import { wordsIn } from './words-of-passage.ts';

const TO = /^[\s*_|]*(?:kính gửi|kính mời)\s*[:;]?[\s|]*/;
const WIRED = /(?:^|\s)(?:điện|gửi|kính mời)\s*:\s*$/;

/** Those to whom a document is sent ("Kính gửi: …", "ĐIỆN:"), and the line after them. */
export function addresseesOf(
	source: SourceText,
	lines: readonly Line[],
	from: number
): { agencies: NamedAgency[]; next: number } {
	const at = lines
		.slice(from, from + 25)
		.findIndex((line) => TO.test(line.key) || WIRED.test(line.key.slice(-20)));
	const first = lines[from + at];
	if (at === -1 || first === undefined) return { agencies: [], next: from };
	const parts: Extent[] = [];
	const wired = !TO.test(first.key);
	const skip = wired ? first.to - first.from : (TO.exec(first.key)?.[0].length ?? 0);
	if (first.from + skip < first.to) parts.push({ from: first.from + skip, to: first.to });
	let next = from + at + 1;
	for (let before = first.key; next < lines.length; next += 1) {
		const line = lines[next];
		if (line === undefined) break;
		const bullet = /^[-–—•+*]\s*/.exec(line.text)?.[0].length ?? 0;
		const last = parts.at(-1);
		if (bullet > 0) parts.push({ from: line.from + bullet, to: line.to });
		else if (last === undefined) {
			if (line.key.length > 200) break;
			parts.push({ from: line.from, to: line.to });
		} else if (/^\p{Ll}/u.test(line.text) && !line.afterBlank && !/[.:]$/.test(before))
			last.to = line.to;
		else if (
			!line.afterBlank &&
			/(?:,|;|\svà|\(|-)$/.test(before.trimEnd()) &&
			line.key.length < 200
		)
			last.to = line.to;
		else break;
		before = line.key;
	}
	return { agencies: parts.flatMap((part) => namesIn(source, part)), next };
}

/** Every name in an enumeration, also those that are no agencies we know how to read. */
export function namesIn(source: SourceText, part: Extent): NamedAgency[] {
	const words = wordsIn(source, part);
	const found: NamedAgency[] = [];
	for (let at = 0; at < words.length;) {
		const key = words[at]?.key ?? '';
		if (/^[,;.:\-+]$/.test(key) || key === 'và') {
			at += 1;
			continue;
		}
		if (key === '(') {
			const close = words.findIndex((word, n) => n > at && word.key === ')');
			at = close === -1 ? words.length : close + 1;
			continue;
		}
		const list = agenciesAt(source, words, at);
		if (list !== null && list.next > at) {
			found.push(...list.agencies);
			at = list.next;
			continue;
		}
		let end = at;
		while (
			end < words.length &&
			!/^[,;(]$/.test(words[end]?.key ?? '') &&
			!(words[end]?.key === '.' && end === words.length - 1)
		)
			end += 1;
		const from = words[at]?.from ?? part.from;
		const to = words[end - 1]?.to ?? from;
		const name = asOneLine(source.text.slice(from, to)).replace(/[./]+$/, '');
		if (/\p{L}{2}/u.test(name) && name.length <= 150)
			found.push({ from, to, name, isClass: false, isVague: false });
		at = end;
	}
	return found;
}
