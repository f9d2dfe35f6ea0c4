import { draftShape } from '#lib/domain/directives/draft-shape.ts';
import type { Draft } from '#lib/domain/directives/draft.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** A draft in a list: what it is, without its words. */
export interface DraftLine {
	code: string;
	type: string | null;
	number: string | null;
	date: string | null;
	subject: string | null;
	tasks: number;
	reviewed: number;
	createdAt: Instant;
	createdBy: string | null;
	savedAt: Instant;
	savedBy: string | null;
}

export interface KeptDraft {
	code: string;
	text: string;
	draft: Draft;
	version: number;
	createdAt: Instant;
	createdBy: string | null;
	savedAt: Instant;
	savedBy: string | null;
}

/** @returns the public code of the new draft */
export async function insertDraft(
	sql: Sql,
	{ text, draft }: { text: string; draft: Draft },
	by: number | null,
	at: Instant
): Promise<string> {
	const [row] = await sql<{ code: string }[]>`
		insert into directive_drafts (text, draft, created_at, created_by, saved_at, saved_by)
		values (${text}, ${JSON.stringify(draft)}::text::jsonb, ${at}::timestamptz, ${by},
			${at}::timestamptz, ${by})
		returning code`;
	if (row === undefined) throw new Error('a draft was not kept');
	return row.code;
}

/** The drafts that the reader of the transaction sees, the one saved last first. */
export async function listDrafts(sql: Sql): Promise<DraftLine[]> {
	return sql<DraftLine[]>`
		select x.code, x.draft->'head'->>'type' as type, x.draft->'head'->>'number' as number,
			x.draft->'head'->>'date' as date, x.draft->'head'->>'subject' as subject,
			jsonb_array_length(x.draft->'tasks') as tasks,
			(select count(*)::int from jsonb_array_elements(x.draft->'tasks') t
				where (t->>'reviewed')::boolean) as reviewed,
			x.created_at as "createdAt", made.name as "createdBy", x.saved_at as "savedAt",
			saved.name as "savedBy"
		from directive_drafts x
			left join accounts made on made.id = x.created_by
			left join accounts saved on saved.id = x.saved_by
		order by x.saved_at desc, x.id desc`;
}

/** A draft as its reader sees it; null for one that is not there, or not for them. */
export async function draftByCode(sql: Sql, code: string): Promise<KeptDraft | null> {
	const [row] = await sql<(Omit<KeptDraft, 'draft'> & { draft: unknown })[]>`
		select x.code, x.text, x.draft, x.version, x.created_at as "createdAt",
			made.name as "createdBy", x.saved_at as "savedAt", saved.name as "savedBy"
		from directive_drafts x
			left join accounts made on made.id = x.created_by
			left join accounts saved on saved.id = x.saved_by
		where x.code = ${code}`;
	return row === undefined ? null : { ...row, draft: draftShape.parse(row.draft) };
}

/** The same, held until the transaction ends: two who work on it at once go one after the other. */
export async function holdDraft(
	sql: Sql,
	code: string
): Promise<Pick<KeptDraft, 'text' | 'draft' | 'version'> | null> {
	const [row] = await sql<{ text: string; draft: unknown; version: number }[]>`
		select text, draft, version from directive_drafts where code = ${code} for update`;
	return row === undefined ? null : { ...row, draft: draftShape.parse(row.draft) };
}

export async function saveDraft(
	sql: Sql,
	given: { code: string; draft: Draft; version: number },
	by: number | null,
	at: Instant
): Promise<void> {
	await sql`
		update directive_drafts set draft = ${JSON.stringify(given.draft)}::text::jsonb,
			version = ${given.version}, saved_at = ${at}::timestamptz, saved_by = ${by}
		where code = ${given.code}`;
}

/** @returns whether there was one */
export async function deleteDraft(sql: Sql, code: string): Promise<boolean> {
	const rows = await sql`delete from directive_drafts where code = ${code} returning 1`;
	return rows.length > 0;
}
