import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { readNote, writeNote } from '#lib/server/commands/shift.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { shiftNotes } from '#lib/server/store/shift.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T16:55:00+07:00');
const NUMBERS = {
	...{ silent: 2, pending: 5, awaitingOverdue: 1, dueToday: 7, urged: 3 },
	...{ corrections: 1, correctionsLate: 0, tasks: 4 }
};

let database: FreshDatabase;
let rulebook: Rulebook;
beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	await settle(database);
});
afterAll(async () => database.drop());

async function by(person: Person, now = NOW) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now() };
}
const write = async (person: Person, text: string) =>
	writeNote(database.web, { text, numbers: NUMBERS }, await by(person));

describe('a note from one shift to the next', () => {
	it('is kept with the numbers, taken over once by somebody else, and read by no agency', async () => {
		expect(await write('land', 'x')).toMatchObject({ refusal: { code: 'shift.not_yours' } });
		expect(await write('centre', 'Gọi lại 0905 123 456')).toMatchObject({
			refusal: { code: 'shift.personal' }
		});
		const written = await write('centre', 'Sở Tư pháp hứa gửi lại bản tin trước 9 giờ.');
		if (!written.accepted) throw new Error(written.refusal.code);
		const { id } = written.value;
		expect(await readNote(database.web, id, await by('centre'))).toMatchObject({
			refusal: { code: 'shift.own_note' }
		});
		const next = await by('office', NOW + 3_600_000);
		const both = await Promise.all([1, 2].map(async () => readNote(database.web, id, next)));
		expect(both.filter(({ accepted }) => accepted)).toHaveLength(1);
		const notes = await readAs(database.web, next.reader, async (sql) =>
			shiftNotes(sql, { limit: 5 })
		);
		expect(notes).toMatchObject([
			{
				...{ text: 'Sở Tư pháp hứa gửi lại bản tin trước 9 giờ.', numbers: NUMBERS },
				...{ writtenBy: 'centre', writtenAt: NOW },
				reads: [{ by: 'office', at: NOW + 3_600_000 }]
			}
		]);
		for (const person of ['land', 'leader', 'inspector', 'admin'] as const) {
			const { reader } = await by(person);
			const seen = await readAs(database.web, reader, async (sql) => shiftNotes(sql, { limit: 5 }));
			expect(seen, person).toEqual([]);
		}
		const acts = await database.sql<{ action: string }[]>`
			select action from audit where action like 'shift.%' order by n`;
		expect(acts.map(({ action }) => action)).toEqual(['shift.note', 'shift.read']);
	});
});
