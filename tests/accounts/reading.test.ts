import { afterAll, beforeAll, expect, it } from 'vitest';
import { readerFor, SYSTEM, type Reader } from '#lib/domain/accounts/reader.ts';
import { agencyDirectory } from '#lib/domain/agencies/agency.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let web: Database;

beforeAll(async () => {
	database = await freshDatabase();
	// One connection only: whatever a transaction left behind would be seen by the next.
	web = openDatabase(database.webUrl, { max: 1 });
	await database.sql.unsafe(`
		create table secrets (agency_id int, word text);
		insert into secrets values (1, 'mine'), (2, 'theirs'), (null, 'nobody’s');
		alter table secrets enable row level security;
		grant select on secrets to don_doc_web;
		create policy reads on secrets for select to don_doc_web using (
			current_setting('app.dossiers', true) = 'all'
			or agency_id = any((select current_setting('app.agencies', true))::int[])
		);`);
});
afterAll(async () => {
	await web.close();
	await database.drop();
});

const nobody = agencyDirectory({ versions: [], aliases: [], successions: [] });
const post = {
	...{
		id: 1,
		role: 'leader' as const,
		agencyId: null,
		fields: [],
		answersFor: [],
		onBehalfOf: null
	},
	...{ validFrom: '2026-01-01', validTo: null }
};
const leader = { id: 5, email: 'a@b', name: 'A', posts: [post] };
const head: Reader = { ...SYSTEM, kind: 'account', sees: { ...SYSTEM.sees, dossiers: [1] } };
const none: Reader = { ...SYSTEM, kind: 'screen', sees: { ...SYSTEM.sees, dossiers: 'none' } };

async function words(reader: Reader): Promise<unknown[]> {
	return readAs(web, reader, async (sql) =>
		(await sql`select word from secrets order by agency_id`).map((row) => String(row['word']))
	);
}

it('tells PostgreSQL who reads, so that a policy can rest on it', async () => {
	expect(await words(readerFor(leader, nobody, '2026-11-20'))).toHaveLength(3);
	expect(await words(head)).toEqual(['mine']);
	expect(await words(none)).toEqual([]);
});

it('leaves nothing behind on the connection: a query outside sees no row', async () => {
	await words(SYSTEM);
	expect(
		await web.sql`select word from secrets where agency_id is not null`.catch(() => [])
	).toEqual([]);
});

it('reads one snapshot, and cannot write', async () => {
	const counts = await readAs(web, SYSTEM, async (sql) => {
		const before = await sql`select count(*) as n from secrets`;
		await database.sql`insert into secrets values (9, 'later')`;
		return [before, await sql`select count(*) as n from secrets`];
	});
	expect(counts[0]).toEqual(counts[1]);
	const write = readAs(web, SYSTEM, async (sql) => sql`delete from agency_aliases`);
	await expect(write).rejects.toMatchObject({ code: '25006' });
});
