import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRecord } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { startApp, type App } from '../setup/app.ts';
import { openStage, poster, type Answered, type Stage } from '../setup/stage.ts';
import { postmasterOf, runCampaign } from './campaign.ts';
import { carelessBatches, dice } from './lives.ts';
import { countAgain, overviewFrom } from './recount.ts';

/*
 * The bounded chaos run: the built app and the embedded database as shipped, killed for real. What is
 * waited for is always a condition; the long patience is for machines that are busy otherwise.
 */
const PATIENCE = 240_000;
const ENV = { DEMO: 'off' };
const DOSSIERS = 250;
const SIZE = 500;

let stage: Stage;
let feedKey: string;
/** The app that runs now: kills end it, and another takes its place. */
let app: App;

beforeAll(async () => {
	stage = await openStage(aProvince(), ENV);
	app = stage.app;
	feedKey = await stage.key('feed');
}, PATIENCE);
afterAll(async () => {
	await app.end();
	await stage.close();
}, PATIENCE);

async function send(body: string): Promise<Answered> {
	const door = poster(app.url, feedKey);
	try {
		return await door.post('/api/v1/feed', body);
	} finally {
		door.close();
	}
}

/**
 * Sends a batch and stops it in its middle: its transaction is open and waits for a lock that we hold.
 * What happens then is up to `trouble`.
 */
async function inTheMiddle(
	body: string,
	trouble: (answer: Promise<Answered | null>) => Promise<void>
): Promise<void> {
	const lock = new Client({ connectionString: stage.url });
	lock.on('error', () => undefined);
	await lock.connect();
	try {
		await lock.query('begin; lock table due_dates in share mode');
		const answer = send(body).catch(() => null);
		for (;;) {
			const waiting = await lock.query(
				`select from pg_locks where relation = 'due_dates'::regclass and not granted`
			);
			if (waiting.rows.length > 0) break;
			await wait(10);
		}
		await trouble(answer);
	} finally {
		await lock.end().catch(() => undefined);
	}
}

function batch(from: number): string {
	const data = Array.from({ length: SIZE }, (_, i) => aRecord(`H21.01-261102-${from + i}`));
	return JSON.stringify({ madonvi: 'H21', service: 'DongBoHoSoMC', isUpdating: 'False', data });
}

async function kept(from: number): Promise<Record<string, number>> {
	const last = from + SIZE - 1;
	const [row] = await stage.database.sql<Record<string, number>[]>`
		select count(*) as dossiers, coalesce(sum(message_count), 0)::int as messages
		from dossiers where code between ${`H21.01-261102-${from}`} and ${`H21.01-261102-${last}`}`;
	return row ?? {};
}

const NOTHING = { dossiers: 0, messages: 0 };
const ONCE = { dossiers: SIZE, messages: SIZE };

describe('a batch that breaks off in its middle', () => {
	it(
		'F1 kill -9 of the app: nothing of it is kept, and sent again it is there once',
		async () => {
			const body = batch(110_000);
			await inTheMiddle(body, async (answer) => {
				await app.end('SIGKILL');
				expect(await answer).toBeNull();
			});
			app = await startApp(stage.dataDir, ENV);
			await app.ready();
			// The killed app's session may still be in the database, until that hears of its end.
			expect(JSON.parse((await send(body)).body)).toMatchObject({ accepted: SIZE, unchanged: 0 });
			expect(JSON.parse((await send(body)).body)).toMatchObject({ accepted: 0, unchanged: SIZE });
			expect(await kept(110_000)).toEqual(ONCE);
		},
		PATIENCE
	);

	it(
		'F2 PostgreSQL stopped at once: 503 with Retry-After, and recovery by itself',
		async () => {
			const body = batch(120_000);
			await inTheMiddle(body, async (answered) => {
				process.kill(await postmasterOf(app), 'SIGQUIT');
				const answer = await answered;
				expect(answer?.status).toBe(503);
				expect(Number(answer?.headers['retry-after'])).toBeGreaterThan(0);
				expect(answer?.headers['content-type']).toContain('application/problem+json');
			});
			await app.ready();
			expect(await kept(120_000)).toEqual(NOTHING);
			expect(JSON.parse((await send(body)).body)).toMatchObject({ accepted: SIZE, unchanged: 0 });
			expect(await kept(120_000)).toEqual(ONCE);
		},
		PATIENCE
	);
});

describe('a careless sender through kills and stops', () => {
	it(
		'F1 F2 F6 comes to the same as a calm one: nothing lost, nothing twice, every invariant whole',
		async () => {
			const roll = dice(20_261_120);
			const report = await runCampaign(
				{
					...{ app, env: ENV, feedKey, batches: carelessBatches(DOSSIERS, roll), senders: 3, roll },
					...{ kills: 2, stops: 2, lasting: Infinity, patience: PATIENCE }
				},
				(next) => (app = next)
			);
			expect(report).toMatchObject({ kills: 2, stops: 2, wrong: [] });
			expect(report.lostAcks).toBeGreaterThan(0);
			const served = await overviewFrom(app.url, await stage.key('read'));
			const counted = await countAgain(stage.database, stage.dataDir, DOSSIERS, served);
			expect(counted.differences).toEqual([]);
			expect(Object.entries(counted.verify).filter(([, n]) => n !== 0)).toEqual([]);
		},
		PATIENCE
	);
});
