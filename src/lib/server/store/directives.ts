import type { Day } from '#lib/domain/calendar/time.ts';
import { keptDocumentShape } from '#lib/domain/directives/draft-shape.ts';
import type { KeptDocument } from '#lib/domain/directives/kept-document.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Sql } from './database.ts';
import type { KeptDirective } from './tasks.ts';

/** A document with where its tasks stand, as far as the reader of the transaction sees them. */
export interface ListedDirective extends KeptDirective {
	tasks: Task[];
}

const COLUMNS = `d.code, d.type, d.number, d.issued_on as "issuedOn", d.issuer, d.subject, d.urgency,
	d.created_at as "createdAt"`;

/** Keeps the words of a document that is being issued. */
export async function insertDocument(
	sql: Sql,
	directiveId: number,
	{ text, ...document }: KeptDocument
): Promise<void> {
	await sql`
		insert into directive_texts (directive_id, text, document)
		values (${directiveId}, ${text}, ${JSON.stringify(document)}::text::jsonb)`;
}

/** The words of an issued document; null where it was issued without them. */
export async function documentOf(sql: Sql, code: string): Promise<KeptDocument | null> {
	const [row] = await sql<{ text: string; document: unknown }[]>`
		select x.text, x.document from directive_texts x join directives d on d.id = x.directive_id
		where d.code = ${code}`;
	return row === undefined ? null : { text: row.text, ...keptDocumentShape.parse(row.document) };
}

export async function directiveByCode(sql: Sql, code: string): Promise<KeptDirective | null> {
	const [row] = await sql<KeptDirective[]>`
		select ${sql.unsafe(COLUMNS)} from directives d where d.code = ${code}`;
	return row ?? null;
}

/** Documents that bear a number and day already, to be pointed out before another one is issued. */
export async function documentsNumbered(
	sql: Sql,
	number: string,
	issuedOn: Day | null
): Promise<Pick<KeptDirective, 'code' | 'subject'>[]> {
	return sql<Pick<KeptDirective, 'code' | 'subject'>[]>`
		select code, subject from directives
		where number = ${number} and issued_on is not distinct from ${issuedOn} order by id`;
}

/**
 * The documents that the reader of the transaction sees, the latest first. Searched by type, number and
 * subject without regard to diacritics, never by the words of a document.
 */
export async function listDirectives(
	sql: Sql,
	{ search, offset, limit }: { search: string; offset: number; limit: number }
): Promise<{ total: number; items: ListedDirective[] }> {
	const heads = await sql<{ id: number; type: string; number: string | null; subject: string }[]>`
		select id, type, number, subject from directives order by issued_on desc nulls last, id desc`;
	const wanted = fold(search.trim()).split(/\s+/);
	const found = heads.filter(({ type, number, subject }) => {
		const words = fold(`${type} ${number ?? ''} ${subject}`);
		return wanted.every((word) => words.includes(word));
	});
	const ids = found.slice(offset, offset + limit).map(({ id }) => id);
	const items = await sql<ListedDirective[]>`
		select ${sql.unsafe(COLUMNS)},
			coalesce((select json_agg(t.folded order by t.id) from tasks t where t.directive_id = d.id),
				'[]') as tasks
		from directives d where d.id = any(${ids}::bigint[])
		order by d.issued_on desc nulls last, d.id desc`;
	return { total: found.length, items };
}
