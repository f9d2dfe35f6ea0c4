import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { noteText, takeOver, type ShiftNumbers } from '#lib/domain/shift/note.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import { holdNote, insertNote, insertRead, shiftNotes } from '#lib/server/store/shift.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface ShiftActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

const AS_SHIFT = { scope: 'shift' } as const;

/** Leaves a note to the next shift, with the numbers as they stand; nobody changes it afterwards. */
export async function writeNote(
	database: Database,
	given: { text: string; numbers: ShiftNumbers },
	by: ShiftActor
): Promise<Decision<{ id: number }>> {
	const { reader, now } = by;
	if (!may(reader, 'keepShift')) return refused('shift.not_yours');
	const text = noteText(given.text);
	if (!text.accepted) return text;
	return withTransaction(
		database,
		async ({ sql }) => {
			const id = await insertNote(sql, {
				...{ text: text.value, numbers: given.numbers, writtenAt: now },
				...{ accountId: reader.account?.id ?? null, writtenBy: reader.account?.name ?? '' }
			});
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'shift.note' },
				...{ subject: `shift:${id}`, before: null, after: { ...given.numbers } }
			});
			await append(sql, { at: now, kind: 'shift', agencies: [], ids: [] });
			return accepted({ id });
		},
		AS_SHIFT
	);
}

/** Says that somebody of the next shift has read a note and takes it over. */
export async function readNote(
	database: Database,
	id: number,
	by: ShiftActor
): Promise<Decision<{ id: number }>> {
	const { reader, now } = by;
	const { account } = reader;
	if (!may(reader, 'keepShift') || account === null) return refused('shift.not_yours');
	return withTransaction(
		database,
		async ({ sql }) => {
			if (!(await holdNote(sql, id))) return refused('shift.unknown');
			const [note] = await shiftNotes(sql, { id, limit: 1 });
			if (note === undefined) return refused('shift.unknown');
			const readers = note.reads.map(({ accountId }) => accountId);
			const decided = takeOver({ writtenBy: note.accountId, readers }, account.id);
			if (!decided.accepted) return decided;
			await insertRead(sql, id, { accountId: account.id, by: account.name, at: now });
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'shift.read' },
				...{ subject: `shift:${id}`, before: null, after: null }
			});
			await append(sql, { at: now, kind: 'shift', agencies: [], ids: [] });
			return accepted({ id });
		},
		AS_SHIFT
	);
}
