import { cpus, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import type { Overview } from '#lib/domain/reports/overview.ts';
import { accountOf, demoIn } from '../setup/own-app.ts';
import type { Front } from './front.ts';
import { hurry, type Kept } from './in-page.ts';
import { whiteShare } from './picture.ts';
import { taskTimes } from './tasks.ts';

export interface SoakInput {
	browser: Browser;
	front: Front;
	/** Where the demo's keys are. */
	dataDir: string;
	/** How many times as fast as the day that is replayed. */
	speed: number;
	/** Of the replayed day. */
	hours: number;
	/** Of the replayed day, between two measurements. */
	everyHours: number;
	said?: (sample: Sample) => void;
}

/** Right after a collection of garbage, while the first scene is seen alone. */
export interface Sample {
	hour: number;
	heapMb: number;
	nodes: number;
	listeners: number;
	documents: number;
	turns: number;
	updates: number;
}

export interface SoakResult {
	samples: Sample[];
	/** Megabytes a replayed hour, by the first hour on. */
	heapSlope: number;
	turns: number;
	scenes: Record<string, number>;
	/** Turns that took longer than any turn may. */
	stopped: number;
	longestTurnMs: number;
	pictures: number;
	whiteFrames: number;
	whitest: number;
	updates: number;
	reloads: number;
	/** Of all tasks of the page's main thread in the traced windows, milliseconds. */
	tasks: { count: number; p50: number; p99: number; longest: number; windows: number };
	/** Told by the browser over the whole time, from 50 ms on. */
	longTasks: { count: number; longest: number };
	conditions: Record<string, unknown>;
}

/** A screenshot of which so much is white is a white frame; the wall is dark. */
const WHITE = 0.5;
const PICTURE_EVERY_MS = 1000;
const TRACE_MS = 4000;
/** The usual plan's turn; a change may hold a scene, and a busy machine is late. */
const TURN_SECONDS = 20;
const LATE_MS = 8000;
/** What a scene that came draws after its first frame. */
const SETTLE_MS = 500;

/** Replays part of a day on a wall in a real browser, and says what became of the page. */
export async function soak(input: SoakInput): Promise<SoakResult> {
	const { browser, front, speed, hours, everyHours, said = () => undefined } = input;
	const context = await browser.newContext({
		...{ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN', baseURL: front.url }
	});
	try {
		front.replay(await overviewOf(input), speed);
		await context.addInitScript(hurry, speed);
		const page = await pairedWall(context, input);
		const watch = await watched(page, context);
		const began = performance.now();
		const samples: Sample[] = [];
		const tasks: number[] = [];
		let windows = 0;
		for (let hour = everyHours; hour <= hours + 1e-9; hour += everyHours) {
			const due = began + (hour * 3_600_000) / speed;
			tasks.push(...(await taskTimes(browser, page, Math.min(TRACE_MS, (due - began) / 4))));
			windows += 1;
			await wait(Math.max(0, due - performance.now()));
			const sample = await measured(page, watch.session, { hour, updates: front.sent() });
			samples.push(sample);
			said(sample);
			// A network that goes away now and then is part of any day.
			if (samples.length % 6 === 0) front.cut();
		}
		const pictures = await watch.end();
		const kept = await keptBy(page);
		tasks.sort((one, other) => one - other);
		const at = (part: number) => tasks[Math.min(tasks.length - 1, Math.floor(tasks.length * part))];
		const allowed = (3 * TURN_SECONDS * 1000) / speed + LATE_MS;
		return {
			samples,
			heapSlope: slopeOf(samples),
			turns: kept.turns,
			scenes: kept.scenes,
			stopped: kept.longestTurn > allowed || kept.sinceTurn > allowed ? 1 : 0,
			longestTurnMs: Math.round(kept.longestTurn),
			...pictures,
			updates: front.sent(),
			tasks: {
				...{ count: tasks.length, windows, p50: at(0.5) ?? 0, p99: at(0.99) ?? 0 },
				longest: tasks.at(-1) ?? 0
			},
			longTasks: { count: kept.longTasks, longest: Math.round(kept.longestTask) },
			conditions: {
				...{ chromium: browser.version(), cores: cpus().length, cpu: cpus()[0]?.model },
				load: loadavg().map((load) => Number(load.toFixed(1))),
				...{ speed, hours, minutes: Math.round((performance.now() - began) / 6000) / 10 },
				viewport: '1920×1080'
			}
		};
	} finally {
		await context.close();
	}
}

async function overviewOf({ front, dataDir }: SoakInput): Promise<Overview> {
	const headers = { authorization: `Bearer ${demoIn(dataDir).readKey}` };
	const answer = await fetch(`${front.url}/api/v1/overview`, { headers });
	if (!answer.ok) throw new Error(await answer.text());
	return (await answer.json()) as Overview;
}

/** A browser that the office has let in as a wall. */
async function pairedWall(context: BrowserContext, { front, dataDir }: SoakInput): Promise<Page> {
	const page = await context.newPage();
	await page.goto('/wall');
	const code = await page.locator('[data-code]').getAttribute('data-code');
	const { key } = accountOf(demoIn(dataDir), 'office');
	const answer = await fetch(`${front.url}/api/v1/screens`, {
		method: 'POST',
		headers: {
			...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			'idempotency-key': `soak-${code}`
		},
		body: JSON.stringify({ code, name: 'Soak' })
	});
	if (!answer.ok) throw new Error(await answer.text());
	await page.waitForURL(/\/wall$/, { timeout: 60_000 });
	await page.locator('main[data-live="live"]').waitFor({ timeout: 60_000 });
	return page;
}

/** Takes pictures and counts loads of the page until it is told to end. */
async function watched(page: Page, context: BrowserContext) {
	const session = await context.newCDPSession(page);
	await session.send('Performance.enable');
	let reloads = 0;
	page.on('load', () => (reloads += 1));
	let [pictures, whiteFrames, whitest] = [0, 0, 0];
	let over = false;
	const taking = (async () => {
		while (!over) {
			const { data } = await session.send('Page.captureScreenshot', {
				format: 'png',
				clip: { x: 0, y: 0, width: 1920, height: 1080, scale: 0.1 }
			});
			const share = whiteShare(Buffer.from(data, 'base64'));
			pictures += 1;
			whitest = Math.max(whitest, share);
			if (share > WHITE) whiteFrames += 1;
			await wait(PICTURE_EVERY_MS);
		}
	})();
	return {
		session,
		end: async () => {
			over = true;
			await taking;
			return { pictures, whiteFrames, whitest: Number(whitest.toFixed(3)), reloads };
		}
	};
}

async function measured(
	page: Page,
	session: CDPSession,
	{ hour, updates }: { hour: number; updates: number }
): Promise<Sample> {
	// Every scene has its own number of nodes: counted while the first is seen, and only that.
	await page.evaluate(() => {
		(window as unknown as InPage).hold('today');
	});
	await page.waitForFunction(() => (window as unknown as InPage).kept.holding === null, null, {
		timeout: 120_000
	});
	// What one collection lets go is what the next one finds: scenes that have gone hang on each other.
	for (let n = 0; n < 2; n += 1) {
		await wait(SETTLE_MS);
		await session.send('HeapProfiler.collectGarbage');
	}
	const { metrics } = await session.send('Performance.getMetrics');
	const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
	const { turns, scene } = await keptBy(page);
	if (scene !== 'today') throw new Error(`measured while ${scene} was seen`);
	await page.evaluate(() => {
		(window as unknown as InPage).goOn();
	});
	return {
		hour: Number(hour.toFixed(2)),
		heapMb: Number((of('JSHeapUsedSize') / 2 ** 20).toFixed(3)),
		...{ nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents') },
		...{ turns, updates }
	};
}

interface InPage {
	kept: Kept;
	realNow: () => number;
	hold: (scene: string) => void;
	goOn: () => void;
}

async function keptBy(page: Page): Promise<Kept & { sinceTurn: number; scene: string }> {
	return page.evaluate(() => {
		const { kept, realNow } = window as unknown as InPage;
		const scene = document.querySelector<HTMLElement>('main')?.dataset['scene'] ?? '';
		return { ...kept, sinceTurn: realNow() - kept.turnedAt, scene };
	});
}

/** Least squares over the samples after the first replayed hour, megabytes an hour. */
export function slopeOf(samples: readonly Sample[]): number {
	const after = samples.filter(({ hour }) => hour > 1);
	const mean = (of: (sample: Sample) => number) =>
		after.reduce((sum, sample) => sum + of(sample), 0) / after.length;
	const [hour, heap] = [mean((one) => one.hour), mean((one) => one.heapMb)];
	const over = after.reduce((sum, one) => sum + (one.hour - hour) ** 2, 0);
	if (over === 0) return 0;
	const both = after.reduce((sum, one) => sum + (one.hour - hour) * (one.heapMb - heap), 0);
	return Number((both / over).toFixed(3));
}
