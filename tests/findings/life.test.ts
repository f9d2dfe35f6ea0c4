import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#lib/domain/accounts/account.ts';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { mendingText } from '#lib/domain/findings/category-names.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { actOnFinding, type AskedAct } from '#lib/server/commands/findings/act.ts';
import { logFinding, type SaidFinding } from '#lib/server/commands/findings/log.ts';
import { issueFindingTasks } from '#lib/server/commands/findings/task.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { startFindingWatch, type FindingWatch } from '#lib/server/finding-watch.ts';
import { silentLog } from '#lib/server/log.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import {
	ANY_FINDING,
	eventsOfFinding,
	findingByCode,
	listFindings
} from '#lib/server/store/findings.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { findingDifferences } from '#lib/server/store/recount-findings.ts';
import { aScene, type Scene } from '../live/province.ts';
import { aProvince } from '../makers/province.ts';

const PEOPLE = {
	inspector: ['inspector', null],
	second: ['inspector', null],
	third: ['inspector', null],
	office: ['office', null],
	leader: ['leader', null],
	land: ['head', 'H21.01'],
	justice: ['head', 'H21.02']
} as const satisfies Record<string, readonly [Role, string | null]>;
type Person = keyof typeof PEOPLE;

let scene: Scene;
let watch: FindingWatch;
const START: Instant = Date.parse('2026-11-20T09:00:00+07:00');

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
	const { database, rulebook, clock } = scene;
	watch = startFindingWatch({ database, rulebook, clock, log: silentLog(), every: 3_600_000 });
}, 300_000);
afterAll(async () => {
	await watch.close();
	await scene.end();
});

async function reader(person: Person): Promise<Reader> {
	const account = await accountByEmail(scene.database.sql, `${person}@test.example`);
	if (account === null) throw new Error(person);
	const { directory } = await scene.rulebook.current();
	return readerFor(account, directory, dayOf(scene.clock.now()));
}
async function by(person: Person) {
	const now = scene.clock.now();
	return { reader: await reader(person), address: '10.0.0.1', now, realNow: Date.now() };
}
async function idOf(code: string): Promise<number> {
	const id = (await scene.rulebook.current()).directory.byCode(code);
	if (id === null) throw new Error(code);
	return id;
}
async function log(person: Person, rest: Partial<SaidFinding> = {}) {
	return logFinding(
		scene.database.web,
		{
			...{ category: 'F09', severity: null, agencyId: await idOf('H21.01'), unit: null },
			...{ person: null, clause: null, dossiers: [], cause: null, text: '', evidence: [] },
			...{ happenedAt: null, origin: { kind: 'none', id: null }, inspection: null },
			...{ figure: null, sentAs: null, ...rest }
		},
		await by(person)
	);
}
async function logged(person: Person, rest: Partial<SaidFinding> = {}): Promise<string> {
	const decision = await log(person, rest);
	if (!decision.accepted) throw new Error(decision.refusal.code);
	return decision.value.code;
}
/** The state that it came to, or the code of why not. */
async function act(code: string, person: Person, what: AskedAct): Promise<string> {
	const rules = await scene.rulebook.current();
	const decision = await actOnFinding(
		scene.database.web,
		rules,
		{ code, act: what },
		await by(person)
	);
	return decision.accepted ? decision.value.state : decision.refusal.code;
}
async function seen(person: Person): Promise<string[]> {
	return readAs(scene.database.web, await reader(person), async (sql) =>
		(await listFindings(sql, ANY_FINDING)).map(({ code }) => code)
	);
}
async function told(): Promise<string[]> {
	const rows = await scene.database.sql<{ line: string }[]>`
		select a.name || ' ' || n.level || ' ' || n.subject as line
		from notices n join accounts a on a.id = n.account_id order by n.id`;
	return rows.map(({ line }) => line);
}

