import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { aProvince } from '../makers/province.ts';
import { openStage } from '../setup/stage.ts';
import { runCampaign } from './campaign.ts';
import { carelessBatches, dice } from './lives.ts';
import { countAgain, overviewFrom } from './recount.ts';

/*
 * npm run chaos [-- --seed N --dossiers N --kills N --stops N]
 *
 * F1, F2 and F6 at once: kill -9 of the app while it takes batches in, immediate stops of PostgreSQL
 * under it, a tenth of the acknowledgements lost, duplicates, late, in any order. Then everything is
 * counted again. Some three minutes; ends with 1 and names what differs when anything does. The seed
 * decides what is sent, in which order, and which fault follows which; the moment at which a fault
 * strikes is the machine's, and on a slow one fewer strike: the report says how many.
 *
 * npm run chaos -- --evidence [--seed N --kills N --uploads N]
 *
 * Evidence instead: browser and server killed at random points (30) during uploads (40), in a browser. Some
 * three minutes; the same test runs with few of each in `npm test`.
 */

/** Milliseconds after which no further fault begins. */
const LASTING = 180_000;

function given(name: string, usual: number): number {
	const at = process.argv.indexOf(`--${name}`);
	const value = at < 0 ? usual : Number(process.argv[at + 1]);
	if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number`);
	return value;
}

if (process.argv.includes('--evidence')) {
	const bin = resolve(import.meta.dirname, '../../node_modules/.bin/playwright');
	const what = ['test', '-c', 'tests/playwright.config.ts', 'evidence.spec.ts', '-g', 'killed at'];
	const { status } = spawnSync(bin, what, {
		stdio: 'inherit',
		env: {
			...process.env,
			EVIDENCE_KILLS: String(given('kills', 30)),
			EVIDENCE_UPLOADS: String(given('uploads', 40)),
			EVIDENCE_SEED: String(given('seed', Date.now() % 1_000_000))
		}
	});
	process.exit(status ?? 1);
}

const seed = given('seed', Date.now() % 1_000_000);
const dossiers = given('dossiers', 10_000);
const kills = given('kills', 60);
const stops = given('stops', 20);
const roll = dice(seed);
const env = { DEMO: 'off' };

const began = performance.now();
const stage = await openStage(aProvince(), env);
let app = stage.app;
try {
	const batches = carelessBatches(dossiers, roll);
	const messages = batches.reduce((n, { records }) => n + records.length, 0);
	say({ seed, dossiers, messages, batches: batches.length, kills, stops });
	const [feedKey, readKey] = [await stage.key('feed'), await stage.key('read')];
	const report = await runCampaign(
		{
			...{ app, env, feedKey, batches, senders: 3, kills, stops, roll },
			lasting: LASTING,
			patience: LASTING + 120_000 + messages * 10
		},
		(next) => (app = next)
	);
	say({ ...report, wrong: report.wrong.length, seconds: secondsSince(began) });
	const served = await overviewFrom(app.url, readKey);
	const counted = await countAgain(stage.database, stage.dataDir, dossiers, served);
	const differences = [...report.wrong.map((one) => `answered ${one}`), ...counted.differences];
	say({ verify: counted.verify });
	const examples = differences.slice(0, 20);
	say({ seed, differences: differences.length, examples, seconds: secondsSince(began) });
	if (differences.length > 0) process.exitCode = 1;
} finally {
	await app.end();
	await stage.close();
}

function secondsSince(instant: number): number {
	return Math.round((performance.now() - instant) / 1000);
}

function say(line: Record<string, unknown>): void {
	process.stdout.write(`${JSON.stringify(line)}\n`);
}
