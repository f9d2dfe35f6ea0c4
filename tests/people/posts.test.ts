import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mayTo } from '#lib/domain/accounts/reader.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import { OPERATOR, type Actor } from '#lib/domain/audit/entry.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import {
	createPerson,
	disablePerson,
	enablePerson,
	endPost,
	givePost,
	renamePerson,
	type PeopleDesk,
	type PostOrder
} from '#lib/server/accounts/people.ts';
import { personById } from '#lib/server/store/people.ts';
import { aScene, at, type Scene } from '../live/province.ts';
import { openStage, signedIn, visit, type Stage, type Visit } from '../live/stage.ts';
import { readersOf } from './readers.ts';

const TODAY = '2026-11-10';

let scene: Scene;
let stage: Stage;
let desk: PeopleDesk;
let admin: { id: number; cookie: string };
let by: Actor;
const open: (() => void)[] = [];

beforeAll(async () => {
	scene = await aScene(at('20261110090000'));
	stage = await openStage(scene);
	desk = { db: scene.database, rulebook: scene.rulebook, clock: scene.clock };
	admin = await signedIn(scene, 'admin');
	by = { ...OPERATOR, kind: 'account', accountId: admin.id, address: '10.0.0.7' };
});
afterEach(() => {
	for (const leave of open.splice(0)) leave();
});
afterAll(async () => {
	await stage.close();
	await scene.end();
});

function come(cookie: string): Visit {
	const visitor = visit(stage.port, { cookie, origin: stage.origin });
	open.push(visitor.leave);
	return visitor;
}

const order = (role: Role, rest: Partial<PostOrder> = {}): PostOrder => ({
	...{ role, agency: null, fields: [], answersFor: [], onBehalfOf: null },
	...{ validFrom: TODAY, validTo: null, document: '12/QĐ-UBND ngày 3/11/2026' },
	...rest
});

let n = 0;
async function somebody(post: PostOrder): Promise<{ id: number; email: string }> {
	const email = `nguoi${++n}@gl.example`;
	const made = await createPerson(desk, by, { email, name: `Người ${n}`, post });
	if (!made.accepted) throw new Error(made.refusal.code);
	return { id: made.value.id, email };
}

const codeOf = (decision: Decision<unknown>) => (decision.accepted ? null : decision.refusal.code);

async function postsOf(id: number) {
	const person = await personById(scene.database.sql, id);
	return (person?.posts ?? []).map(({ role, validFrom, validTo }) => [role, validFrom, validTo]);
}

async function recorded(id: number): Promise<string[]> {
	const rows = await scene.database.sql<{ action: string; address: string; account: number }[]>`
		select action, address, account_id as account from audit
		where subject = ${`account:${id}`} order by n`;
	for (const row of rows.filter(({ address }) => address !== null)) {
		expect(row).toMatchObject({ address: '10.0.0.7', account: admin.id });
	}
	return rows.map(({ action }) => action);
}

