import type { RequestEvent } from '@sveltejs/kit';
import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf } from '#lib/domain/calendar/time.ts';
import type { ShiftNumbers } from '#lib/domain/shift/note.ts';
import type { ShiftActor } from '../commands/shift.ts';
import type { Desk } from '../desk.ts';
import { listDossiers } from '../store/dossiers.ts';
import { pendingCount } from '../store/intake.ts';
import { sources } from '../store/operations.ts';
import { readAs, readOperations } from '../store/reading.ts';
import { shiftNotes } from '../store/shift.ts';
import { checked } from './api.ts';
import { readCorrections } from './corrections.ts';
import { listParams, listQuery } from './overview-params.ts';
import type { ShiftShown } from './shift-shapes.ts';
import { taskRows } from './task-rows.ts';
import { readUrgings } from './urgings.ts';

const NOTES = 20;
const URGINGS = 2_000;

export function shiftActorOf(event: RequestEvent, reader: Reader): ShiftActor {
	const now = event.locals.desk.clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now() };
}

/** Everything that a shift looks at. Each number is the length of a list that stands here or one click away. */
export async function readShift(desk: Desk, reader: Reader): Promise<ShiftShown> {
	const { db, rulebook, clock } = desk;
	const rules = await rulebook.current();
	const now = clock.now();
	const silent = (await readOperations(db, async (sql) => sources(sql, rules, now))).filter(
		({ quiet }) => quiet
	);
	const totalOf = async (params: Record<string, string>) =>
		readAs(db, reader, async (sql) => {
			const query = { ...listQuery(checked(params, listParams), rules, now), limit: 1 };
			return (await listDossiers(sql, rules, reader.sees.dossiers, query, now)).total;
		});
	const urged = ((await readUrgings(desk, reader, undefined, URGINGS)) ?? []).filter(
		({ reply }) => reply === null
	);
	const asked = (await readCorrections(desk, reader, { view: 'asked' })) ?? [];
	const tasks = await taskRows(desk, reader, { figure: 'submitted' });
	const { pending, notes } = await readAs(db, reader, async (sql) => ({
		pending: await pendingCount(sql),
		notes: await shiftNotes(sql, { limit: NOTES })
	}));
	const numbers: ShiftNumbers = {
		silent: silent.length,
		pending,
		awaitingOverdue: await totalOf({ figure: 'awaiting.overdue' }),
		dueToday: await totalOf({ due: dayOf(now) }),
		urged: urged.length,
		corrections: asked.length,
		correctionsLate: asked.filter(({ over }) => over > 0).length,
		tasks: tasks?.rows.length ?? 0
	};
	return {
		asOf: isoOf(now),
		numbers,
		silent: silent.map(({ code, name, freshness }) => ({
			...{ code, name, since: freshness.lastArrivalAt }
		})),
		urged: urged.map(({ code, agency, n, count, replyBy, replyLate }) => ({
			...{ code, agency: agency.name, n, count, replyBy, replyLate }
		})),
		notes: notes.map(({ id, text, numbers: then, writtenAt, accountId, writtenBy, reads }) => ({
			...{ id, text, numbers: then, at: isoOf(writtenAt), by: writtenBy },
			reads: reads.map(({ by, at }) => ({ by, at: isoOf(at) })),
			mayRead:
				may(reader, 'keepShift') &&
				reader.account !== null &&
				accountId !== reader.account.id &&
				!reads.some((read) => read.accountId === reader.account?.id)
		}))
	};
}
