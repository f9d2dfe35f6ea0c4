import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { keepEvidence } from '#lib/server/commands/tasks/evidence.ts';
import { issueDirective } from '#lib/server/commands/tasks/issue.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { evidenceByCode } from '#lib/server/store/evidence.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const PDF = new TextEncoder().encode('%PDF-1.7 báo cáo');
const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-evidence-'));

let database: FreshDatabase;
let rulebook: Rulebook;
let task = '';

async function by(person: Person) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(NOW));
	return { reader, address: '10.0.0.1', now: NOW, realNow: Date.now() };
}
async function keeps(person: Person, name: string, bytes: Uint8Array) {
	const given = { database: database.web, bytes: evidenceIn(dataDir) };
	return keepEvidence(given, task, { name, bytes }, await by(person));
}
const lying = () => readdirSync(join(dataDir, 'evidence'));

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	await settle(database);
	const { directory } = await rulebook.current();
	const [leadId, trackerId] = [directory.byCode('H21.01'), directory.byCode('H21.02')];
	if (leadId === null || trackerId === null) throw new Error('two agencies');
	const issued = await issueDirective(
		database.web,
		{
			directive: {
				...{ type: 'công văn', number: '1/UBND-TH', issuedOn: '2026-11-19' },
				...{ issuer: 'UBND tỉnh', subject: 'x', urgency: null }
			},
			tasks: [
				{
					...{ path: null, text: 'Báo cáo', product: null, source: 'chairman', condition: null },
					...{ leadId, trackerId, coordinatingIds: [], due: null, dueFrom: null, units: [] }
				}
			],
			again: false
		},
		await by('office')
	);
	if (!issued.accepted) throw new Error(issued.refusal.code);
	task = issued.value.tasks[0] ?? '';
	await actOnTask(database.web, { code: task, act: { kind: 'acknowledged' } }, await by('land'));
});
afterAll(async () => {
	await database.drop();
	rmSync(dataDir, { recursive: true, force: true });
});

it('lies whole under a random name, hashed, with a name that is no place', async () => {
	const kept = await keeps('land', '../../x', PDF);
	expect(kept).toMatchObject({
		value: {
			...{ name: 'x.pdf', type: 'pdf', size: PDF.length },
			sha256: createHash('sha256').update(PDF).digest('hex')
		}
	});
	const [stored = ''] = lying();
	expect(lying()).toHaveLength(1);
	expect(stored).toMatch(/^[\w-]{32}$/);
	expect(readFileSync(join(dataDir, 'evidence', stored))).toEqual(Buffer.from(PDF));
});

it('a renamed program, a file of somebody else’s task and one that is too large leave nothing', async () => {
	const before = lying().length;
	const program = new TextEncoder().encode('MZ a program');
	expect(await keeps('land', 'bao-cao.pdf', program)).toMatchObject({
		refusal: { code: 'evidence.unsupported' }
	});
	const large = new Uint8Array(20 * 1024 * 1024 + 1);
	large.set(PDF);
	expect(await keeps('land', 'a.pdf', large)).toMatchObject({
		refusal: { code: 'evidence.too_large' }
	});
	expect(await keeps('office', 'a.pdf', PDF)).toMatchObject({
		refusal: { code: 'task.not_yours' }
	});
	expect(await keeps('justice', 'a.pdf', PDF)).toMatchObject({ accepted: false });
	expect(lying()).toHaveLength(before);
});

it('is there for who sees the task, and no report names a file that is not there', async () => {
	const kept = await keeps('land', 'Báo cáo.pdf', PDF);
	if (!kept.accepted) throw new Error(kept.refusal.code);
	const { code } = kept.value;
	const seen = async (person: Person) =>
		readAs(database.web, (await by(person)).reader, async (sql) => evidenceByCode(sql, task, code));
	for (const person of ['land', 'justice', 'office', 'leader'] as const) {
		expect(await seen(person), person).toMatchObject({ name: 'Báo cáo.pdf' });
	}
	expect(await seen('admin')).toBeNull();
	const reports = async (evidence: string[]) =>
		actOnTask(database.web, { code: task, act: { kind: 'submitted', evidence } }, await by('land'));
	expect(await reports([code, 'MC-999999'])).toMatchObject({
		refusal: { code: 'evidence.unknown' }
	});
	expect(await reports([code, '12/BC-STNMT ngày 20/11/2026'])).toMatchObject({ accepted: true });
	expect(await keeps('land', 'a.pdf', PDF)).toMatchObject({ refusal: { code: 'task.not_now' } });
});
