import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#lib/domain/accounts/account.ts';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { actOnFinding } from '#lib/server/commands/findings/act.ts';
import { logFinding } from '#lib/server/commands/findings/log.ts';
import { mayAddTo } from '#lib/server/evidence-owners.ts';
import { openReceiving, type EvidenceReceiving } from '#lib/server/ingest/evidence/receive.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { evidenceOf } from '#lib/server/store/evidence.ts';
import { eventsOfFinding, findingByCode } from '#lib/server/store/findings.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { aScene, type Scene } from '../live/province.ts';
import { aProvince } from '../makers/province.ts';
import { declared, PDF, stream } from './stage.ts';

const START = Date.parse('2026-11-20T09:00:00+07:00');
const PEOPLE = {
	inspector: ['inspector', null],
	second: ['inspector', null],
	land: ['head', 'H21.01'],
	justice: ['head', 'H21.02']
} as const satisfies Record<string, readonly [Role, string | null]>;
type Person = keyof typeof PEOPLE;
const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-evidence-'));

let scene: Scene;
let receiving: EvidenceReceiving;

beforeAll(async () => {
	scene = await aScene(START, aProvince(), { max: 8 });
	for (const [name, [role, agencyCode]] of Object.entries(PEOPLE)) {
		const made = await createAccount(
			scene.database,
			{ email: `${name}@test.example`, name, role, agencyCode, password: 'mat khau thu nghiem' },
			OPERATOR
		);
		if (!made.accepted) throw new Error(made.refusal.code);
	}
	receiving = openReceiving({
		...{ database: scene.database.web, bytes: evidenceIn(dataDir), mayAdd: mayAddTo },
		keptFor: async () => Promise.resolve(365)
	});
}, 120_000);
afterAll(async () => {
	await scene.end();
	rmSync(dataDir, { recursive: true, force: true });
});

async function by(person: Person) {
	const account = await accountByEmail(scene.database.sql, `${person}@test.example`);
	if (account === null) throw new Error(person);
	const { directory } = await scene.rulebook.current();
	const now = scene.clock.now();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now() };
}

it('evidence of a finding is seen and added to by who sees the finding, its agency from its release on', async () => {
	const rules = await scene.rulebook.current();
	const agencyId = rules.directory.byCode('H21.01');
	if (agencyId === null) throw new Error('H21.01');
	const logged = await logFinding(
		scene.database.web,
		{
			...{ category: 'F09', severity: null, agencyId, unit: null, person: null, clause: null },
			...{ dossiers: [], cause: null, text: 'Bảng niêm yết cũ', evidence: [], happenedAt: null },
			...{ origin: { kind: 'none', id: null }, inspection: null, figure: null, sentAs: null }
		},
		await by('inspector')
	);
	if (!logged.accepted) throw new Error(logged.refusal.code);
	const owner = { kind: 'finding', code: logged.value.code } as const;
	const adds = async (person: Person) =>
		receiving.whole(owner, { name: 'a.pdf', bytes: PDF }, await by(person));
	const sees = async (person: Person) =>
		readAs(scene.database.web, (await by(person)).reader, async (sql) => evidenceOf(sql, owner));
	expect(await adds('inspector')).toMatchObject({ accepted: true });
	expect(await sees('inspector')).toHaveLength(1);
	expect(await adds('land')).toMatchObject({ refusal: { code: 'finding.unknown' } });
	expect(await sees('land')).toEqual([]);
	const confirmed = await actOnFinding(
		scene.database.web,
		rules,
		{ code: owner.code, act: { kind: 'confirmed' } },
		await by('second')
	);
	expect(confirmed).toMatchObject({ accepted: true });
	expect(await sees('land')).toHaveLength(1);
	expect(await adds('land')).toMatchObject({ accepted: true });
	expect(await adds('justice')).toMatchObject({ refusal: { code: 'finding.unknown' } });
	expect(await sees('justice')).toEqual([]);
});

it('T30: a finding put right while its file is on the way is version 2, version 1 intact, and has the file whole', async () => {
	const rules = await scene.rulebook.current();
	const agencyId = rules.directory.byCode('H21.01');
	const logged = await logFinding(
		scene.database.web,
		{
			...{ category: 'F09', severity: null, agencyId, unit: null, person: null, clause: null },
			...{ dossiers: [], cause: null, text: 'Lần đầu', evidence: [], happenedAt: null },
			...{ origin: { kind: 'none', id: null }, inspection: null, figure: null, sentAs: null }
		},
		await by('inspector')
	);
	if (!logged.accepted) throw new Error(logged.refusal.code);
	const { code } = logged.value;
	const large = new Uint8Array(300_000);
	large.set(PDF);
	const said = { owner: { kind: 'finding', code } as const };
	const begun = await receiving.begin(
		declared('', large, said),
		large.length,
		'while-edited',
		await by('inspector')
	);
	if (!begun.accepted) throw new Error(begun.refusal.code);
	const { id } = begun.value.upload;
	const half = { offset: 0, body: stream(large.subarray(0, 150_000)), checksum: null };
	await receiving.append(id, half, await by('inspector'));
	const change = {
		...{ category: 'F12' as const, severity: 'minor' as const, unit: null, clause: null },
		...{ cause: null, text: 'Sửa', evidence: [], happenedAt: null }
	};
	const amended = await actOnFinding(
		scene.database.web,
		rules,
		{ code, act: { kind: 'amended', change } },
		await by('inspector')
	);
	expect(amended).toMatchObject({ accepted: true });
	const rest = { offset: 150_000, body: stream(large.subarray(150_000)), checksum: null };
	const done = await receiving.append(id, rest, await by('inspector'));
	const sha256 = createHash('sha256').update(large).digest('hex');
	expect(done).toMatchObject({ value: { kept: { sha256, size: large.length } } });
	await readAs(scene.database.web, (await by('inspector')).reader, async (sql) => {
		const found = await findingByCode(sql, code);
		expect(found?.finding).toMatchObject({ version: 2, text: 'Sửa', category: 'F12' });
		const events = await eventsOfFinding(sql, found?.id ?? 0);
		expect(events[0]).toMatchObject({ terms: { text: 'Lần đầu', category: 'F09' } });
		expect(await evidenceOf(sql, said.owner)).toHaveLength(1);
	});
});
