import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { renameSync, statfsSync, writeFileSync, chownSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerFiles } from './binaries.ts';
import type { Identity } from './place.ts';

/** A server process, ours or one that an earlier start left behind. */
export interface Postmaster {
	pid: number;
	port: number;
}

/** Extra `name=value` settings of the server; tests turn fsync off with it. */
export type Tuning = Record<string, string>;

const MB = 1024 * 1024;

/** Creates the cluster in `place/data`, whole or not at all. Always UTF-8, whatever the locale. */
export async function createCluster(
	files: ServerFiles,
	place: string,
	identity: Identity,
	password: string
): Promise<void> {
	const data = join(place, 'data');
	if (existsSync(data)) return;
	const draft = `${data}.new`;
	const pwfile = join(place, 'password.new');
	rmSync(draft, { recursive: true, force: true });
	writeFileSync(pwfile, `${password}\n`, { mode: 0o600 });
	const { uid, gid } = identity.ids;
	if (uid !== undefined && gid !== undefined) chownSync(pwfile, uid, gid);
	try {
		await initialise(files, place, identity, [
			`--pgdata=${draft}`,
			'--username=postgres',
			`--pwfile=${pwfile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--locale=C',
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8'
		]);
	} finally {
		rmSync(pwfile, { force: true });
	}
	renameSync(draft, data);
}

async function initialise(
	files: ServerFiles,
	place: string,
	{ ids }: Identity,
	options: string[]
): Promise<void> {
	const child = spawn(join(files, 'bin/initdb'), options, {
		...ids,
		cwd: place,
		env: plainEnvironment(),
		stdio: ['ignore', 'ignore', 'pipe']
	});
	const said: Buffer[] = [];
	child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
	const code = await new Promise<number | null>((ended, failed) => {
		child.once('error', failed);
		child.once('close', ended);
	});
	if (code !== 0) throw new Error(`initdb ended with ${code}: ${Buffer.concat(said).toString()}`);
}

/**
 * Starts the server in its own session, so that Ctrl-C in the terminal reaches us and not it, and
 * waits until it takes connections (crash recovery included).
 */
export async function launch(
	files: ServerFiles,
	place: string,
	identity: Identity,
	tuning: Tuning,
	samePort?: number
): Promise<Postmaster> {
	const logPath = join(place, 'server.log');
	for (let attempt = 1; ; attempt++) {
		const fresh = !existsSync(logPath) || statSync(logPath).size > 10 * MB;
		const log = openSync(logPath, fresh ? 'w' : 'a', 0o600);
		const port = samePort ?? (await freePort());
		const settings = { ...sizedFor(totalmem()), ...tuning, port: String(port) };
		const child = spawn(
			join(files, 'bin/postgres'),
			[
				'-D',
				join(place, 'data'),
				...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])
			],
			{
				...identity.ids,
				cwd: place,
				detached: true,
				stdio: ['ignore', log, log],
				env: plainEnvironment()
			}
		);
		closeSync(log);
		child.on('error', () => undefined);
		child.unref();
		const pid = child.pid;
		if (pid === undefined) throw new Error('the embedded PostgreSQL could not be started');
		if (
			await becomesReady(place, pid, () => child.exitCode === null && child.signalCode === null)
		) {
			return { pid, port };
		}
		if (attempt === 20) throw new Error(`PostgreSQL did not start; see ${logPath}`);
		// Sessions of a server that was killed may hold its memory for a moment longer.
		await wait(250);
	}
}

/** The live server of `place`, once it takes connections; null when there is none. */
export async function running(place: string): Promise<Postmaster | null> {
	const found = readPidFile(place);
	if (found === null) return null;
	if (!isServer(found.pid, place)) {
		// Left by a crash and its number since given to another program: PostgreSQL would refuse to
		// start. The file of a process that is gone is left to PostgreSQL, which looks for sessions.
		if (exists(found.pid)) rmSync(join(place, 'data/postmaster.pid'), { force: true });
		return null;
	}
	if (await becomesReady(place, found.pid, () => isServer(found.pid, place))) {
		return { pid: found.pid, port: readPidFile(place)?.port ?? found.port };
	}
	return null;
}

/** Fast shutdown: sessions are cut, everything committed is written. Immediate after `patience` ms. */
export async function stop(place: string, pid: number, patience = 6000): Promise<void> {
	const alive = () => isServer(pid, place);
	signal(pid, 'SIGINT');
	const began = performance.now();
	let pressed = false;
	while (alive()) {
		if (!pressed && performance.now() - began > patience) {
			pressed = true;
			signal(pid, 'SIGQUIT');
		}
		await wait(15);
	}
}

async function becomesReady(place: string, pid: number, alive: () => boolean): Promise<boolean> {
	while (alive()) {
		const found = readPidFile(place);
		if (found?.pid === pid && found.status === 'ready') return true;
		await wait(8);
	}
	return false;
}

function readPidFile(place: string): { pid: number; port: number; status: string } | null {
	const path = join(place, 'data/postmaster.pid');
	if (!existsSync(path)) return null;
	const lines = readFileSync(path, 'utf8').split('\n');
	const pid = Number(lines[0]);
	if (!(pid > 0)) return null;
	return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

function exists(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** Whether the process is alive and is the server of `place`. */
export function isServer(pid: number, place: string): boolean {
	if (!exists(pid)) return false;
	if (!existsSync('/proc/self/stat')) return true;
	try {
		const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
		return state !== 'Z' && command.split('\0').includes(join(place, 'data'));
	} catch {
		return false;
	}
}

function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			probe.close(() => {
				resolve(port);
			});
		});
	});
}

function plainEnvironment(): Record<string, string> {
	return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** Settings for one small machine that also runs us. Durability is PostgreSQL's own: fsync stays on. */
function sizedFor(memory: number): Tuning {
	const megabytes = Math.floor(memory / MB);
	const shared = Math.min(1024, Math.max(128, Math.floor(megabytes / 8)));
	return {
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: '80',
		shared_buffers: `${shared}MB`,
		effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
		work_mem: '16MB',
		maintenance_work_mem: '128MB',
		max_wal_size: '2GB',
		checkpoint_timeout: '15min',
		random_page_cost: '1.1',
		jit: 'off',
		dynamic_shared_memory_type: roomyShm() ? 'posix' : 'mmap',
		timezone: 'Asia/Ho_Chi_Minh',
		// Errors come back to us; the server's own log would quote the values in them.
		log_min_messages: 'fatal',
		log_min_error_statement: 'panic',
		log_parameter_max_length: '0',
		log_parameter_max_length_on_error: '0'
	};
}

function roomyShm(): boolean {
	try {
		const { bavail, bsize } = statfsSync('/dev/shm');
		return bavail * bsize > Math.min(512 * MB, freemem());
	} catch {
		return false;
	}
}
