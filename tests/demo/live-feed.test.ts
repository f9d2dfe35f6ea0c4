import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, parseFeedInstant, type Instant } from '#lib/domain/calendar/time.ts';
import { startLiveFeed, type LiveFeed, type LiveFeedOptions } from '../../src/demo/live.ts';
import { allOrders } from '../../src/demo/simulator/orders.ts';
import { SILENT_AGENCY } from '../../src/demo/simulator/lanes.ts';
import { firstDay, today } from '../../src/demo/simulator/today.ts';
import { dayNumber } from '../../src/demo/simulator/work-days.ts';

/** A Friday morning; the gap below spans a weekend. */
const ANCHOR = Date.parse('2026-11-20T09:00:00+07:00');
const SEED = 4;

interface Heard {
	key: string;
	path: string;
	records: Record<string, string>[];
}

let heard: Heard[] = [];
let answer: () => { status: number; headers?: Record<string, string> } = () => ({ status: 200 });
let server: Server;
let folder: string;
let feed: LiveFeed | undefined;

beforeEach(async () => {
	heard = [];
	answer = () => ({ status: 200 });
	folder = mkdtempSync(join(tmpdir(), 'don-doc-feed-'));
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const { status, headers = {} } = answer();
			if (status === 200) {
				const sent: unknown = JSON.parse(body);
				const records = Array.isArray(sent) ? sent : Reflect.get(Object(sent), 'data');
				const key = request.headers.authorization ?? '';
				heard.push({ key, path: request.url ?? '', records });
			}
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(JSON.stringify({ accepted: 0, unchanged: 0, quarantined: [] }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
	await feed?.stop();
	feed = undefined;
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	rmSync(folder, { recursive: true, force: true });
});

function start(now: () => Instant, more: Partial<LiveFeedOptions> = {}): LiveFeed {
	feed = startLiveFeed({
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		key: 'live',
		backfillKey: 'late',
		clock: { now },
		rate: 20,
		anchor: ANCHOR,
		seed: SEED,
		stateFile: join(folder, 'simulator.json'),
		...more
	});
	return feed;
}

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await wait(20);
}

const all = () => heard.flatMap((one) => one.records);
/** The records that tell of something, by dossier and status: chatter repeats, and tells nothing new. */
const told = () =>
	new Set(all().map((one) => `${one.MaHoSo} ${one.TrangThaiHoSo ?? one.TrangThai}`));

/** What happens to the province in a stretch of time, by the simulator's own course. */
function happenings(from: Instant, to: Instant): string[] {
	const world = today(SEED, ANCHOR);
	const keys: string[] = [];
	for (let day = firstDay(ANCHOR); day <= dayNumber(to); day += 1) {
		for (const life of world.on(day)) {
			if (life.agency === SILENT_AGENCY) continue;
			for (const order of allOrders(life)) {
				if (order.sendAt <= from || order.sendAt > to) continue;
				keys.push(`${life.code} ${life.moments[order.moment]?.status}`);
			}
		}
	}
	return keys;
}

describe('the live feed', () => {
	it('goes on from the history, tells of steps and of dossiers told before, and of nothing to come', async () => {
		let now = ANCHOR;
		start(() => now);
		await until(() => existsState());
		now = ANCHOR + 2 * 60_000;
		await until(() => (feed?.sent() ?? 0) > 120);
		const steps = all().filter((one) => one.ThoiDiemXuLy !== undefined);
		expect(steps.length).toBeGreaterThan(20);
		for (const step of steps) {
			const at = parseFeedInstant(step.ThoiDiemXuLy ?? '') ?? Infinity;
			expect(at).toBeLessThanOrEqual(now);
		}
		expect(heard.every((one) => one.key === 'Bearer live')).toBe(true);
	});

	it('after a weekend off fills the gap with what happened in it, declared as late, and nothing twice over', async () => {
		const monday = ANCHOR + 3 * DAY;
		start(() => ANCHOR + 60_000);
		await until(() => existsState());
		await feed?.stop();
		heard = [];
		start(() => monday);
		await until(() => heard.some((one) => one.key === 'Bearer live'));
		await feed?.stop();
		const late = new Set(
			heard
				.filter((one) => one.key === 'Bearer late')
				.flatMap((one) => one.records)
				.map((one) => `${one.MaHoSo} ${one.TrangThaiHoSo ?? one.TrangThai}`)
		);
		const expected = new Set(happenings(ANCHOR + 60_000, monday));
		expect(expected.size).toBeGreaterThan(300);
		expect([...expected].filter((key) => !late.has(key))).toEqual([]);
		expect([...late].filter((key) => !expected.has(key))).toEqual([]);
	});

	it('goes on where it stopped, also when its file is lost', async () => {
		start(() => ANCHOR + DAY);
		await until(() => existsState());
		await feed?.stop();
		const before = told();
		rmSync(join(folder, 'simulator.json'));
		heard = [];
		start(() => ANCHOR + DAY);
		await until(() => existsState());
		await feed?.stop();
		for (const key of happenings(ANCHOR, ANCHOR + DAY)) {
			expect(before.has(key)).toBe(true);
			expect(told().has(key)).toBe(true);
		}
	});

	it('waits while the door is away and loses nothing', async () => {
		let away = 3;
		answer = () =>
			away-- > 0 ? { status: 503, headers: { 'retry-after': '0' } } : { status: 200 };
		start(() => ANCHOR + DAY);
		await until(() => existsState());
		await feed?.stop();
		const known = told();
		expect(happenings(ANCHOR, ANCHOR + DAY).filter((key) => !known.has(key))).toEqual([]);
	});

	it('stops and says so when its key is refused', async () => {
		answer = () => ({ status: 401 });
		let refused: unknown;
		start(() => ANCHOR + DAY, { onRefused: (failure) => (refused = failure) });
		await until(() => refused !== undefined);
		expect(String(refused)).toContain('401');
		expect(heard).toEqual([]);
	});

	it('sends nothing at rate 0', async () => {
		const silent = start(() => ANCHOR + DAY, { rate: 0 });
		await silent.stop();
		expect(heard).toEqual([]);
	});
});

/** The first full look at the world is behind it once it has written how far it has come. */
function existsState(): boolean {
	try {
		return readFileSync(join(folder, 'simulator.json'), 'utf8').length > 0;
	} catch {
		return false;
	}
}
