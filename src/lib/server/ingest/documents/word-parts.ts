/**
 * What a Word file says outside of its running text: text boxes, headers and footers. Stamps often
 * stand there ("HỎA TỐC", "MẬT"), and some offices keep the whole head of a letter in the first page's
 * header. Running heads ("Công báo số …") and page numbers are no part of the document.
 */
export interface WordParts {
	/** `word/document.xml`, and the headers and footers, as they stand in the file. */
	document: string;
	headers: readonly string[];
	footers: readonly string[];
}

const HEADER = /^word\/header\d*\.xml$/;
const FOOTER = /^word\/footer\d*\.xml$/;

/** Which part of the text an entry of the file holds; null for styles, pictures and all else. */
export function partOf(name: string): 'document' | 'headers' | 'footers' | null {
	if (name === 'word/document.xml') return 'document';
	if (HEADER.test(name)) return 'headers';
	return FOOTER.test(name) ? 'footers' : null;
}

const STAMP =
	/^[\s(*"[]*(?:độ mật\s*:?\s*)?(?:tuyệt mật|tối mật|mật|hỏa tốc|hoả tốc|thượng khẩn|khẩn)(?:\s*hẹn giờ.{0,30})?[\s)*"\]]*$/iu;
const HEAD = /cộng h(?:òa|oà) xã hội chủ nghĩa/iu;
const RECEIVERS = /^\s*nơi nhận/imu;

/** The text with what stands outside of it: heads and text boxes before, receivers after. */
export function withParts(text: string, { document, headers, footers }: WordParts): string {
	const known = new Set(text.split('\n').map(bare));
	const unknown = (lines: readonly string[]) =>
		lines.filter((line) => {
			const own = bare(line);
			const fresh = own !== '' && !known.has(own);
			known.add(own);
			return fresh;
		});
	const boxes = boxesIn(document).map(linesOf);
	const closes = (lines: readonly string[]) => RECEIVERS.test(lines.join('\n'));
	const heads = headers.map(linesOf);
	const feet = footers.map(linesOf);
	const keepsHead = !HEAD.test(text) ? heads.find((lines) => HEAD.test(lines.join('\n'))) : [];
	const keepsFeet = !closes([text]) ? [...boxes, ...feet].find(closes) : [];
	const stamps = [...heads, ...feet].flat().filter((line) => STAMP.test(line));
	return [
		...unknown(keepsHead ?? []),
		...unknown(stamps),
		...unknown(boxes.filter((lines) => !closes(lines)).flat()),
		text,
		...unknown(keepsFeet ?? [])
	].join('\n');
}

function bare(line: string): string {
	return line.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The inside of each text box; Word keeps most of them twice. */
function boxesIn(xml: string): string[] {
	const [opens, closes] = ['<w:txbxContent', '</w:txbxContent>'];
	const boxes: string[] = [];
	for (let from = xml.indexOf(opens); from !== -1; from = xml.indexOf(opens, from)) {
		const to = xml.indexOf(closes, from);
		if (to === -1) break;
		boxes.push(xml.slice(from, to));
		from = to;
	}
	return boxes;
}

const PIECE =
	/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|ptab)(?:\s[^>]*)?\/>|<w:(?:br|cr)(?:\s[^>]*)?\/>|<\/w:p>/g;
const SIGNS: Readonly<Record<string, string>> = {
	...{ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
};

/** The lines of a part, a paragraph each. */
function linesOf(xml: string): string[] {
	let text = '';
	for (const [piece, own] of xml.matchAll(PIECE)) {
		if (own !== undefined)
			text += own.replace(/&(?:lt|gt|quot|apos|amp);/g, (sign) => SIGNS[sign] ?? sign);
		else text += /^<w:p?tab/.test(piece) ? ' ' : '\n';
	}
	return text.split('\n').filter((line) => line.trim() !== '');
}
