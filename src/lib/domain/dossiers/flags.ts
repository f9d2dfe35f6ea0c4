/**
 * Signs to look into (dấu hiệu cần rà soát): questions about a dossier, never verdicts. N-codes are
 * those of reference/domain.md section 12; U-codes are ours. What only the messages of one dossier
 * raise stands in `signs.ts`; what depends on the hour (N13), on an agency's other dossiers (N15, N16)
 * or on apologies (N08, N09) stands in `domain/flags`.
 */
export const FLAGS = [
	'N01',
	'N02',
	'N03',
	'N04',
	'N05',
	'N06',
	'N07',
	'N08',
	'N09',
	'N10',
	'N11',
	'N12',
	'N13',
	'N14',
	'N15',
	'N16',
	'N17',
	'N18',
	'U01',
	'U02',
	'U03',
	'U04',
	'U05'
] as const;
export type Flag = (typeof FLAGS)[number];

/** The dossier code of TT 01/2018/TT-VPCP Article 19, both identifier forms, 4 to 6 digit serials. */
const STANDARD_CODE = /^(?<org>[0-9A-Z.]{3,35})-(?<ymd>\d{6})-(?<serial>\d{4,6})$/;

/** The reception day written in a dossier code (`yyMMdd` as `YYYY-MM-DD`); null when it has none. */
export function dayInCode(code: string): string | null {
	const ymd = STANDARD_CODE.exec(code)?.groups?.ymd;
	return ymd ? `20${ymd.slice(0, 2)}-${ymd.slice(2, 4)}-${ymd.slice(4, 6)}` : null;
}

export function isStandardCode(code: string): boolean {
	return STANDARD_CODE.test(code);
}
