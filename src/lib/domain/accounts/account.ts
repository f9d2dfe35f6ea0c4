/** The roles of the product; `screen` is a paired wall, never a person. */
export const ROLES = [
	'leader',
	'office',
	'centre',
	'inspector',
	'head',
	'officer',
	'admin',
	'screen'
] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who is signed in, or an API key acting for somebody. */
export interface Account {
	id: number;
	email: string;
	name: string;
	role: Role;
	/** The agency of a head or officer (their subtree is their scope); null for the province's own. */
	agencyId: number | null;
}