describe('an account', () => {
	it('is made with a post, has no way in yet, and its making is on record', async () => {
		const { id, email } = await somebody(order('head', { agency: 'h21.01' }));
		const person = await personById(scene.database.sql, id);
		expect(person).toMatchObject({ email, enters: false, hadLink: false, lastSignInAt: null });
		expect(await postsOf(id)).toEqual([['head', TODAY, null]]);
		expect(await recorded(id)).toEqual(['account.create']);
		const again = { email: email.toUpperCase(), name: 'B', post: order('office') };
		expect(codeOf(await createPerson(desk, by, again))).toBe('accounts.email_taken');
	});

	it('is not made without what its role needs, and then nothing is kept', async () => {
		const refusals: [PostOrder, string][] = [
			[order('head'), 'posts.agency_needed'],
			[order('head', { agency: 'H21.99' }), 'posts.agency_unknown'],
			[order('head', { agency: 'H08.03' }), 'posts.agency_not_then'],
			[order('secretary'), 'posts.principal_needed'],
			[order('secretary', { onBehalfOf: 'khong@co.example' }), 'posts.principal_unknown'],
			[order('leader', { fields: ['H21-KHONG'] }), 'posts.field_unknown'],
			[order('screen'), 'posts.screen_is_nobody'],
			[order('office', { document: '' }), 'posts.document_needed']
		];
		for (const [post, code] of refusals) {
			const given = { email: 'khong.lap@gl.example', name: 'Không lập', post };
			expect(codeOf(await createPerson(desk, by, given))).toBe(code);
		}
		const left = await scene.database.sql`select from accounts where email like 'khong.lap@%'`;
		expect(left).toHaveLength(0);
	});

	it('is renamed, and the record says what it was called', async () => {
		const { id } = await somebody(order('office'));
		expect(codeOf(await renamePerson(desk, by, id, '  Nguyễn  Văn   A '))).toBe(null);
		const [row] = await scene.database.sql`
			select before, after from audit where subject = ${`account:${id}`} and action = 'account.change'`;
		expect(row).toMatchObject({ after: expect.stringContaining('Nguyễn Văn A') });
		expect(codeOf(await renamePerson(desk, by, id, ' '))).toBe('accounts.name_malformed');
	});
});

describe('pages, API and open sockets follow at once', () => {
	it('a post that is given', async () => {
		const head = await signedIn(scene, 'head', 'H21.02');
		const visitor = come(head.cookie);
		await visitor.until('welcome');
		expect(codeOf(await givePost(desk, by, head.id, order('office')))).toBe(null);
		expect(await visitor.until('bye')).toEqual({ reason: 'rights changed' });
		const reader = (await readersOf(scene).ofCookie(head.cookie))?.reader;
		expect(reader?.roles).toEqual(['office', 'head']);
		const justice = (await scene.rulebook.current()).directory.byCode('H21.02') ?? 0;
		expect(reader && mayTo(reader, 'verifyTasks', justice)).toBe(false);
	});

	it('a head who moves to another agency hears no more of the first', async () => {
		const head = await signedIn(scene, 'head', 'H21.01');
		const visitor = come(head.cookie);
		await visitor.until('welcome');
		const [post] = (await personById(scene.database.sql, head.id))?.posts ?? [];
		const end = { post: post?.id ?? 0, from: TODAY, document: '13/QĐ-UBND' };
		expect(codeOf(await endPost(desk, by, head.id, end))).toBe(null);
		expect(await visitor.until('bye')).toEqual({ reason: 'rights changed' });
		expect(codeOf(await givePost(desk, by, head.id, order('head', { agency: 'H21.C1' })))).toBe(
			null
		);
		const { directory } = await scene.rulebook.current();
		const reader = (await readersOf(scene).ofCookie(head.cookie))?.reader;
		expect(reader?.sees.dossiers).toEqual([directory.byCode('H21.C1')]);
	});

	it('an account that is disabled, and it comes back without its old session', async () => {
		const officer = await signedIn(scene, 'officer', 'H21.01.01');
		const visitor = come(officer.cookie);
		await visitor.until('welcome');
		expect(codeOf(await disablePerson(desk, by, officer.id))).toBe(null);
		expect(await visitor.until('bye')).toEqual({ reason: 'signed out' });
		expect(await readersOf(scene).ofCookie(officer.cookie)).toBe(null);
		expect(codeOf(await givePost(desk, by, officer.id, order('office')))).toBe(
			'accounts.account_disabled'
		);
		expect(codeOf(await enablePerson(desk, by, officer.id))).toBe(null);
		expect(await readersOf(scene).ofCookie(officer.cookie)).toBe(null);
		expect((await recorded(officer.id)).slice(-2)).toEqual(['account.disable', 'account.enable']);
	});
});

