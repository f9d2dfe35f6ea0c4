import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { record } from '#lib/server/store/audit.ts';
import { openDatabase, withTransaction, type Database } from '#lib/server/store/database.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { openMonth } from '#lib/server/store/dossier-rows.ts';
import { overviewOf } from '#lib/server/store/overview.ts';
import { readAs, readFiguresAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
/** Tables that anybody may read who reaches the database as the web's role: they name no agency. */
const OPEN: Readonly<Record<string, string>> = {
	ledger_head: 'a number and an epoch',
	audit_head: 'a number and a hash',
	procedures: 'the published catalogue',
	feed_names: 'names of procedures and fields',
	declared_days: 'the published calendar',
	parameter_values: 'settings of the province',
	thresholds: 'settings of the province'
};
const LEDGERS = [
	'messages',
	'due_dates',
	'ledger',
	'audit',
	'audit_head',
	'morning_pages',
	'task_events',
	'evidence_files',
	'evidence_views',
	'directives',
	'directive_texts',
	'urging_items',
	'flag_answers',
	'samples',
	'cause_statements',
	'consultations',
	'consultation_ends',
	'apologies',
	'apology_withdrawals',
	'measures',
	'measure_people',
	'measure_withdrawals',
	'correction_items',
	'correction_events',
	'shift_notes',
	'shift_note_reads',
	'finding_events',
	'finding_people',
	'inspection_events',
	'inspection_templates'
];

let database: FreshDatabase;
let rulebook: Rulebook;
/** As somebody who has the web's password and says nothing about who reads. */
let bare: Database;

beforeAll(async () => {
	database = await freshDatabase();
	bare = openDatabase(database.webUrl, { max: 1 });
	rulebook = openRulebook(database.web.sql);
	await saveProvince(database, aProvince(), NOW, 'test');
	const intake = openIntake({ database: database.web, rulebook });
	const send = async (arrivedAt: number, ...records: unknown[]) => {
		const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'test' } as const;
		const items = records.map((one, index) => ({
			index,
			translated: translate(one, reading),
			arrivedAt
		}));
		return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, arrivedAt);
	};
	await send(
		NOW - 5 * 86_400_000,
		aRecord('H21.01-LAND', { DonViXuLy: LAND }),
		aRecord('H21.01-MOVED', { DonViXuLy: LAND, MaLinhVuc: 'H21-DD' }),
		aRecord('H21.02-JUSTICE', { DonViXuLy: JUSTICE })
	);
	const moved = { DonViXuLy: JUSTICE, NgayTiepNhan: '20261102083000', TrangThaiHoSo: '2' };
	await send(NOW - 86_400_000, aRecord('H21.01-MOVED', moved));
	await send(NOW, aRecord('H21.09-WAITS', { DonViXuLy: 'Không ai biết cơ quan này' }));
	await everyTableHasARow();
});
afterAll(async () => {
	await bare.close();
	await database.drop();
});