describe('a finding', () => {
	it('goes from a first record to a task, evidence, re-inspection, watch and relapse, nothing lost', async () => {
		const code = await logged('inspector', { text: 'Yêu cầu thêm bản sao hộ khẩu' });
		expect(await seen('second')).toContain(code);
		expect(await seen('land')).toEqual([]);
		expect(await act(code, 'land', { kind: 'explained', text: 'x', evidence: [] })).toBe(
			'finding.unknown'
		);
		expect(await act(code, 'inspector', { kind: 'confirmed' })).toBe('finding.own_record');
		expect(await act(code, 'second', { kind: 'confirmed' })).toBe('confirmed');
		expect(await seen('land')).toEqual([code]);
		expect(await seen('justice')).toEqual([]);
		expect(await told()).toEqual([`land finding finding:${code}`]);
		const word = { kind: 'explained' as const, text: 'Theo mẫu cũ', evidence: [] };
		expect(await act(code, 'justice', word)).toBe('finding.unknown');
		expect(await act(code, 'land', word)).toBe('explained');
		const no = { kind: 'explanation_decided' as const, accepted: false, reason: 'Mẫu đã bỏ' };
		expect(await act(code, 'second', no)).toBe('upheld');

		const rules = await scene.rulebook.current();
		const given = {
			...{ items: [{ code, text: null }], again: false, due: '2026-12-11' },
			directive: {
				...{ type: 'công văn', number: '13033/UBND-THKSTTHC', issuedOn: '2026-11-20' },
				...{ issuer: 'UBND tỉnh', subject: 'Chấn chỉnh tồn tại, hạn chế', urgency: null }
			},
			...{ trackerId: await idOf('H21.02'), words: mendingText }
		};
		const refusedTask = await issueFindingTasks(
			scene.database.web,
			rules,
			given,
			await by('inspector')
		);
		expect(refusedTask).toMatchObject({ refusal: { code: 'finding.not_yours' } });
		const issued = await issueFindingTasks(scene.database.web, rules, given, await by('office'));
		if (!issued.accepted) throw new Error(issued.refusal.code);
		const task = issued.value.tasks[0]?.task ?? '';
		const [kept] = await scene.database.sql<{ folded: { cause: object; text: string } }[]>`
			select folded from tasks where code = ${task}`;
		expect(kept?.folded).toMatchObject({
			cause: { kind: 'finding', id: code, agency: 'H21.01' },
			text: 'Khắc phục tồn tại, hạn chế "Tiếp nhận thừa, thiếu thành phần hồ sơ": Yêu cầu thêm bản sao hộ khẩu'
		});
		for (const step of [
			{ kind: 'acknowledged' as const },
			{ kind: 'submitted' as const, evidence: ['Công văn 12/SNN ngày 20/11/2026'] }
		]) {
			await actOnTask(scene.database.web, { code: task, act: step }, await by('land'));
		}
		await watch.look();
		const look = { kind: 'reinspected' as const, passed: true, text: '', evidence: [] };
		expect(await act(code, 'inspector', look)).toBe('finding.second_look');
		expect(await act(code, 'second', { ...look, passed: false, text: 'Vẫn đòi' })).toBe('tasked');
		const [again] = await scene.database.sql<{ state: string }[]>`
			select state from tasks where code = ${task}`;
		expect(again?.state).toBe('in_progress');
		await watch.look();
		const taskState = async () =>
			(
				await scene.database.sql<{ state: string }[]>`select state from tasks where code = ${task}`
			)[0]?.state;
		expect(await act(code, 'second', look)).toBe('finding.not_now');
		await actOnTask(
			scene.database.web,
			{ code: task, act: { kind: 'submitted', evidence: ['Biên bản 2'] } },
			await by('land')
		);
		await watch.look();
		// Who follows the task looks too, and sends it back: so the finding is not mended.
		scene.clock.pass(60_000);
		await actOnTask(
			scene.database.web,
			{ code: task, act: { kind: 'sent_back', reason: 'Thiếu chữ ký' } },
			await by('office')
		);
		await watch.look();
		expect(await act(code, 'third', look)).toBe('finding.not_now');
		// Said of the finding by its agency, and its task is handed in with it; passed, it is confirmed with it.
		const mended = { kind: 'mended' as const, text: 'Đã ký', evidence: ['Biên bản 3'] };
		expect(await act(code, 'land', mended)).toBe('mended');
		expect(await taskState()).toBe('submitted');
		expect(await act(code, 'office', look)).toBe('verified');
		expect(await taskState()).toBe('done');
		expect(await act(code, 'third', { kind: 'closed', now: null })).toBe('watched');

		scene.clock.pass(5 * 86_400_000);
		const other = await logged('second', { text: 'Lại yêu cầu' });
		expect(await act(other, 'third', { kind: 'confirmed' })).toBe('confirmed');
		const kinds = await readAs(scene.database.web, await reader('land'), async (sql) => {
			const found = await findingByCode(sql, code);
			expect(found?.finding).toMatchObject({ state: 'relapsed', relapses: 1 });
			return (await eventsOfFinding(sql, found?.id ?? 0)).map(({ kind }) => kind);
		});
		expect(kinds).toEqual([
			...['logged', 'confirmed', 'explained', 'explanation_decided', 'tasked', 'mended'],
			...['reinspected', 'mended', 'reinspected', 'mended', 'reinspected', 'closed', 'relapsed']
		]);
		expect(await told()).toContain(`land finding_relapse finding:${code}`);
		expect(await findingDifferences(scene.database.sql)).toMatchObject({ found: [] });
	});

	it('of F15 reaches the leader in charge and the Office when it is confirmed, and not before', async () => {
		const code = await logged('inspector', { category: 'F15', severity: 'minor' });
		const about = async () => (await told()).filter((line) => line.endsWith(code)).sort();
		expect(await about()).toEqual([]);
		await act(code, 'second', { kind: 'confirmed' });
		expect(await about()).toEqual([
			`land finding finding:${code}`,
			`leader finding_severe finding:${code}`,
			`office finding_severe finding:${code}`
		]);
	});

	it('sent twice under one name is logged once', async () => {
		const sentAs = crypto.randomUUID();
		const [one, two] = await Promise.all([
			log('inspector', { sentAs }),
			log('inspector', { sentAs })
		]);
		if (!one?.accepted || !two?.accepted) throw new Error('refused');
		expect(one.value.code).toBe(two.value.code);
		expect([one.value.again, two.value.again].sort((a, b) => Number(a) - Number(b))).toEqual([
			false,
			true
		]);
	});

	it('of a dossier that the system does not know was received outside the one-stop unit', async () => {
		const decision = await log('inspector', { category: null, dossiers: ['H21.01-261120-9999'] });
		expect(decision).toMatchObject({
			value: {
				category: 'F15',
				severity: 'severe',
				unknownDossiers: ['H21.01-261120-9999']
			}
		});
		expect(await log('inspector', { category: null })).toMatchObject({
			refusal: { code: 'finding.no_category' }
		});
	});

	it('is watched for twenty working days and ends when its fault stays away', async () => {
		const code = await logged('inspector', { category: 'F13' });
		await act(code, 'second', { kind: 'confirmed' });
		const rules = await scene.rulebook.current();
		await issueFindingTasks(
			scene.database.web,
			rules,
			{
				...{ items: [{ code, text: 'Rà soát' }], directive: null, again: false },
				...{ due: '2026-12-11', trackerId: await idOf('H21.02'), words: mendingText }
			},
			await by('office')
		);
		const evidence = ['Biên bản'];
		await act(code, 'land', { kind: 'mended', text: 'Đã trả lại', evidence });
		await act(code, 'third', { kind: 'reinspected', passed: true, text: '', evidence: [] });
		expect(await act(code, 'third', { kind: 'closed', now: null })).toBe('watched');
		scene.clock.pass(27 * 86_400_000);
		await watch.look();
		const state = async () =>
			readAs(
				scene.database.web,
				await reader('office'),
				async (sql) => (await findingByCode(sql, code))?.finding.state
			);
		expect(await state()).toBe('watched');
		scene.clock.pass(4 * 86_400_000);
		await watch.look();
		expect(await state()).toBe('ended');
	});

	it('that somebody has changed on disk is named by the recount', async () => {
		const code = await logged('inspector', { category: 'F06' });
		await scene.database.sql`update findings set state = 'ended' where code = ${code}`;
		expect((await findingDifferences(scene.database.sql)).found).toEqual([`${code}: state`]);
	});
});
