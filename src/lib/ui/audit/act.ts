/** An act in words, as the page's server half tells it. */
export interface ToldAct {
	n: number;
	at: string;
	actor: {
		kind: string;
		account: { id: number | null; email: string | null; name: string | null } | null;
		key: { id: number | null; name: string | null } | null;
		screen: { id: number | null; name: string | null } | null;
		address: string | null;
	};
	/** What kind of actor it is, in words. */
	kind: string;
	action: string;
	word: string;
	subject: string | null;
	subjectName: string | null;
	changes: { field: string; before: string | null; after: string | null }[];
	/** Changed fields that are not shown. */
	more: number;
	hash: string;
}

/** Who acted: a name for people, and what finds everything else of theirs. */
export function whoOf({ actor, kind }: ToldAct): { name: string; find: string; by: string | null } {
	const { account, key, screen } = actor;
	if (account !== null) {
		const name = account.name ?? account.email ?? `${account.id ?? ''}`;
		const by = key === null ? account.email : key.name;
		return { name, find: `account:${account.id ?? ''}`, by };
	}
	if (key !== null) return { name: key.name ?? kind, find: `key:${key.id ?? ''}`, by: kind };
	if (screen !== null)
		return { name: screen.name ?? kind, find: `screen:${screen.id ?? ''}`, by: kind };
	return { name: kind, find: actor.kind, by: null };
}