/** One row at least in each table that the feed does not fill. */
async function everyTableHasARow(): Promise<void> {
	const { sql } = database;
	await withTransaction(database, async (tx) => {
		await record(tx.sql, {
			at: NOW,
			actor: OPERATOR,
			action: 'account.create',
			subject: 'account:1',
			before: null,
			after: null
		});
	});
	await sql.unsafe(`
		insert into accounts (email, name, created_at)
			values ('land@test.example', 'Land', now()), ('justice@test.example', 'Justice', now());
		insert into posts (account_id, role, agency_id, valid_from, created_at)
			select a.id, 'head', g.id, '2026-01-01', now() from accounts a join agencies g
			on g.code = case a.name when 'Land' then 'H21.01' else 'H21.02' end;
		insert into sessions select gen_random_uuid(), id, 1, true, now(), now(), now() + interval '1 day', '', ''
			from accounts;
		insert into trusted_devices (account_id, hash, agent, created_at, last_used_at, ends_at)
			select id, sha256(email::bytea), '', now(), now(), now() from accounts;
		insert into recovery_codes select id, '\\x01' from accounts;
		insert into sign_in_links select sha256(email::bytea), id, now(), now() from accounts;
		insert into api_keys (name, scope, agency_id, account_id, hash, created_at)
			select name, 'read', 1, id, sha256(email::bytea), now() from accounts;
		insert into screens (name, agency_id, device_hash, token_hash, rotated_at, paired_at, paired_by, ends_at)
			values ('Hall', 1, '\\x01', '\\x02', now(), now(), 1, now());
		insert into screen_pairings values ('\\x03', '123456', now(), now(), '');
		insert into agency_aliases (agency_id, alias, created_at, created_by) values (1, 'STNMT', now(), 'test');
		insert into agency_heads (agency_id, name, title, acting, valid_from, document, created_at)
			values (1, 'Somebody', 'Giám đốc', false, '2026-01-01', '', now());
		insert into command_answers values ('account:1', 'k', '\\x01', 200, '{"code":"H21.01-LAND"}', now());
		insert into verifications (began_at, ended_at, kind, dossiers, lines) values (now(), now(), 'slice', 1, '[]');
		insert into silences select id, now() - interval '1 hour', now() from agencies
			where code in ('H21.01', 'H21.02');
		insert into rhythms select id, 20, 20, '2026-11-20' from agencies where code in ('H21.01', 'H21.02');
		insert into morning_pages values ('2026-11-20', now(), 'e', 1, '{}', now());
		insert into morning_subscribers select id, now() from accounts;
		insert into directives (type, issuer, subject, created_at)
			values ('công văn', 'UBND tỉnh', 'x', now()), ('công văn', 'UBND tỉnh', 'y', now());
		insert into tasks (directive_id, state, lead_id, tracker_id, coordinating_ids, folded, events)
			select d.id, 'assigned', g.id, g.id, '{}', '{}', 1 from directives d join agencies g
			on g.code = case d.subject when 'x' then 'H21.01' else 'H21.02' end;
		insert into directive_texts select id, 'Ông A', '{}' from directives;
		insert into directive_drafts (text, draft, created_at, saved_at) values ('Bà B', '{}', now(), now());
		insert into task_series (directive_id, terms, rule, starts_on, next_from)
			select id, '{}', '{}', '2026-11-01', '2026-12-01' from directives;
		update tasks set series_id = (select id from task_series s where s.directive_id = tasks.directive_id);
		insert into opinions (state, agency_id, text, due, cause, counted_at, leader_id, prepared_by,
				prepared_at, given_at)
			select case when given then 'given' else 'prepared' end, 1, 'x', '2026-11-30', '{}', now(),
				id, id, now(), case when given then now() end
			from accounts, (values (true), (false)) v (given) where name = 'Justice';
		insert into evidence_files (owner_kind, owner, name, type, size, sha256_receipt, stored, received_at)
			select 'task', code, 'bao-cao.pdf', 'pdf', 1, '', code, now() from tasks;
		insert into evidence_uploads (id, sender, key, owner_kind, owner, name, size, sha256_capture,
				captured_at, kept_location, masked, restricted, stored, begun_at)
			select code, 'account:1', code, 'task', code, 'x', 1, '', now(), false, false, false, code, now()
			from tasks;
		insert into evidence_views (evidence_id, at, reader) select id, now(), 'x' from evidence_files;
		insert into task_events select id, 1, now(), 'assigned', '{}' from tasks;
		insert into notices (account_id, event, level, subject, facts, at)
			select id, 'x', 'digest', 'province', '{}', now() from accounts;
		insert into notice_sends select id, 'mail', 'sent', 1, now() from notices;
		insert into notice_choices select id, 'morning', false from accounts;
		insert into urgings (agency_id, kind, question, series, n, count, as_of, reply_by, text)
			select id, 'dossiers', 'x', 1, 1, 1, now(), '2026-11-27', 'Đề nghị giải quyết' from agencies
			where code in ('H21.01', 'H21.02');
		insert into urging_items select id, 'H21.01-000', 0 from urgings;
		insert into flag_answers (dossier_id, flag, text, at, said_by)
			select id, 'N04', 'x', now(), 'y' from dossiers;
		insert into cause_statements (dossier_id, agency_id, kind, cause, nature, text, at, said_by)
			select id, coalesce(agency_id, 1), 'declared', 'QUA_TAI', 'objective', '', now(), 'y' from dossiers;
		insert into late_causes select dossier_id, id, cause, nature, 'declared' from cause_statements;
		insert into consultations (dossier_id, agency_id, body_kind, asked_name, number, asked_on, at, said_by)
			select id, coalesce(agency_id, 1), 'ministry', 'x', '', '2026-11-01', now(), 'y' from dossiers;
		insert into consultation_ends select id, 'answered', '2026-11-02', '', now(), null, 'y' from consultations;
		insert into apologies (dossier_id, agency_id, form, number, issued_on, old_due_on, at, said_by)
			select id, coalesce(agency_id, 1), 'apology_extension', '1/XL', '2026-11-01', '2026-11-02', now(), 'y'
			from dossiers;
		insert into apology_withdrawals select id, 'x', now(), null, 'y' from apologies;
		insert into measures (code, agency_id, kind, number, decided_on, ground, of_province, at, said_by)
			select 'BP-' || code, id, 'criticism', '1/QĐ', '2026-11-01', '', false, now(), 'y' from agencies
			where code in ('H21.01', 'H21.02');
		insert into measure_people select id, 'Ông B', 'Chuyên viên' from measures;
		insert into measure_withdrawals select id, 'x', now(), null, 'y' from measures;
		insert into samples (method, seed, asked, population, snapshot, snapshot_hash, drawn, drawn_at, drawn_by_name)
			values ('DD-1', 'x', '{}', 1, 'H21.01-LAND', 'x', '{H21.01-LAND}', now(), 'y');
		insert into corrections (agency_id, kind, claim, question, count, asked_at, asked_on, answer_due,
				state, folded, events)
			select a.id, 'dossiers', 'overdue', '', 1, now(), '2026-11-20', '2026-11-25', 'asked', '{}', 1
			from agencies a where code = 'H21.01';
		insert into correction_items select c.id, d.id, c.agency_id from corrections c, dossiers d
			where d.code = 'H21.01-LAND';
		insert into correction_events select id, 1, now(), 'asked', null, '{}' from corrections;
		insert into shift_notes (text, numbers, written_at, written_by) values ('x', '{}', now(), 'y');
		insert into shift_note_reads select n.id, a.id, now(), 'z' from shift_notes n, accounts a;
		insert into letters (kind, agency_id, frozen, said, drafted_at)
			select 'urging', id, '{}'::jsonb, '{}'::jsonb, now() from agencies where code in ('H21.01', 'H21.02')
			union all select 'urging', null, '{}', '{}', now();
		insert into findings (code, agency_id, category, severity, state, dossiers, logged_at, released_at, folded, events)
			select 'TT-' || code || state, id, 'F09', 'minor', state, '{}', now(), released, '{}', 1 from agencies,
				(values ('logged', null), ('confirmed', now())) v (state, released)
			where code in ('H21.01', 'H21.02');
		insert into finding_events select id, 1, now(), 'logged', '{}' from findings;
		insert into finding_people select id, 'Ông A' from findings;
		insert into inspections (code, kind, year, agency_id, state, shown_at, folded, events)
			select case code when 'H21.01' then 'KT-2026-000001' else 'KT-2026-000002' end, 'unannounced', 2026, id,
				case code when 'H21.01' then 'founded' else 'opened' end,
				case code when 'H21.02' then now() end, '{}', 2 from agencies where code in ('H21.01', 'H21.02');
		insert into inspection_events select id, n, now(), case n when 1 then 'planned' else 'noted' end, '{}', n = 1
			from inspections, generate_series(1, 2) n;
		insert into inspection_members select i.id, a.id, false, '2026-11-20', '2026-11-20'
			from inspections i, accounts a
			where i.code = 'KT-2026-000001' and a.name = 'Justice' or i.code = 'KT-2026-000002' and a.name = 'Land';
		insert into inspection_templates (key, version, name, items, at) values ('cchc', 1, 'x', '[]', now());
		insert into morning_sends select '2026-11-20', id, 'sent', 1, now(), now() from accounts;
	`);
}

