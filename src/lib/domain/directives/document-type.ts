/**
 * Types of administrative documents with their abbreviations (NĐ 30/2020/NĐ-CP, annex III). A công văn
 * has no abbreviation: its symbol begins with the issuer.
 */
const TYPES: readonly (readonly [abbreviation: string, name: string])[] = [
	['NQ', 'nghị quyết'],
	['QĐ', 'quyết định'],
	['CT', 'chỉ thị'],
	['QC', 'quy chế'],
	['QyĐ', 'quy định'],
	['TC', 'thông cáo'],
	['TB', 'thông báo'],
	['HD', 'hướng dẫn'],
	['CTr', 'chương trình'],
	['KH', 'kế hoạch'],
	['PA', 'phương án'],
	['ĐA', 'đề án'],
	['DA', 'dự án'],
	['BC', 'báo cáo'],
	['BB', 'biên bản'],
	['TTr', 'tờ trình'],
	['HĐ', 'hợp đồng'],
	['CĐ', 'công điện'],
	['BGN', 'bản ghi nhớ'],
	['BTT', 'bản thỏa thuận'],
	['GUQ', 'giấy ủy quyền'],
	['GM', 'giấy mời'],
	['GGT', 'giấy giới thiệu'],
	['GNP', 'giấy nghỉ phép'],
	['PG', 'phiếu gửi'],
	['PC', 'phiếu chuyển'],
	['PB', 'phiếu báo'],
	['KL', 'kết luận'],
	['TT', 'thông tư'],
	['NĐ', 'nghị định'],
	['L', 'luật'],
	['PL', 'pháp lệnh']
];

const BY_ABBREVIATION = new Map(TYPES.map(([short, name]) => [short.toLowerCase(), name]));

/** Names that may stand alone as a title, the longest first. */
export const TITLES: readonly string[] = [
	...TYPES.map(([, name]) => name),
	...['công văn', 'thư công', 'kết luận thanh tra', 'kết luận kiểm tra']
]
	.filter((name) => !['luật', 'pháp lệnh', 'nghị định', 'thông tư'].includes(name))
	.sort((a, b) => b.length - a.length);

/** The type that a number's symbol tells: `3035/UBND-TH` is a công văn, `33/CT-UBND` a chỉ thị. */
export function typeOfNumber(number: string): string | null {
	const party = /^\d+-([A-ZĐ][A-Za-zĐđyr]*)\//.exec(number);
	if (party) return BY_ABBREVIATION.get((party[1] ?? '').toLowerCase()) ?? null;
	const symbol = number.replace(/^\d+\/(?:\d{4}\/)?/, '');
	const [first = '', ...rest] = symbol.split('-');
	const type = BY_ABBREVIATION.get(first.toLowerCase());
	if (/^QH\d+$/.test(symbol)) return 'luật';
	if (type !== undefined && rest.length > 0) return type;
	return rest.length > 0 || /^[A-ZĐ]{2,}$/.test(first) ? 'công văn' : null;
}

/** The issuer's part of a symbol: `TB-UBND` and `UBND-TH` both are UBND's. */
export function issuerOfNumber(number: string): string | null {
	const [first = '', second] = number.replace(/^\d+\/(?:\d{4}\/)?/, '').split('-');
	if (BY_ABBREVIATION.has(first.toLowerCase()) && second !== undefined) return second;
	return first === '' ? null : first;
}
