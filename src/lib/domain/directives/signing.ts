import type { Line } from './lines.ts';
import { asOneLine } from './source-text.ts';

export interface Signing {
	/** Who signed. */
	signer: string | null;
	/** In whose name and by what authority: "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG". */
	authority: string | null;
}

const AUTHORITY =
	/^[\s|*]*(?:(?:tm|kt|tl|tuq|q)\s*\.\s*\S|[tk]\/m\s+\S|(?:quyền )?(?:phó )?(?:chủ tịch|giám đốc|chánh văn phòng|chánh thanh tra|trưởng ban|cục trưởng|chi cục trưởng|bộ trưởng|chủ nhiệm|thủ tướng)(?: thường trực| phụ trách)?[\s|*]*$)/;
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
		if (authority.length > 0 && /^phụ lục/.test(line.key)) break;
		if (/^- ?\d+ ?(?:chỉ thị|kế hoạch|quyết định)/.test(line.key)) break;
		for (const cell of line.text.split(/[|\t]| {3,}/).flatMap((part) => runTogether(part, seen))) {
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

/** What stands at the end of a receiver's line when two columns were run together. */
const AFTER_RECEIVER =
	/^((?:nơi nhận\s*:?|[-–+•]\s*\S.*?[;,.:])\s+)((?:TM|KT|TL|TUQ|Q)\s*\.\s*\p{Lu}[\p{Lu}\s]+|(?:QUYỀN |PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG BAN)(?: THƯỜNG TRỰC)?)\s*$/iu;
const AFTER_FILE = /^([-–+•]\s*Lưu\s*:.*?[.;,])\s+(\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}*){1,4})\s*$/u;

/** "- Như trên; PHÓ CHỦ TỊCH" and "- Lưu: VT, KSTT. Phạm Văn Thịnh" as the two cells that they were. */
function runTogether(cell: string, among: boolean): string[] {
	const text = cell.trim();
	const parted = AFTER_RECEIVER.exec(text);
	const post = parted?.[2]?.trim();
	if (parted?.[1] !== undefined && post !== undefined && post === post.toUpperCase())
		return [parted[1], post];
	const filed = among ? AFTER_FILE.exec(text) : null;
	return filed?.[1] !== undefined && filed[2] !== undefined ? [filed[1], filed[2]] : [cell];
}
