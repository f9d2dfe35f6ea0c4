import type { Line } from './lines.ts';
import { asOneLine } from './source-text.ts';

export interface Signing {
	/** Who signed. */
	signer: string | null;
	/** In whose name and by what authority: "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG". */
	authority: string | null;
}

const AUTHORITY =
	/^[\s|*]*(?:(?:tm|kt|tl|tuq|q)\s*\.\s*\S|(?:quyền )?(?:phó )?(?:chủ tịch|giám đốc|chánh văn phòng|chánh thanh tra|trưởng ban|cục trưởng|chi cục trưởng|bộ trưởng|thủ tướng)(?: thường trực| phụ trách)?[\s|*]*$)/;
const NAME = /^(?:(?:Ths|ThS|TS|BS|GS|PGS)\.?\s*)*\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){1,4}$/u;
const SHOUTED_NAME = /^\p{Lu}+(?:\s+\p{Lu}+){1,4}$/u;
const FIELD = /^-?\s*người ký\s*:\s*\S.{2,60}$/;
const RECIPIENTS = /^[\s|*]*nơi nhận/;

/** Reads the lines after the end of the content; a name counts only under an authority or after "Nơi nhận". */
export function signingOf(tail: readonly Line[]): Signing {
	const authority: string[] = [];
	let seen = false;
	let signer: string | null = null;
	for (const line of tail.slice(0, 80)) {
		if (RECIPIENTS.test(line.key)) seen = true;
		if (/^(?:phụ lục|- ?\d+ ?(?:chỉ thị|kế hoạch|quyết định))/.test(line.key)) break;
		for (const cell of line.text.split(/[|\t]| {3,}/)) {
			const text = asOneLine(cell);
			if (
				text === text.toUpperCase() &&
				AUTHORITY.test(text.toLowerCase()) &&
				authority.length < 5 &&
				signer === null
			) {
				authority.push(text.replace(/[.,]$/, ''));
				seen = true;
			} else if (seen && NAME.test(text) && !/^(?:Nơi Nhận|Như Trên|Lưu)/i.test(text))
				signer = text;
			else if (
				seen &&
				authority.length > 0 &&
				SHOUTED_NAME.test(text) &&
				!/(?:ỦY|BAN|TỊCH|GIÁM ĐỐC|PHÒNG|SỞ|ĐÃ KÝ|KÝ BỞI)/.test(text)
			)
				signer ??= text;
		}
	}
	// A portal's list of fields stands after whatever else it adds.
	const field = tail.find((line) => FIELD.test(line.key));
	if (field !== undefined) signer ??= asOneLine(field.text.slice(field.text.indexOf(':') + 1));
	return { signer, authority: authority.length === 0 ? null : authority.join(' / ') };
}
