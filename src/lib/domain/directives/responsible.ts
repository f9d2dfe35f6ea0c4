/**
 * The person whom a task names by name: "Giao đồng chí Nguyễn Văn A, Giám đốc Sở Nội vụ, chịu trách
 * nhiệm …". A post alone ("Giám đốc Sở Tài chính") says which agency answers and names nobody.
 */
const NAME = String.raw`\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4}`;
const POST = String.raw`(?:\s?[,–-]\s?(?:Quyền |Phó )?(?:Giám đốc|Chủ tịch|Trưởng|Chánh|Bí thư|Cục trưởng|Chi cục trưởng)[^,.;:–]{2,80}?(?=[,.;:–]|\s(?:chịu|trực tiếp|phụ trách|chủ trì|chỉ đạo|làm|rà soát|báo cáo|khẩn trương)|$))?`;
const PERSON = new RegExp(`(?<!\\p{L})(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\\s${NAME}${POST}`, 'gu');
/** "đồng chí Giám đốc …" is an office, not a name. */
const OFFICE =
	/^\S+(?: chí)? (?:Giám đốc|Phó |Chủ tịch|Trưởng|Chánh|Thủ trưởng|Bí thư|Cục|Chi cục)/u;
const BEFORE = /(?:giao|phân công|yêu cầu|đề nghị|cử)(?: cho)?:?\s$/iu;
const AFTER = /^,?\s?(?:chịu trách nhiệm|trực tiếp|phụ trách|chủ trì|chỉ đạo)/u;

/** @returns as written, on one line; null where nobody is named as responsible */
export function responsibleIn(text: string): string | null {
	const flat = text.replace(/\s+/g, ' ').trim();
	for (const { 0: person, index } of flat.matchAll(PERSON)) {
		if (OFFICE.test(person)) continue;
		const before = flat.slice(Math.max(0, index - 30), index);
		const after = flat.slice(index + person.length, index + person.length + 40);
		if (index === 0 || BEFORE.test(before) || AFTER.test(after)) return person;
	}
	return null;
}
