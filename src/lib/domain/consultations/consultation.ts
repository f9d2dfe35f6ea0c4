/** Whom an opinion is asked of (notice 123/TB-UBND of Vĩnh Phúc names them). */
export const BODY_KINDS = [
	'department',
	'committee',
	'party',
	'council',
	'ministry',
	'government'
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];
