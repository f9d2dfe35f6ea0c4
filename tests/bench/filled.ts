import { provinceSeed } from '../../src/demo/province/province.ts';
import { startEmbedded, type EmbeddedServer } from '#lib/server/embedded/start-embedded.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { migrateDatabase } from '#lib/server/store/migrate.ts';
import { makeDataDir, removeDataDir } from '../setup/app.ts';

/** The day on which everything here happens, a Friday. */
export const TODAY = '2026-11-20';

/** How many dossiers of which kind; the first of them are the same whatever `rows` is. */
export interface Filling {
	rows: number;
	/** Of them not closed yet. */
	open: number;
	/** Of them closed this month; all others were closed between 2018 and 2024. */
	month: number;
	/** On which day all open ones are due; by default between 15 days ago and in 25 days. */
	dueOn?: string;
}

/** A server with filled databases and no application; durable as shipped once it is filled. */
export interface FilledServer {
	server: EmbeddedServer;
	dataDir: string;
	/** Opens one of the databases it was made with. */
	open(name: string): Database;
	close(): Promise<void>;
}

/** The product's own database. */
export const MAIN = 'don_doc';

/** Makes a server in a temporary folder with these databases in it. */
export async function openFilled(fillings: Record<string, Filling>): Promise<FilledServer> {
	const dataDir = makeDataDir();
	try {
		// Only while it is filled: the load goes straight to the tables, not through the log.
		const filler = await startEmbedded(dataDir, { wal_level: 'minimal', max_wal_senders: '0' });
		for (const [name, filling] of Object.entries(fillings)) await fill(filler, name, filling);
		await filler.stop();
		const server = await startEmbedded(dataDir);
		return {
			server,
			dataDir,
			open: (name) => patient(withName(server.url, name)),
			close: async () => {
				await server.stop();
				await removeDataDir(dataDir);
			}
		};
	} catch (error) {
		await removeDataDir(dataDir);
		throw error;
	}
}

function patient(url: string): Database {
	return openDatabase(url, {
		max: 4,
		applicationName: 'don-doc bench',
		statementTimeout: 0,
		idleInTransactionTimeout: 0,
		scope: 'owner'
	});
}

function withName(url: string, name: string): string {
	const address = new URL(url);
	address.pathname = `/${name}`;
	return address.href;
}

async function fill(server: EmbeddedServer, name: string, filling: Filling): Promise<void> {
	if (name !== MAIN) {
		const admin = patient(server.adminUrl);
		await admin.sql.unsafe(`create database ${name} owner don_doc`);
		await admin.close();
	}
	const url = withName(server.url, name);
	await migrateDatabase(url);
	const database = patient(url);
	try {
		await saveProvince(database, provinceSeed(), Date.now(), 'bench');
		await fillDossiers(database, filling);
		await database.sql`vacuum (analyze) dossiers`;
		const admin = patient(server.adminUrl);
		await admin.sql`checkpoint`;
		await admin.close();
	} finally {
		await database.close();
	}
}

/** All in one transaction, without indexes while the rows go in. */
async function fillDossiers({ sql }: Database, filling: Filling): Promise<void> {
	const { rows, open, month, dueOn = null } = filling;
	await sql.begin(async (tx) => {
		await tx`set local maintenance_work_mem = '512MB'`;
		const constraints = await tx<{ name: string; definition: string }[]>`
			select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint c
			where conrelid = 'dossiers'::regclass and contype in ('p', 'u')
				-- What other tables refer to stays.
				and not exists (select from pg_constraint f
					where f.contype = 'f' and f.confrelid = c.conrelid and f.conindid = c.conindid)`;
		const indexes = await tx<{ name: string; definition: string }[]>`
			select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
			from pg_index i
			where i.indrelid = 'dossiers'::regclass
				and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;
		for (const { name } of constraints) {
			await tx.unsafe(`alter table dossiers drop constraint "${name}"`);
		}
		for (const { name } of indexes) await tx.unsafe(`drop index ${name}`);
		await tx`truncate dossiers cascade`;
		await tx`
			with units as materialized (
				select array_agg(distinct agency_id order by agency_id) as ids,
					count(distinct agency_id)::int as many
				from agency_versions where valid_to is null
			)
			insert into dossiers (id, code, first_month, status, phase, agency_id, field_code, channel,
				received_by, submitted_at, received_on, due_at, due_on, promise_on, finished_on,
				closed_on, moved, procedure_code, unit, applicant_kind, received_at, due_source,
				first_due_at, promise_at, finished_at, returned_at, flags, last_event_at,
				last_arrival_at, message_count, due_revision)
			select n, 'H21.' || lpad((n % 99)::text, 2, '0') || '-' || to_char(received, 'YYMMDD') || '-'
					|| lpad(n::text, 8, '0'),
				date_trunc('month', received)::date,
				case when n > ${open} then case when n % 50 = 0 and n <= ${open + month} then 9 else 10 end
					when n % 20 = 1 then 5 when n % 25 = 2 then 1 else 4 end,
				case when n > ${open} then 'resolved'
					when n % 20 = 1 then 'paused' when n % 25 = 2 then 'awaiting' else 'open' end,
				ids[n % units.many + 1], 'G' || n % 20, case when n % 3 = 0 then 'online' else 'direct' end,
				'one_stop', received + time '08:00', received, due + time '17:00', due, null,
				closed, closed, n % 40 = 0, '1.' || lpad((n % 400)::text, 6, '0'), '', 'person',
				received + time '08:10', 'feed', due + time '17:00', null, closed + time '10:00',
				closed + time '10:00', '{}', coalesce(closed, received) + time '10:00',
				coalesce(closed, received) + time '10:01', 2, 1
			from units, generate_series(1, ${rows}::int) n
				cross join lateral (select case
					when n <= ${open} then null
					when n <= ${open + month} then date_trunc('month', ${TODAY}::date)::date + n % 19
					else date '2018-01-02' + n % 2500 end as closed) c
				cross join lateral (select
					coalesce(closed, ${TODAY}::date) - 5 - n % 30 as received,
					case when n <= ${open} then coalesce(${dueOn}::date, ${TODAY}::date - 15 + n % 40)
						else closed + n % 12 - 1 end as due) d`;
		for (const { name, definition } of constraints) {
			await tx.unsafe(`alter table dossiers add constraint "${name}" ${definition}`);
		}
		for (const { definition } of indexes) await tx.unsafe(definition);
		await tx`alter sequence dossiers_id_seq restart with 1000000000`;
	});
}
