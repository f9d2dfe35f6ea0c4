import { chromium } from '@playwright/test';
import { makeDataDir, removeDataDir, startApp } from '../setup/app.ts';
import { findChromium } from '../setup/chromium.ts';
import { freePort, openFront } from './front.ts';
import { soak, type SoakResult } from './soak.ts';

/*
 * npm run soak [-- --hours N --minutes N --data DIR]
 *
 * A day of a wall in half an hour: five updates a second of the replayed day, 48 times as fast, on a
 * paired wall in a real Chromium, with the product's own pages and beats behind. One JSON object a
 * line: a sample each replayed hour, then what is required and whether it is met. Ends with 1 when not.
 */

function given(name: string, usual: number): number {
	const at = process.argv.indexOf(`--${name}`);
	const value = at < 0 ? usual : Number(process.argv[at + 1]);
	if (!(value > 0)) throw new Error(`--${name} is a number above 0`);
	return value;
}

/** Figures of the replayed day at 15:40 on a working Friday: it goes through a night and a Saturday. */
const BEGINS = '2026-11-20T15:40:00+07:00';

const hours = given('hours', 24);
const speed = (hours * 60) / given('minutes', 30);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** What the issue asks for, and what was measured. */
function judged({ samples, tasks, ...result }: SoakResult) {
	const settled = samples.filter(({ hour }) => hour > 1);
	const spread = (of: (sample: (typeof settled)[number]) => number) =>
		Math.max(...settled.map(of)) - Math.min(...settled.map(of));
	const [first, last] = [settled[0], settled.at(-1)];
	return [
		{ bench: 'heap slope', ours: result.heapSlope, goal: 0.2, unit: 'MB per replayed hour' },
		{
			...{ bench: 'DOM nodes, last hour against the second', unit: 'nodes', goal: 25 },
			ours: Math.abs((last?.nodes ?? 0) - (first?.nodes ?? 0)),
			spread: spread(({ nodes }) => nodes)
		},
		{
			...{ bench: 'listeners, last hour against the second', unit: 'listeners', goal: 0 },
			ours: Math.abs((last?.listeners ?? 0) - (first?.listeners ?? 0)),
			spread: spread(({ listeners }) => listeners)
		},
		{ bench: 'stopped rotations', ours: result.stopped, goal: 0, turns: result.turns },
		{ bench: 'white frames', ours: result.whiteFrames, goal: 0, pictures: result.pictures },
		{ bench: 'tasks, p99', ours: Number(tasks.p99.toFixed(1)), goal: 100, unit: 'ms', ...tasks }
	].map((line) => ({ ...line, meets: line.ours <= line.goal }));
}

/** A folder with a demo that is loaded already, which is kept; else one is loaded first. */
const kept = process.argv.indexOf('--data');
const loaded = kept < 0 ? undefined : process.argv[kept + 1];
const dataDir = loaded ?? makeDataDir();
const { executablePath, args, env } = await findChromium();
let ended = false;
const end: (() => Promise<unknown>)[] =
	loaded === undefined ? [async () => removeDataDir(dataDir)] : [];
try {
	const port = await freePort();
	const front = await openFront(`http://127.0.0.1:${port}`);
	end.unshift(front.close);
	const app = await startApp(dataDir, {
		...{ DEMO_RATE: '0', CLOCK_START: BEGINS, ORIGIN: front.url, PORT: String(port) }
	});
	end.unshift(async () => app.end());
	await app.ready(600_000);
	const browser = await chromium.launch({
		...{ executablePath, args },
		env: { ...(process.env as Record<string, string>), ...env }
	});
	end.unshift(async () => browser.close());
	const result = await soak({
		...{ browser, front, dataDir, speed, hours, everyHours: 1 },
		said: say
	});
	const lines = judged(result);
	const { samples: _, ...rest } = result;
	say(rest);
	for (const line of lines) say(line);
	process.exitCode = lines.every(({ meets }) => meets) ? 0 : 1;
	ended = true;
} finally {
	for (const step of end) await step();
	if (!ended) process.exitCode = 1;
}