async function tables(): Promise<{ name: string; columns: string[]; locked: boolean }[]> {
	return database.sql`
		select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as locked,
			array_agg(a.attname::text) as columns
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
		group by c.oid order by 1`;
}

/** Of a role held at an agency, by the account of that name. */
async function reader(role: Role, code: string | null, name = 'Land'): Promise<Reader> {
	const [row] = await database.sql<{ id: number }[]>`select id from accounts where name = ${name}`;
	const { directory } = await rulebook.current();
	const post = {
		...{ id: 1, role, agencyId: code === null ? null : directory.byCode(code) },
		...{ fields: [], answersFor: [], onBehalfOf: null, validFrom: '2026-01-01', validTo: null }
	};
	return readerFor({ id: row?.id ?? 0, email: '', name, posts: [post] }, directory, dayOf(NOW));
}

async function seen(by: Reader, statement: string): Promise<unknown[]> {
	return readAs(database.web, by, async (sql) =>
		(await sql.unsafe<{ it: unknown }[]>(statement)).map(({ it }) => it)
	);
}

describe('the role that serves people, when nobody has said who reads', () => {
	it('sees no row of any table, but for those that name no agency and nobody', async () => {
		const found: string[] = [];
		for (const { name, columns, locked } of await tables()) {
			const [held] = await database.sql.unsafe(`select count(*)::int as n from ${name}`);
			const [shown] = await bare.sql.unsafe(`select count(*)::int as n from ${name}`);
			if (name in OPEN) {
				const telling = ['agency_id', 'dossier_id', 'account_id'].filter((c) =>
					columns.includes(c)
				);
				if (telling.length > 0) found.push(`${name} is open and has ${telling.join()}`);
				continue;
			}
			if (!locked) found.push(`${name} has no forced policy`);
			if (held?.['n'] === 0) found.push(`${name} is empty in this test`);
			if (shown?.['n'] !== 0) found.push(`${name} shows rows`);
		}
		expect(found).toEqual([]);
	});

	it('the owner neither, who is bound all the same', async () => {
		const owner = openDatabase(database.url, { max: 1 });
		expect(await owner.sql`select code from dossiers`).toEqual([]);
		expect(await owner.sql`select email from accounts`).toEqual([]);
		await owner.close();
	});

	it('reaches no message through a month by its own name, nor one that is opened later', async () => {
		await withTransaction(
			database.web,
			async ({ sql }) => openMonth(sql, '2031-05-01', new Set()),
			{ scope: 'intake' }
		);
		const months = await database.sql<{ name: string }[]>`
			select inhrelid::regclass::text as name from pg_inherits
			where inhparent = 'messages'::regclass`;
		expect(months.length).toBeGreaterThan(1);
		for (const { name } of months) {
			for (const said of [`select * from ${name}`, `delete from ${name}`]) {
				await expect(bare.sql.unsafe(said)).rejects.toMatchObject({ code: '42501' });
			}
		}
	});

	it('writes nothing of any agency, and recognises a session or a key by what only its bearer has', async () => {
		for (const said of [
			`insert into freshness values (2, now(), now())`,
			`insert into posts (account_id, role, valid_from, created_at) values (1, 'admin', '2026-01-01', now())`,
			`insert into ledger values (999, now(), 'dossiers', '{}', '{}')`
		]) {
			await expect(bare.sql.unsafe(said)).rejects.toMatchObject({ code: '42501' });
		}
		const [session] = await database.sql`
			select s.id from sessions s join accounts a on a.id = s.account_id where a.name = 'Land'`;
		const [account] = await bare.sql`select name from session_account(${String(session?.['id'])})`;
		expect(account).toEqual({ name: 'Land' });
		const [key] = await bare.sql`
			select email from key_by_hash(sha256('justice@test.example'::bytea))`;
		expect(key).toEqual({ email: 'justice@test.example' });
		expect(await bare.sql`select email from accounts`).toEqual([]);
	});
});

