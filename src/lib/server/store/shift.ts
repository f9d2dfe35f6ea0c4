import type { Instant } from '#lib/domain/calendar/time.ts';
import type { ShiftNumbers } from '#lib/domain/shift/note.ts';
import type { Sql } from './database.ts';

export interface ShiftNote {
	id: number;
	text: string;
	/** As they stood when it was written. */
	numbers: ShiftNumbers;
	writtenAt: Instant;
	accountId: number | null;
	writtenBy: string;
	reads: { accountId: number; by: string; at: Instant }[];
}

export async function insertNote(
	sql: Sql,
	note: Pick<ShiftNote, 'text' | 'numbers' | 'writtenAt' | 'accountId' | 'writtenBy'>
): Promise<number> {
	const [row] = await sql<{ id: number }[]>`
		insert into shift_notes (text, numbers, written_at, account_id, written_by)
		values (${note.text}, ${JSON.stringify(note.numbers)}::text::jsonb,
			${note.writtenAt}::timestamptz, ${note.accountId}, ${note.writtenBy})
		returning id`;
	if (row === undefined) throw new Error('a note was not kept');
	return row.id;
}

export async function insertRead(
	sql: Sql,
	noteId: number,
	{ accountId, by, at }: ShiftNote['reads'][number]
): Promise<void> {
	await sql`
		insert into shift_note_reads (note_id, account_id, read_at, read_by)
		values (${noteId}, ${accountId}, ${at}::timestamptz, ${by})`;
}

/** The last notes, the newest first; `id` given: that one alone. */
export async function shiftNotes(
	sql: Sql,
	{ id = null, limit }: { id?: number | null; limit: number }
): Promise<ShiftNote[]> {
	return sql<ShiftNote[]>`
		select n.id, n.text, n.numbers, n.written_at as "writtenAt", n.account_id as "accountId",
			n.written_by as "writtenBy",
			coalesce((select jsonb_agg(jsonb_build_object('accountId', r.account_id, 'by', r.read_by,
				'at', round(extract(epoch from r.read_at) * 1000)::bigint) order by r.read_at)
				from shift_note_reads r where r.note_id = n.id), '[]') as reads
		from shift_notes n where ${id === null ? sql`true` : sql`n.id = ${id}`}
		order by n.id desc limit ${limit}`;
}

/** Two who take a note over at once go one after the other; false: there is none. */
export async function holdNote(sql: Sql, id: number): Promise<boolean> {
	await sql`select pg_advisory_xact_lock(7024, ${id % 2_000_000_000})`;
	const rows = await sql`select from shift_notes where id = ${id}`;
	return rows.length > 0;
}
