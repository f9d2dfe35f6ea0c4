import { Client } from 'pg';
import { provinceSeed } from '../../src/demo/province/province.ts';
import {
	alternate,
	compared,
	conditionsOf,
	mustBe,
	VoidRun,
	type Bench,
	type Result
} from './result.ts';
import { envelopeOf, nationalRecord } from './records.ts';
import { openStage, poster, type Stage } from '../setup/stage.ts';

const BATCH = 1_000;
/** Batches under way at once, and connections of the reference. */
const SENDERS = 2;
const GOAL = 'ratio ≥ 0.45 (aim 0.60) and ≥ 5000 records/s';

/**
 * B1: national records in batches of 1,000 through the feed door (key, validation, personal data
 * dropped, dedupe, fold, message + spans + due dates + dossier + ledger entry, committed) against a
 * multi-row VALUES upsert of the dossier row alone by `pg`, equally wide and equally indexed.
 *
 * `B1`: dossiers never seen before. `B1 updates`: the same dossiers' second message.
 */
export const ingest: Bench = async function* ({ quick }) {
	const stage = await openStage(provinceSeed());
	const reference = await openReference(stage);
	const send = poster(stage.app.url, await stage.key('feed'));
	try {
		const rounds = 5;
		const batches = quick ? 6 : 20;
		const conditions = {
			...(await conditionsOf(stage.database.sql)),
			rows: (rounds + 1) * batches * BATCH,
			batch: BATCH,
			senders: SENDERS
		};
		const first = async (round: number) => {
			const bodies = bodiesOf(round, batches, false);
			return batches * BATCH * (await inSeconds(bodies, async (body) => sendOne(send, body)));
		};
		const second = async (round: number) => {
			const bodies = bodiesOf(round, batches, true);
			return batches * BATCH * (await inSeconds(bodies, async (body) => sendOne(send, body)));
		};
		const upsert = async (round: number) => {
			const statements = await reference.rowsOf(round, batches);
			return batches * BATCH * (await inSeconds(statements, reference.upsert));
		};

		// Once unmeasured, so that both sides are compiled and their files are there.
		await first(0);
		await upsert(0);
		const later = (work: (round: number) => Promise<number>) => async (i: number) => work(i + 1);
		const fresh = await alternate(rounds, later(first), later(upsert));
		await recount(stage, { dossiers: conditions.rows, messages: conditions.rows });
		yield line('B1', fresh, { ...conditions, records: 'never seen before' });

		await second(0);
		const updates = await alternate(rounds, later(second), later(upsert));
		await recount(stage, { dossiers: conditions.rows, messages: 2 * conditions.rows });
		yield line('B1 updates', updates, { ...conditions, records: 'second message' });
	} finally {
		send.close();
		await reference.close();
		await stage.close();
	}
};

function line(
	bench: string,
	found: { ours: number[]; reference: number[] },
	conditions: Record<string, unknown>
): Result {
	return compared(found, {
		bench,
		unit: 'records/s',
		goal: GOAL,
		meets: (ours, ratio) => ratio >= 0.45 && ours >= 5_000,
		conditions
	});
}

function bodiesOf(round: number, batches: number, resolved: boolean): Buffer[] {
	return Array.from({ length: batches }, (_, i) =>
		envelopeOf((round * batches + i) * BATCH, BATCH, resolved)
	);
}

/** How often a second all of the work would be done, by {@link SENDERS} who take the next piece. */
async function inSeconds<T>(
	work: T[],
	one: (piece: T, sender: number) => Promise<void>
): Promise<number> {
	const queue = [...work];
	const began = performance.now();
	await Promise.all(
		Array.from({ length: SENDERS }, async (_, sender) => {
			for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
				await one(next, sender);
			}
		})
	);
	return 1_000 / (performance.now() - began);
}

