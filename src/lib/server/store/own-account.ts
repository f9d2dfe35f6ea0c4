import type { Post } from '#lib/domain/accounts/account.ts';
import type { Sql } from './database.ts';

/** A post as its own holder sees it. */
export interface OwnPost extends Pick<Post, 'id' | 'role' | 'agencyId' | 'validFrom' | 'validTo'> {
	/** What decides it: number and date of the document. */
	document: string;
	/** In whose place it is held. */
	onBehalfOf: string | null;
}

/** The account's posts, past and to come too, the latest first. */
export async function ownPosts(sql: Sql, accountId: number): Promise<OwnPost[]> {
	return sql<OwnPost[]>`
		select p.id, p.role, p.agency_id as "agencyId", p.valid_from as "validFrom",
			p.valid_to as "validTo", p.document, b.name as "onBehalfOf"
		from posts p left join accounts b on b.id = p.on_behalf_of
		where p.account_id = ${accountId}
		order by p.valid_from desc, p.id`;
}
