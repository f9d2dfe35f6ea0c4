import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { makeDataDir, removeDataDir, ROOT, startApp } from '../setup/app.ts';

const OFF = { DEMO: 'off', NODE_NO_WARNINGS: '1' };
let dataDir: string;

beforeAll(async () => {
	dataDir = makeDataDir();
	const app = await startApp(dataDir, OFF);
	await app.ready();
	await asOwner(async ({ sql }) => {
		await sql`create table kept (word text)`;
		await sql`insert into kept values ('một'), ('Đất đai')`;
	});
	expect((await app.end()).code).toBe(0);
});
afterAll(async () => removeDataDir(dataDir));

async function asOwner<T>(work: (database: Database) => Promise<T>): Promise<T> {
	const server = await findEmbedded(dataDir);
	if (server === null) throw new Error('the embedded database does not run');
	const database = openDatabase(server.url, { max: 1, scope: 'owner' });
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}

const keptWords = async () =>
	asOwner(async ({ sql }) =>
		(await sql<{ word: string }[]>`select word from kept order by word collate "vi-x-icu"`).map(
			({ word }) => word
		)
	);

/** Server processes of this data folder that are alive. */
function serverProcesses(): string[] {
	const lines = execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' }).split('\n');
	return lines.filter((line) => line.includes(`-D ${dataDir}/`) && !/^\s*\d+\s+Z/.test(line));
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
	for (const end = performance.now() + 30_000; !(await holds()); await wait(25)) {
		if (performance.now() > end) throw new Error('it did not come to pass within 30 s');
	}
}

describe('starting and stopping', { timeout: 120_000 }, () => {
	it('a second start keeps all data, and SIGTERM stops everything within ten seconds', async () => {
		const app = await startApp(dataDir, OFF);
		await app.ready();
		expect(await keptWords()).toEqual(['Đất đai', 'một']);
		const { code, ms } = await app.end('SIGTERM');
		expect(code).toBe(0);
		expect(ms).toBeLessThan(10_000);
		expect(serverProcesses()).toEqual([]);
	});

	it('health and the progress page answer while it is still starting', async () => {
		const app = await startApp(dataDir, OFF);
		expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
		const ready = await fetch(`${app.url}/readyz`);
		const { checks }: { checks: Record<string, string> } = await ready.json();
		expect(Object.keys(checks)).toEqual(
			expect.arrayContaining([
				'database',
				'encoding',
				'migrations',
				'listener',
				'clockSweep',
				'demoLoad'
			])
		);
		await app.ready();
		await app.end();
	});

	it('Ctrl-C reaches the whole terminal group, twice, and the database still stops last', async () => {
		const app = spawn('sh', ['-c', `exec ${process.execPath} src/entry/start.ts`], {
			cwd: ROOT,
			detached: true,
			env: { ...process.env, ...OFF, PORT: '0', DATA_DIR: dataDir },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let said = '';
		app.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
		app.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
		const ended = new Promise<number | null>((end) => app.once('close', end));
		await until(() => said.includes('ready'));
		process.kill(-(app.pid ?? 0), 'SIGINT');
		process.kill(-(app.pid ?? 0), 'SIGINT');
		expect(await ended).toBe(0);
		expect(said).not.toMatch(/database away|ended; starting it again|Error/);
		expect(serverProcesses()).toEqual([]);
	});

	it('a signal in the middle of starting leaves nothing running', async () => {
		const app = await startApp(dataDir, OFF);
		expect((await app.end('SIGINT')).code).toBe(0);
		expect(serverProcesses()).toEqual([]);
	});

	it('after kill -9 the next start takes over the database that was left, with all its data', async () => {
		const killed = await startApp(dataDir, OFF);
		await killed.ready();
		await killed.end('SIGKILL');
		expect(serverProcesses()).toHaveLength(1);
		const next = await startApp(dataDir, OFF);
		await next.ready();
		expect(next.said()).toContain('taken over');
		expect(await keptWords()).toEqual(['Đất đai', 'một']);
		await next.end();
		expect(serverProcesses()).toEqual([]);
	});

	it('after kill -9 of the database as well the next start recovers it', async () => {
		const killed = await startApp(dataDir, OFF);
		await killed.ready();
		const server = await findEmbedded(dataDir);
		await asOwner(async ({ sql }) => sql`insert into kept values ('thủ tục')`);
		killed.process.kill('SIGKILL');
		process.kill(server?.pid ?? 0, 'SIGKILL');
		const next = await startApp(dataDir, OFF);
		await next.ready();
		expect(await keptWords()).toEqual(['Đất đai', 'một', 'thủ tục']);
		await next.end();
	});

	it('a database that dies is brought back, and readiness says so meanwhile', async () => {
		const app = await startApp(dataDir, OFF);
		await app.ready();
		const server = await findEmbedded(dataDir);
		const answers: number[] = [];
		process.kill(server?.pid ?? 0, 'SIGKILL');
		await until(async () => {
			answers.push((await fetch(`${app.url}/readyz`)).status);
			return answers.at(-1) === 503;
		});
		await app.ready();
		expect(await keptWords()).toContain('Đất đai');
		expect((await app.end()).code).toBe(0);
		expect(serverProcesses()).toEqual([]);
	});
});

describe('what it refuses', { timeout: 120_000 }, () => {
	it('a port in use, in Vietnamese and English, with nothing left running', async () => {
		const taken = createServer();
		await new Promise<void>((bound) => taken.listen(0, '127.0.0.1', bound));
		const address = taken.address();
		const port = typeof address === 'object' ? String(address?.port) : '';
		const refused = await ends({ PORT: port });
		expect(refused.code).toBe(1);
		expect(refused.said).toContain('đang được chương trình khác dùng');
		expect(refused.said).toContain('already in use');
		taken.close();
		expect(serverProcesses()).toEqual([]);
	});

	it('a second start on the same data, which goes on serving', async () => {
		const app = await startApp(dataDir, OFF);
		await app.ready();
		const refused = await ends({ PORT: '0' });
		expect(refused.code).toBe(1);
		expect(refused.said).toContain(String(app.process.pid));
		expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
		await app.end();
	});

	it('a public address without https, naming the setting', async () => {
		const refused = await ends({ PORT: '0', ORIGIN: 'http://dondoc.gialai.gov.vn' });
		expect(refused.code).toBe(1);
		expect(refused.said).toContain('ORIGIN');
	});

	it('a training clock before the last message that has arrived', async () => {
		const app = await startApp(dataDir, OFF);
		await app.ready();
		const arrived = Date.parse('2026-09-30T10:00:00+07:00');
		await asOwner(async ({ sql }) => {
			await sql`
				with made as (
					insert into agencies (code, created_at) values ('H21.99', ${arrived}) returning id
				)
				insert into freshness (agency_id, last_event_at, last_arrival_at)
				select id, ${arrived}, ${arrived} from made`;
		});
		await app.end();
		const start = { PORT: '0', DEMO: 'on' };
		const refused = await ends({ ...start, CLOCK_START: '2026-09-30T09:59:00+07:00' });
		expect(refused.code).toBe(1);
		expect(refused.said).toContain('CLOCK_START');
		expect(serverProcesses()).toEqual([]);
	});

	async function ends(env: Record<string, string>) {
		const child = spawn(process.execPath, ['src/entry/start.ts'], {
			cwd: ROOT,
			env: { ...process.env, ...OFF, DATA_DIR: dataDir, ...env },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
		const code = await new Promise<number | null>((end) => child.once('close', end));
		return { code, said };
	}
});