describe('a secretary', () => {
	it('stops when the leader does, also on an open socket, and both are on record', async () => {
		const leader = await somebody(order('leader'));
		const secretary = await signedIn(scene, 'officer', 'H21.01');
		const inPlace = order('secretary', { onBehalfOf: leader.email });
		expect(codeOf(await givePost(desk, by, secretary.id, inPlace))).toBe(null);
		const visitor = come(secretary.cookie);
		await visitor.until('welcome');
		const [post] = (await personById(scene.database.sql, leader.id))?.posts ?? [];
		const end = { post: post?.id ?? 0, from: TODAY, document: '14/QĐ-UBND' };
		const ended = await endPost(desk, by, leader.id, end);
		expect(ended.accepted && ended.value.ended.map(({ account }) => account)).toEqual([
			leader.id,
			secretary.id
		]);
		expect(await visitor.until('bye')).toEqual({ reason: 'rights changed' });
		expect((await recorded(secretary.id)).slice(-2)).toEqual(['post.give', 'post.end']);
		expect((await readersOf(scene).ofCookie(secretary.cookie))?.reader.roles).toEqual(['officer']);
	});

	it('whose leader’s end is decided has the same last day', async () => {
		const leader = await somebody(order('leader', { validTo: '2026-12-31' }));
		const { id } = await somebody(order('secretary', { onBehalfOf: leader.email }));
		expect(await postsOf(id)).toEqual([['secretary', TODAY, '2026-12-31']]);
	});
});

describe('nobody', () => {
	it('changes their own posts, or lets themselves out', async () => {
		const [own] = (await personById(scene.database.sql, admin.id))?.posts ?? [];
		const end = { post: own?.id ?? 0, from: TODAY, document: 'x' };
		expect(codeOf(await givePost(desk, by, admin.id, order('office')))).toBe(
			'posts.own_not_allowed'
		);
		expect(codeOf(await endPost(desk, by, admin.id, end))).toBe('posts.own_not_allowed');
		expect(codeOf(await disablePerson(desk, by, admin.id))).toBe('accounts.own_not_allowed');
	});

	it('takes away the last administrator who can come in, not even two at once', async () => {
		const second = await signedIn(scene, 'admin');
		const other: Actor = { ...by, accountId: second.id };
		await somebody(order('admin'));
		const [first, last] = await Promise.all([
			disablePerson(desk, other, admin.id),
			disablePerson(desk, by, second.id)
		]);
		expect(new Set([codeOf(first), codeOf(last)])).toEqual(
			new Set(['accounts.last_administrator', null])
		);
		const left = first.accepted ? second : admin;
		const [post] = (await personById(scene.database.sql, left.id))?.posts ?? [];
		const end = { post: post?.id ?? 0, from: '2026-12-01', document: '15/QĐ-UBND' };
		expect(await endPost(desk, OPERATOR, left.id, end)).toMatchObject({
			refusal: { code: 'accounts.last_administrator', facts: { from: '2026-12-01' } }
		});
		await enablePerson(desk, OPERATOR, first.accepted ? admin.id : second.id);
	});

	it('ends what was: a post ends from today at the earliest, and once', async () => {
		const { id } = await somebody(order('office', { validFrom: '2026-01-01' }));
		const [post] = (await personById(scene.database.sql, id))?.posts ?? [];
		const end = { post: post?.id ?? 0, document: '16/QĐ-UBND' };
		expect(codeOf(await endPost(desk, by, id, { ...end, from: '2026-11-09' }))).toBe(
			'posts.end_in_the_past'
		);
		expect(codeOf(await endPost(desk, by, id, { ...end, from: '2026-12-01' }))).toBe(null);
		expect(await postsOf(id)).toEqual([['office', '2026-01-01', '2026-11-30']]);
		expect(codeOf(await endPost(desk, by, id, { ...end, from: '2026-12-05' }))).toBe(
			'posts.already_ended'
		);
		expect(codeOf(await endPost(desk, by, id, { ...end, post: 0, from: TODAY }))).toBe(
			'posts.post_unknown'
		);
	});
});