describe('a head who reads', () => {
	it('has the rows of their own agency and none of another', async () => {
		const land = await reader('head', 'H21.01');
		expect(await seen(land, `select code as it from dossiers`)).toEqual(['H21.01-LAND']);
		for (const table of ['dossier_spans', 'due_dates', 'messages']) {
			const own = `select distinct d.code as it from ${table} x join dossiers d on d.id = x.dossier_id`;
			expect(await seen(land, own)).toEqual(['H21.01-LAND']);
		}
		const messages = `select count(*)::int as it from messages`;
		expect(await seen(land, messages)).toEqual([1]);
		expect(await seen(await reader('head', 'H21.02', 'Justice'), messages)).toEqual([3]);
		expect(await seen(land, `select distinct agency_id as it from dossier_spans`)).toEqual([1]);
		for (const table of ['freshness', 'silences', 'rhythms']) {
			expect(await seen(land, `select agency_id as it from ${table}`)).toEqual([1]);
		}
	});

	it('sees of people only themselves, and nothing of quarantine, ledger, acts and answers', async () => {
		const land = await reader('head', 'H21.01');
		expect(await seen(land, `select name as it from accounts`)).toEqual(['Land']);
		for (const table of ['posts', 'sessions', 'trusted_devices', 'api_keys'].concat([
			'morning_subscribers',
			'morning_sends'
		])) {
			expect(await seen(land, `select count(*)::int as it from ${table}`)).toEqual([1]);
		}
		for (const table of [
			'quarantine',
			'audit',
			'command_answers',
			'verifications',
			'screens'
		].concat(['recovery_codes', 'sign_in_links', 'screen_pairings'])) {
			expect(await seen(land, `select 1 as it from ${table}`)).toEqual([]);
		}
		expect(await seen(land, `select distinct kind as it from ledger`)).not.toContain('dossiers');
	});

	it('sees the tasks of their agency with the document they stand in, and no other agency’s', async () => {
		const mine = await reader('clerk', 'H21.01');
		for (const table of ['directives', 'tasks', 'task_events', 'directive_texts', 'task_series']) {
			expect(await seen(mine, `select 1 as it from ${table}`), table).toHaveLength(1);
			expect(await seen(await reader('office', null), `select 1 as it from ${table}`)).toHaveLength(
				2
			);
			expect(await seen(await reader('admin', null), `select 1 as it from ${table}`)).toEqual([]);
		}
		expect(await seen(mine, `select subject as it from directives`)).toEqual(['x']);
	});

	it('sees no document that the office is still going through, nor does anybody but the office', async () => {
		const drafts = `select code as it from directive_drafts`;
		for (const role of ['head', 'clerk'] as const) {
			expect(await seen(await reader(role, 'H21.01'), drafts)).toEqual([]);
		}
		for (const role of ['leader', 'secretary', 'inspector', 'centre', 'admin'] as const) {
			expect(await seen(await reader(role, null), drafts), role).toEqual([]);
		}
		expect(await seen(await reader('office', null), drafts)).toEqual(['DT-1']);
	});

	it('sees no opinion of a leader, which is the leader’s own and the office’s from when it was given', async () => {
		const opinions = `select state as it from opinions order by state`;
		expect(await seen(await reader('leader', null, 'Justice'), opinions)).toEqual([
			'given',
			'prepared'
		]);
		expect(await seen(await reader('office', null), opinions)).toEqual(['given']);
		for (const role of ['leader', 'secretary', 'inspector', 'admin'] as const) {
			expect(await seen(await reader(role, null), opinions), role).toEqual([]);
		}
		expect(await seen(await reader('head', 'H21.01'), opinions)).toEqual([]);
	});

	it('sees the answers about their own dossiers, and no sample of what may be looked at', async () => {
		const answers = `select d.code as it from flag_answers a join dossiers d on d.id = a.dossier_id`;
		expect(await seen(await reader('head', 'H21.01'), answers)).toEqual(['H21.01-LAND']);
		expect((await seen(await reader('inspector', null), answers)).length).toBeGreaterThan(2);
		expect(await seen(await reader('admin', null), answers)).toEqual([]);
		for (const table of ['cause_statements', 'late_causes', 'consultations', 'apologies']) {
			const rows = `select d.code as it from ${table} t join dossiers d on d.id = t.dossier_id`;
			expect(await seen(await reader('head', 'H21.01'), rows), table).toEqual(['H21.01-LAND']);
			expect(await seen(await reader('admin', null), rows), table).toEqual([]);
		}
		for (const table of ['consultation_ends', 'apology_withdrawals']) {
			const rows = `select said_by as it from ${table}`;
			expect(await seen(await reader('head', 'H21.01'), rows), table).toEqual(['y']);
		}
		const samples = `select code as it from samples`;
		expect(await seen(await reader('inspector', null), samples)).toEqual(['MR-1']);
		expect(await seen(await reader('head', 'H21.01'), samples)).toEqual([]);
	});

	it('sees measures against officials of the own agency alone as its head, and nobody else does below the Committee', async () => {
		for (const [table, of] of [
			['measures', 'id'],
			['measure_people', 'measure_id'],
			['measure_withdrawals', 'measure_id']
		] as const) {
			const rows = `select (select a.code from measures m join agencies a on a.id = m.agency_id
				where m.id = t.${of}) as it from ${table} t order by 1`;
			expect(await seen(await reader('head', 'H21.01'), rows), table).toEqual(['H21.01']);
			for (const role of ['leader', 'office'] as const) {
				expect(await seen(await reader(role, null), rows), role).toEqual(['H21.01', 'H21.02']);
			}
			for (const role of ['deputy', 'officer', 'clerk', 'commune_centre'] as const) {
				expect(await seen(await reader(role, 'H21.01'), rows), role).toEqual([]);
			}
			for (const role of ['secretary', 'centre', 'inspector', 'admin'] as const) {
				expect(await seen(await reader(role, null), rows), role).toEqual([]);
			}
		}
	});

	it('sees requests to put a number right that are their agency’s, and no note of a shift', async () => {
		for (const asked of [
			`select code as it from corrections`,
			`select 'DC-' || correction_id as it from correction_items`,
			`select 'DC-' || correction_id as it from correction_events`
		]) {
			expect(await seen(await reader('head', 'H21.01'), asked)).toEqual(['DC-1']);
			expect(await seen(await reader('head', 'H21.02'), asked)).toEqual([]);
			expect(await seen(await reader('centre', null), asked)).toEqual(['DC-1']);
			expect(await seen(await reader('admin', null), asked)).toEqual([]);
		}
		const notes = `select text as it from shift_notes`;
		expect(await seen(await reader('centre', null), notes)).toEqual(['x']);
		for (const role of ['leader', 'inspector', 'admin'] as const) {
			expect(await seen(await reader(role, null), notes), role).toEqual([]);
		}
	});

	it('sees findings of their own agency once they are confirmed, and whom they concern if they may', async () => {
		const findings = `select agency_id || ' ' || state as it from findings order by id`;
		const events = `select finding_id::text as it from finding_events`;
		const people = `select finding_id::text as it from finding_people`;
		const inspector = await reader('inspector', null);
		expect(await seen(inspector, findings)).toHaveLength(4);
		expect(await seen(inspector, people)).toHaveLength(4);
		const head = await reader('head', 'H21.01');
		expect(await seen(head, findings)).toEqual(['1 confirmed']);
		expect(await seen(head, events)).toHaveLength(1);
		expect(await seen(head, people)).toHaveLength(1);
		const deputy = await reader('deputy', 'H21.01');
		expect(await seen(deputy, findings)).toEqual(['1 confirmed']);
		expect(await seen(deputy, people)).toEqual([]);
		const none: [Role, string | null][] = [
			['officer', 'H21.01'],
			['clerk', 'H21.01'],
			['centre', null],
			['admin', null]
		];
		for (const [role, code] of none) {
			const other = await reader(role, code);
			expect(await seen(other, findings), role).toEqual([]);
			expect(await seen(other, events), role).toEqual([]);
		}
		const both: Reader = { ...inspector, own: head.own };
		expect(await seen(both, findings)).toHaveLength(3);
	});

	it('sees the letters of their own agency, and the Committee’s are for who reads the province', async () => {
		const letters = `select agency_id as it from letters order by id`;
		expect(await seen(await reader('head', 'H21.01'), letters)).toEqual([1]);
		expect(await seen(await reader('office', null), letters)).toHaveLength(3);
		for (const role of ['clerk', 'officer'] as const) {
			expect(await seen(await reader(role, 'H21.01'), letters)).toEqual([]);
		}
		expect(await seen(await reader('admin', null), letters)).toEqual([]);
	});

	it('finds no inspection of their agency that has not been shown, and of an open one no note of the team', async () => {
		const inspections = `select code as it from inspections order by code`;
		const notes = `select kind as it from inspection_events order by kind`;
		const nobody = (who: Reader) => ({ ...who, account: null });
		const land = nobody(await reader('head', 'H21.01'));
		expect(await seen(land, inspections)).toEqual([]);
		expect(await seen(land, notes)).toEqual([]);
		const justice = nobody(await reader('head', 'H21.02'));
		expect(await seen(justice, inspections)).toEqual(['KT-2026-000002']);
		expect(await seen(justice, notes)).toEqual(['planned']);
		for (const role of ['secretary', 'centre', 'inspector', 'admin'] as const) {
			expect(await seen(nobody(await reader(role, null)), inspections), role).toEqual([]);
		}
		const office = nobody(await reader('office', null));
		expect(await seen(office, inspections)).toEqual(['KT-2026-000001', 'KT-2026-000002']);
		expect(await seen(office, notes)).toHaveLength(4);
		// Who reads all and holds a post there finds what that agency finds.
		const both = { ...office, own: land.own };
		expect(await seen(both, inspections)).toEqual(['KT-2026-000002']);
	});

	it('who is of the team finds that inspection with its notes on its days, and no other', async () => {
		const inspections = `select code as it from inspections`;
		const notes = `select kind as it from inspection_events`;
		const member = await reader('inspector', null, 'Justice');
		expect(await seen(member, inspections)).toEqual(['KT-2026-000001']);
		expect(await seen(member, notes)).toHaveLength(2);
		for (const on of ['2026-11-19', '2026-11-21']) {
			expect(await seen({ ...member, on }, inspections), on).toEqual([]);
		}
		// A team's member of the inspected body, were there ever one, reads what the body reads.
		const own = await reader('head', 'H21.02', 'Land');
		expect(await seen(own, notes)).toEqual(['planned']);
	});

	it('reads the morning page as everybody who sees the figures, and who sees none does not', async () => {
		const pages = `select day::text as it from morning_pages`;
		expect(await seen(await reader('head', 'H21.01'), pages)).toEqual(['2026-11-20']);
		expect(await seen(await reader('admin', null), pages)).toEqual([]);
	});

	it('of an office below sees that office alone, and nobody of no agency anything', async () => {
		const office = await reader('head', 'H21.01.01');
		expect(await seen(office, `select code as it from dossiers`)).toEqual([]);
		expect(await seen(await reader('clerk', 'H21.01'), `select 1 as it from dossiers`)).toEqual([]);
		expect(await seen(await reader('admin', null), `select 1 as it from dossiers`)).toEqual([]);
		expect(await seen(await reader('leader', null), `select 1 as it from dossiers`)).toHaveLength(
			3
		);
	});

	it('writes nothing, whatever is theirs', async () => {
		const land = await reader('head', 'H21.01');
		await expect(seen(land, `update dossiers set unit = ''`)).rejects.toMatchObject({
			code: '25006'
		});
	});

	it('leaves nothing behind: the same connection sees nothing afterwards', async () => {
		await readAs(bare, await reader('leader', null), async (sql) => sql`select 1 from dossiers`);
		expect(await bare.sql`select 1 from dossiers`).toEqual([]);
	});

	it('still finds in a list of the past what was theirs then, as the figure counts it', async () => {
		const land = await reader('head', 'H21.01');
		const rules = await rulebook.current();
		const query = {
			...{ at: NOW - 3 * 86_400_000, knownAt: null, from: '2026-11-01', to: '2026-11-30' },
			...{ agencyId: rules.directory.byCode('H21.01'), own: false },
			...{ receivedBy: null, field: null, channel: null }
		};
		const overview = await readFiguresAs(database.web, land, async (sql) =>
			overviewOf(sql, rules, query, NOW)
		);
		const list = {
			...query,
			...{
				figure: 'open.total' as const,
				standing: null,
				flag: null,
				age: null,
				due: null,
				search: null
			},
			...{ sort: 'code' as const, limit: 10, cursor: null }
		};
		const found = await readAs(database.web, land, async (sql) =>
			listDossiers(sql, rules, land.sees.dossiers, list, NOW)
		);
		expect(found.items.map(({ code }) => code)).toEqual(['H21.01-LAND', 'H21.01-MOVED']);
		expect(found.total).toBe(overview.agencies.find(({ name }) => name === LAND)?.tally.open.total);
		const justice = await reader('head', 'H21.02', 'Justice');
		const others = await readAs(database.web, justice, async (sql) =>
			listDossiers(sql, rules, justice.sees.dossiers, list, NOW)
		);
		expect(others).toMatchObject({ total: 0, items: [] });
	});
});