async function sendOne(send: ReturnType<typeof poster>, body: Buffer): Promise<void> {
	const answer = await send.post('/api/v1/feed', body);
	const { accepted }: { accepted?: number } = JSON.parse(answer.body);
	if (answer.status !== 200) throw new VoidRun(`${answer.status} ${answer.body}`);
	mustBe('accepted', accepted ?? 0, BATCH);
}

interface Reference {
	/**
	 * Rows as the product made them in round 0, under the ids and codes of another round, ready as
	 * parameters of one statement each.
	 */
	rowsOf(round: number, batches: number): Promise<(string | null)[][]>;
	upsert(values: (string | null)[], sender: number): Promise<void>;
	close(): Promise<void>;
}

/** A table with the columns, constraints and indexes of `dossiers`, written the usual way. */
async function openReference({ url, database: { sql } }: Stage): Promise<Reference> {
	await sql`create table bench_reference (like dossiers including all)`;
	const columns = (
		await sql<{ name: string }[]>`
			select attname as name from pg_attribute
			where attrelid = 'dossiers'::regclass and attnum > 0 order by attnum`
	).map(({ name }) => name);
	const places = Array.from(
		{ length: BATCH },
		(_, row) => `(${columns.map((_, i) => `$${row * columns.length + i + 1}`).join(',')})`
	);
	const statement = `insert into bench_reference (${columns.join(',')}) values ${places.join(',')}
		on conflict (code) do update set
		${columns
			.filter((name) => name !== 'id' && name !== 'code')
			.map((name) => `${name} = excluded.${name}`)
			.join(', ')}`;
	const clients = Array.from({ length: SENDERS }, () => new Client({ connectionString: url }));
	await Promise.all(clients.map(async (client) => client.connect()));
	return {
		async rowsOf(round, batches) {
			const asText = columns.map((name) => `"${name}"::text as "${name}"`).join(', ');
			const size = batches * BATCH;
			const rows = await sql.unsafe<Record<string, string | null>[]>(
				`select ${asText} from dossiers where id <= $1 order by dossiers.id`,
				[size]
			);
			mustBe('rows for the reference', rows.length, size);
			const values = rows.map((row, i) => {
				const n = round * size + i;
				const own: Record<string, string | null> = {
					...row,
					id: String(n + 1),
					code: String(nationalRecord(n).MaHoSo)
				};
				return columns.map((name) => own[name] ?? null);
			});
			return Array.from({ length: batches }, (_, i) =>
				values.slice(i * BATCH, (i + 1) * BATCH).flat()
			);
		},
		async upsert(values, sender) {
			await clients[sender]?.query(statement, values);
		},
		async close() {
			await Promise.all(clients.map(async (client) => client.end()));
		}
	};
}

/** Nothing lost, nothing twice, and the ledger without a gap. */
async function recount(
	{ database: { sql } }: Stage,
	expected: { dossiers: number; messages: number }
): Promise<void> {
	const [found] = await sql<
		{
			dossiers: number;
			messages: number;
			counted: number;
			current: number;
			dues: number;
			entries: number;
			seq: number;
		}[]
	>`
		select (select count(*) from dossiers) as dossiers,
			(select count(*) from messages) as messages,
			(select sum(message_count) from dossiers)::bigint as counted,
			(select count(distinct dossier_id) from dossier_spans
				where known_to = '9999-12-31T00:00:00Z' and valid_to = '9999-12-31T00:00:00Z') as current,
			(select count(*) from due_dates) as dues,
			(select count(*) from ledger) as entries,
			(select seq from ledger_head) as seq`;
	if (!found) throw new VoidRun('no recount');
	mustBe('dossiers', found.dossiers, expected.dossiers);
	mustBe('messages', found.messages, expected.messages);
	mustBe('messages counted by dossier', found.counted, expected.messages);
	mustBe('dossiers with a present span', found.current, expected.dossiers);
	mustBe('due dates', found.dues, expected.dossiers);
	mustBe('ledger entries', found.entries, found.seq);
}
