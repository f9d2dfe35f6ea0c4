import type { Day } from '../calendar/time.ts';

/**
 * The roles of the product, in the order in which somebody who holds several is greeted as one of
 * them; `screen` is a paired wall, never a person.
 */
export const ROLES = [
	'leader',
	'secretary',
	'office',
	'centre',
	'commune_centre',
	'inspector',
	'head',
	'acting_head',
	'deputy',
	'clerk',
	'officer',
	'admin',
	'screen'
] as const;
export type Role = (typeof ROLES)[number];

/** A role that somebody holds from one day to another (chức vụ, phân công hoặc ủy quyền). */
export interface Post {
	id: number;
	role: Role;
	/** The agency in which it is held; null for the province's own. */
	agencyId: number | null;
	/** Fields that a leader answers for (phân công lĩnh vực); empty: not narrowed. */
	fields: string[];
	/** Agencies that a leader or deputy answers for; empty: not narrowed. */
	answersFor: number[];
	/** The account in whose place a secretary or delegated deputy acts. */
	onBehalfOf: number | null;
	validFrom: Day;
	/** Its last day; null while no end is decided. */
	validTo: Day | null;
}

/** Somebody who is signed in, or an API key acting for somebody. */
export interface Account {
	id: number;
	email: string;
	name: string;
	posts: Post[];
}

/** Whether a post is held on the day. */
export function isHeld(post: Pick<Post, 'validFrom' | 'validTo'>, on: Day): boolean {
	return post.validFrom <= on && (post.validTo === null || on <= post.validTo);
}

/** The posts held on the day, the one that somebody is greeted as first. */
export function postsOn({ posts }: Pick<Account, 'posts'>, on: Day): Post[] {
	return posts
		.filter((post) => isHeld(post, on))
		.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.id - b.id);
}
