import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { socketWire } from '#lib/live/connection.svelte.ts';
import type { Changed, Resume } from '#lib/live/contract.ts';
import { openLink, type Link, type LinkState, type Patience } from '#lib/live/link.ts';
import { closeKey } from '#lib/server/accounts/manage.ts';
import { head } from '#lib/server/store/ledger.ts';
import { aRecord } from '../makers/feed.ts';
import { aScene, at, soon, type Scene } from './province.ts';
import { relayTo, type Relay } from './relay.ts';
import { aKey, openStage, type Stage } from './stage.ts';

let scene: Scene;
let stage: Stage;
let relay: Relay;
const open: (() => unknown)[] = [];

beforeAll(async () => {
	scene = await aScene(at('20261110090000'));
	stage = await openStage(scene);
});
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => {
	await stage.close();
	await scene.end();
});

/** A page, and everything that its link has told it. */
interface Page {
	link: Link;
	states: LinkState[];
	hints: Pick<Changed, 'room' | 'ids'>[];
	told: ('reload' | 'refused')[];
	/** The first state from now on that fits. */
	until(fits: (state: LinkState) => boolean): Promise<LinkState>;
	untilTold(what: 'reload' | 'refused' | 'hint'): Promise<unknown>;
}

async function openPage(
	options: { token?: string; page?: Resume | null; patience?: Partial<Patience> } = {}
): Promise<Page> {
	relay = await relayTo(stage.port);
	open.push(relay.close);
	const token = options.token ?? (await aKey(scene, 'read')).key;
	const hearers = new Set<(what: LinkState | string) => void>();
	const tell = (what: LinkState | string) => {
		for (const hear of hearers) hear(what);
	};
	const subscribe = (hear: (what: LinkState | string) => void) => {
		hearers.add(hear);
		return () => hearers.delete(hear);
	};
	const states: LinkState[] = [];
	const hints: Page['hints'] = [];
	const told: Page['told'] = [];
	const link = openLink({
		wire: (events) => socketWire(token, events, { address: `http://127.0.0.1:${relay.port}` }),
		page: options.page ?? null,
		changed: (state) => {
			states.push(state);
			tell(state);
		},
		hint: (hint) => {
			hints.push(hint);
			tell('hint');
		},
		reload: () => {
			told.push('reload');
			tell('reload');
		},
		refused: () => {
			told.push('refused');
			tell('refused');
		},
		patience: { retry: [20, 100], ...options.patience }
	});
	open.push(link.close);
	return {
		link,
		states,
		hints,
		told,
		until: async (fits) => {
			const now = link.state();
			if (fits(now)) return now;
			await soon(subscribe, (what) => typeof what !== 'string' && fits(what));
			return link.state();
		},
		untilTold: async (what) => soon(subscribe, (heard) => heard === what)
	};
}

const live = ({ status, figures }: LinkState) => status === 'live' && figures !== null;

describe('a page', () => {
	it('T27 that has just been loaded is never said to have lost its connection', async () => {
		const page = await openPage({ patience: { grace: 20_000 } });
		expect(page.link.state().status).toBe('connecting');
		await page.until(live);
		page.link.leaving(true);
		relay.cut();
		const next = await openPage({ patience: { grace: 20_000 } });
		await next.until(live);
		for (const { states } of [page, next]) {
			const shown = new Set(states.map(({ status }) => status));
			expect(shown.difference(new Set(['connecting', 'live'])).size).toBe(0);
		}
	});

	it('asks for what was committed between its making and its connection', async () => {
		const made = await head(scene.database.sql);
		await scene.send(aRecord('H21.01-261102-0001'));
		const page = await openPage({ page: made });
		await page.untilTold('hint');
		expect(page.hints).toEqual([{ room: 'dossiers', ids: ['H21.01-261102-0001'] }]);
	});

	it('T24 keeps its figures through a cut, says so, and has everything afterwards', async () => {
		const page = await openPage({ patience: { grace: 0, offline: 20_000 } });
		const before = await page.until(live);
		relay.cut();
		const cut = await page.until(({ status }) => status === 'reconnecting');
		expect(cut.figures).toBe(before.figures);
		const { seq } = await scene.send(aRecord('H21.01-261102-0002'));
		relay.mend();
		const after = await page.until((state) => live(state) && state.figures?.seq === seq);
		expect(after.figures?.province.received).toBe((before.figures?.province.received ?? 0) + 1);
		if (page.hints.length === 0) await page.untilTold('hint');
		expect(page.hints).toEqual([{ room: 'dossiers', ids: ['H21.01-261102-0002'] }]);
		expect(page.told).toEqual([]);
	});

	it('T25 that wakes up on a dead connection is right again without waiting for it', async () => {
		const page = await openPage();
		await page.until(live);
		relay.hold();
		const { seq } = await scene.send(aRecord('H21.01-261102-0003'));
		page.link.wake();
		await page.until((state) => state.figures?.seq === seq);
		if (page.hints.length === 0) await page.untilTold('hint');
		expect(page.hints).toEqual([{ room: 'dossiers', ids: ['H21.01-261102-0003'] }]);
		expect(page.link.state().status).toBe('live');
	});

	it('that hears nothing any more says that its figures are old', async () => {
		const page = await openPage({ patience: { silence: 100, answer: 20_000 } });
		await page.until(live);
		relay.hold();
		expect((await page.until(({ status }) => status === 'old')).figures).not.toBe(null);
	});

	it('whose key is revoked is offline and says so once', async () => {
		const { id, key } = await aKey(scene, 'read');
		const page = await openPage({ token: key });
		await page.until(live);
		const refused = page.untilTold('refused');
		await closeKey(scene.database, id, OPERATOR);
		await refused;
		expect(page.link.state().status).toBe('offline');
		expect(page.told).toEqual(['refused']);
	});

	it('made before a restore reads everything anew', async () => {
		const { seq } = await head(scene.database.sql);
		const page = await openPage({ page: { epoch: 'before the restore', seq } });
		await page.untilTold('reload');
		await page.until(live);
		expect(page.told).toEqual(['reload']);
	});

	it('comes back by itself when the server starts again as another build', async () => {
		const own = await openStage(scene);
		const before = stage;
		stage = own;
		open.push(async () => {
			stage = before;
			await own.close();
		});
		const page = await openPage();
		await page.until(live);
		await own.close('new build');
		const next = await openStage(scene, undefined, { port: own.port, build: 'next build' });
		open.push(next.close);
		const after = await page.until((state) => live(state) && state.newBuild);
		expect(after.status).toBe('live');
	});
});
