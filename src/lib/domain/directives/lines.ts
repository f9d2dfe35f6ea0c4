import type { Extent, SourceText } from './source-text.ts';

/** A line that holds something, without the blanks around it. */
export interface Line extends Extent {
	text: string;
	key: string;
	/** Columns before its first sign; a tab counts four. */
	indent: number;
	/** Whether an empty line stands before it. */
	afterBlank: boolean;
}

/** Lines of a portal's own around the document that it shows. */
const PORTAL =
	/^(để sử dụng toàn bộ tiện ích|nếu bạn là thành viên|vui lòng đăng nhập|đăng nhập|đăng ký$|trang chủ|chia sẻ|in trang|tải về|lượt xem|quay lại|share|print|(?:thứ \S+,? )?(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}\s*[-,|]?\s*\d{1,2}[:h]\d{2})/;
const RULE_LINE = /^[\s\-_=~.•|:+]+$/;

/** The lines of a text. Page numbers, ruled lines and what a portal adds are passed over. */
export function linesOf({ text, key }: SourceText): Line[] {
	const lines: Line[] = [];
	let afterBlank = true;
	for (let at = 0; at <= text.length;) {
		const end = text.indexOf('\n', at);
		const stop = end === -1 ? text.length : end;
		const raw = text.slice(at, stop);
		const trimmed = raw.trim();
		if (trimmed === '' || RULE_LINE.test(trimmed))
			afterBlank = afterBlank || trimmed === '' || true;
		else {
			const from = at + raw.indexOf(trimmed);
			const lineKey = key.slice(from, from + trimmed.length);
			if (!PORTAL.test(lineKey.trim())) {
				lines.push({
					from,
					to: from + trimmed.length,
					text: trimmed,
					key: lineKey,
					indent: columns(raw),
					afterBlank
				});
				afterBlank = false;
			} else afterBlank = true;
		}
		if (end === -1) break;
		at = end + 1;
	}
	return isDoubleSpaced(lines) ? lines.map((line) => ({ ...line, afterBlank: false })) : lines;
}

/** An empty line between any two, also where a sentence runs on: empty lines part nothing there. */
function isDoubleSpaced(lines: readonly Line[]): boolean {
	const apart = lines.filter(({ afterBlank }) => afterBlank);
	const runningOn = apart.filter(({ text }) => /^\p{Ll}\p{L}+\s/u.test(text));
	return lines.length > 15 && apart.length > lines.length * 0.9 && runningOn.length >= 3;
}

function columns(raw: string): number {
	let count = 0;
	for (const sign of raw) {
		if (sign === ' ') count += 1;
		else if (sign === '\t') count += 4;
		else break;
	}
	return count;
}

/** The number of a page, alone on its line. */
export function isPageNumber(line: Line): boolean {
	return /^(?:trang\s+)?[-\s]*\d{1,3}(?:\s*\/\s*\d{1,3})?[-\s]*$/.test(line.key);
}

const WIDEST_WRAP = 130;

/** At which width lines were broken; infinite where a line is a paragraph. */
export function wrapWidth(lines: readonly Line[]): number {
	const lengths = lines.map((line) => line.to - line.from + line.indent).sort((a, b) => a - b);
	if (lengths.length < 4) return Infinity;
	const longest = lengths.at(-1) ?? 0;
	// A few long lines (a table, a heading) among broken ones do not make it a text of paragraphs.
	const usual = longest <= WIDEST_WRAP ? longest : (lengths[Math.floor(lengths.length * 0.9)] ?? 0);
	if (usual > WIDEST_WRAP) return Infinity;
	// Lines that were broken end near the margin; lines that are paragraphs end anywhere.
	const long = lengths.filter((length) => length >= 40);
	const near = long.filter((length) => length >= usual * 0.82 && length <= usual);
	// At least two lines reach the margin within a word: one long line alone is no margin.
	const reach = long.filter((length) => length >= usual - 9 && length <= usual);
	return reach.length >= 2 && near.length >= long.length * 0.35 ? usual : Infinity;
}

const ENDED = /[.;:!?…]["')\]]*$/;

/** Whether a line ends a sentence or an item of a list. */
export function isEnded(key: string): boolean {
	return ENDED.test(key.trimEnd());
}

/** Whether a line was broken because the next word had no room. */
export function isFull(line: Line, next: Line, width: number): boolean {
	if (width === Infinity) return false;
	const word = /^\S+/.exec(next.text)?.[0].length ?? 0;
	const length = line.to - line.from + line.indent;
	return isEnded(line.key) && !line.key.endsWith(':')
		? length + 1 + word > width
		: length + 1 + word > width * 0.8;
}

/** Whether a line without a number or bullet of its own goes on with the one before. */
export function goesOn(line: Line, next: Line, width: number): boolean {
	const open = width < Infinity || /[,(-]$/.test(line.key);
	const small =
		(/^[\p{Ll},;.%]/u.test(next.text) || (open && /^[\d("“]/.test(next.text))) &&
		!/^[a-zđ][.)]\s/.test(next.key);
	if (next.afterBlank) return small && /^\p{Ll}/u.test(next.text) && !isEnded(line.key);
	if (small && !isEnded(line.key)) return true;
	if (next.indent >= line.indent + 3 && isEnded(line.key)) return false;
	return isFull(line, next, width);
}