describe('a letter', () => {
	it('keeps what was counted, and is never deleted', async () => {
		for (const said of [`update letters set frozen = '{}'`, `delete from letters`]) {
			const tried = withTransaction(database.web, async ({ sql }) => sql.unsafe(said), {
				scope: 'letters'
			});
			await expect(tried, said).rejects.toMatchObject({ code: '42501' });
		}
	});
});

describe('what is in a ledger', () => {
	it.each(LEDGERS)('stays as it is: %s', async (table) => {
		const column = table === 'audit_head' ? 'n' : table === 'audit' ? 'action' : null;
		const named = {
			...{
				ledger: 'kind',
				morning_pages: 'content',
				task_events: 'kind',
				evidence_files: 'name',
				evidence_views: 'reader',
				directives: 'type'
			},
			...{ directive_texts: 'text', urging_items: 'code', samples: 'seed' },
			...{ consultation_ends: 'text', apology_withdrawals: 'reason' },
			...{ measures: 'kind', measure_people: 'name', measure_withdrawals: 'reason' },
			...{ correction_events: 'kind', shift_notes: 'text', shift_note_reads: 'read_by' },
			...{ finding_events: 'kind', finding_people: 'name' },
			...{ inspection_events: 'kind', inspection_templates: 'name' }
		}[table];
		const set = column ?? named ?? 'dossier_id';
		for (const said of [
			`update ${table} set ${set} = ${set}`,
			`delete from ${table}`,
			`truncate ${table}`
		]) {
			// Under the name with the widest reach that there is.
			const tried = withTransaction(database.web, async ({ sql }) => sql.unsafe(said), {
				scope: 'owner'
			});
			await expect(tried, said).rejects.toMatchObject({ code: '42501' });
		}
	});

	it('an act is not written past the chain', async () => {
		const tried = withTransaction(
			database.web,
			async ({ sql }) =>
				sql`insert into audit (n, at, actor, action, hash) values (9, now(), 'key', 'x', '')`,
			{ scope: 'owner' }
		);
		await expect(tried).rejects.toMatchObject({ code: '42501' });
	});
});

describe('the role that serves people', () => {
	it('is nobody else, cannot become one, and owns nothing', async () => {
		const [role] = await bare.sql`
			select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
			from pg_roles where rolname = current_user`;
		expect(Object.values({ ...role }).every((may) => may === false)).toBe(true);
		expect(
			await bare.sql`
				select 1 from pg_class where relowner = current_user::regrole
				union all select 1 from pg_proc where proowner = current_user::regrole
				union all select 1 from pg_namespace where nspowner = current_user::regrole
				union all select 1 from pg_auth_members where member = current_user::regrole`
		).toEqual([]);
		for (const said of [
			'set role don_doc',
			'set session authorization don_doc',
			'alter table dossiers disable row level security',
			'drop policy reader on dossiers',
			'alter table audit disable trigger all',
			'create table own (n int)',
			'create function open_up() returns int language sql as $$ select 1 $$'
		]) {
			await expect(bare.sql.unsafe(said), said).rejects.toMatchObject({ code: '42501' });
		}
		await bare.sql`set row_security = off`;
		await expect(bare.sql`select 1 from dossiers`).rejects.toMatchObject({ code: '42501' });
		await bare.sql`reset row_security`;
	});
});
