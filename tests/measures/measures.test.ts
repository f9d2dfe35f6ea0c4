import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { append } from '#lib/server/store/ledger.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { visit } from '../live/stage.ts';
import { aProvince } from '../makers/province.ts';

let stage: AccessStage;
let office: Caller;
let head: Caller;
let theirHead: Caller;
let leader: Caller;
/** Names that are nowhere else. */
const OFFICIAL = 'Trần Thị Kiểm Thử Một';
const ANOTHER = 'Lê Văn Kiểm Thử Hai';

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	office = await stage.person('office');
	leader = await stage.person('leader');
	head = await stage.person('head');
	theirHead = await stage.person('head', OTHER);
}, 300_000);
afterAll(async () => stage.close());

interface Counts {
	reminder: number;
	criticism: number;
	review: number;
	discipline: number;
}
interface Measures {
	kinds: Counts;
	agencies: (Counts & { code: string })[];
	total: number;
	items: { code: string; kind: string; mayWithdraw: boolean }[];
}
const list = async (who: Caller, query = ''): Promise<Measures> => {
	const answer = await stage.ask(who, `/api/v1/measures?from=2026-01-01&${query}`);
	expect(answer.status).toBe(200);
	return (await answer.json()) as Measures;
};
async function post(who: Caller, path: string, body: unknown) {
	const answer = await stage.ask(who, `/api/v1/measures${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const measure = (rest: object = {}) => ({
	...{ agency: OWN, kind: 'criticism', number: '12/QĐ-STNMT', decidedOn: '2026-11-10' },
	...{ ground: `${OWN}-261102-0001`, official: OFFICIAL, title: 'Chuyên viên' },
	...rest
});
const KINDS = ['reminder', 'criticism', 'review', 'discipline'] as const;

describe('measures against officials', () => {
	it('are recorded by the Office, and by a head for the own agency alone, when a document has a number', async () => {
		expect(await post(office, '', measure({ number: ' ' }))).toMatchObject({
			...{ status: 400, body: { code: 'measure.number_missing' } }
		});
		expect((await post(head, '', measure())).status).toBe(200);
		expect((await post(head, '', measure({ agency: OTHER }))).status).toBe(403);
		expect((await post(leader, '', measure())).status).toBe(403);
		expect((await post(office, '', measure({ kind: 'discipline' }))).status).toBe(200);
		const there = measure({ agency: OTHER, kind: 'reminder', official: ANOTHER });
		expect((await post(office, '', there)).status).toBe(200);
	});

	it('are counted by kind and agency for who may read them, each number with a list of its length', async () => {
		expect((await list(office)).kinds).toEqual({
			...{ reminder: 1, criticism: 1, review: 0, discipline: 1 }
		});
		expect((await list(head)).kinds).toEqual({
			...{ reminder: 0, criticism: 1, review: 0, discipline: 1 }
		});
		expect((await list(theirHead)).agencies.map(({ code }) => code)).toEqual([OTHER]);
		for (const who of [office, leader, head, theirHead]) {
			const all = await list(who);
			for (const kind of KINDS) {
				expect((await list(who, `kind=${kind}`)).total).toBe(all.kinds[kind]);
				for (const one of all.agencies) {
					const narrow = await list(who, `kind=${kind}&agency=${one.code}&own=true`);
					expect([narrow.total, narrow.items.length]).toEqual([one[kind], one[kind]]);
				}
			}
		}
	});

	it('name nobody in any list, and whoever opens one is on record', async () => {
		const all = await list(office);
		expect(JSON.stringify(all)).not.toContain('Kiểm Thử');
		const page = await (await stage.ask(office, '/measures')).text();
		expect(page).not.toContain('Kiểm Thử');
		const [last] = (await list(office, 'kind=criticism')).items;
		const opened = await stage.ask(leader, `/api/v1/measures/${last?.code}`);
		expect(await opened.json()).toMatchObject({
			official: { name: OFFICIAL, title: 'Chuyên viên' }
		});
		const acts = await stage.database.sql<{ subject: string }[]>`
			select subject from audit where action = 'measure.see'`;
		expect(acts.map(({ subject }) => subject)).toEqual([`measure:${last?.code}`]);
	});

	it('do not exist for anybody else, on no page and in no act, answer, ledger or quarantine', async () => {
		const [theirs] = (await list(office, 'kind=reminder')).items;
		expect((await stage.ask(head, `/api/v1/measures/${theirs?.code}`)).status).toBe(404);
		const others = ['secretary', 'centre', 'inspector', 'deputy', 'officer', 'admin'] as const;
		for (const role of others) {
			const who = await stage.person(role);
			for (const path of ['', `/${theirs?.code}`]) {
				expect((await stage.ask(who, `/api/v1/measures${path}`)).status, role).toBe(403);
			}
		}
		// Wherever a name could have been written along with something else.
		for (const table of ['audit', 'ledger', 'command_answers', 'notices', 'measures']) {
			const [found] = await stage.database.sql.unsafe<{ n: number }[]>(
				`select count(*)::int as n from ${table} t where t::text like '%Kiểm Thử%'`
			);
			expect([table, found?.n]).toEqual([table, 0]);
		}
	});

	it('are heard of by who may read them alone, and no code is told', async () => {
		const inspector = await stage.person('inspector');
		const [few, other] = [leader, inspector].map((who) =>
			visit(stage.port, { origin: stage.origin, ...who.live })
		);
		if (few === undefined || other === undefined) throw new Error('nobody came');
		await Promise.all([few.until('welcome'), other.until('welcome')]);
		expect((await post(head, '', measure({ kind: 'review' }))).status).toBe(200);
		expect((await few.until('changed', ({ room }) => room === 'measures')).ids).toEqual([]);
		// What everybody hears comes after it, so that silence before it is silence.
		await append(stage.database.sql, { at: Date.now(), kind: 'agencies', agencies: [], ids: [] });
		await other.until('changed', ({ room }) => room === 'agencies');
		expect(other.all('changed').filter(({ room }) => room === 'measures')).toEqual([]);
		expect(few.wire() + other.wire()).not.toContain('Kiểm Thử');
		few.leave();
		other.leave();
	});

	it('one entered by mistake is taken back with a reason; the Committee’s is not its agency’s to take back', async () => {
		const [ofOffice] = (await list(head, 'kind=discipline')).items;
		const [own] = (await list(head, 'kind=criticism')).items;
		expect([ofOffice?.mayWithdraw, own?.mayWithdraw]).toEqual([false, true]);
		const reason = { reason: 'Nhầm số văn bản' };
		expect((await post(head, `/${ofOffice?.code}/withdrawals`, reason)).status).toBe(403);
		expect((await post(head, `/${own?.code}/withdrawals`, {})).status).toBe(400);
		expect((await post(head, `/${own?.code}/withdrawals`, reason)).status).toBe(200);
		expect((await post(head, `/${own?.code}/withdrawals`, reason)).status).toBe(409);
		expect((await list(head)).kinds).toMatchObject({ criticism: 0, discipline: 1 });
	});
});
