import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { recordedPlace } from '#lib/server/embedded/place.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** The product as `npm start` runs it, in a process of its own. */
export interface App {
	/** `http://localhost:PORT` */
	url: string;
	dataDir: string;
	process: ChildProcess;
	/** What it has printed so far, both streams. */
	said(): string;
	/** Resolves when `/readyz` says 200. */
	ready(patience?: number): Promise<void>;
	/** Sends the signal and waits for the end; how it ended. */
	end(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

/** An own folder for one app, which the database's user can enter also when root makes it. */
export function makeDataDir(): string {
	const dataDir = mkdtempSync(join(tmpdir(), `don-doc-app-${process.pid}-`));
	chmodSync(dataDir, 0o711);
	return dataDir;
}

/** Apps that were not ended, by their folder: a test that fails in the middle leaves one. */
const alive = new Map<string, Set<ChildProcess>>();
process.once('exit', () => {
	for (const child of [...alive.values()].flatMap((children) => [...children]))
		child.kill('SIGKILL');
});

/** Ends what may still run there and removes the folder. */
export async function removeDataDir(dataDir: string): Promise<void> {
	for (const child of alive.get(dataDir) ?? []) {
		const closed = new Promise((resolveClosed) => child.once('close', resolveClosed));
		child.kill('SIGKILL');
		await closed;
	}
	await (await findEmbedded(dataDir))?.stop();
	const place = recordedPlace(dataDir);
	if (place !== null) rmSync(place, { recursive: true, force: true });
	rmSync(dataDir, { recursive: true, force: true });
}

/** Starts it on a free port; resolves as soon as the address answers, which is before it is ready. */
export async function startApp(
	dataDir: string,
	env: Record<string, string> = {},
	command: { file: string; before: string[]; root: string } = {
		file: process.execPath,
		before: [],
		root: ROOT
	}
): Promise<App> {
	const child = spawn(command.file, [...command.before, join(command.root, 'src/entry/start.ts')], {
		cwd: command.root,
		env: { ...withoutSettings(), PORT: '0', DATA_DIR: dataDir, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const siblings = alive.get(dataDir) ?? new Set();
	alive.set(dataDir, siblings.add(child));
	child.once('close', () => siblings.delete(child));
	let text = '';
	child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
	const ended = new Promise<number | null>((resolveEnd) => {
		child.once('close', resolveEnd);
	});
	const over = () => child.exitCode !== null || child.signalCode !== null;
	const until = async (what: string, patience: number, holds: () => Promise<boolean>) => {
		for (const began = performance.now(); !(await holds()); await wait(25)) {
			if (over() || performance.now() - began > patience) {
				throw new Error(`${what}: not after ${patience} ms\n${text}`);
			}
		}
	};
	const url = () => /Đôn Đốc: (http\S+)/.exec(text)?.[1] ?? '';
	await until('an address', 30_000, async () => Promise.resolve(url() !== ''));
	return {
		url: url(),
		dataDir,
		process: child,
		said: () => text,
		ready: async (patience = 180_000) =>
			until('ready', patience, async () =>
				fetch(`${url()}/readyz`).then(
					(response) => response.ok,
					() => false
				)
			),
		end: async (signal = 'SIGTERM') => {
			const began = performance.now();
			child.kill(signal);
			return { code: await ended, ms: performance.now() - began };
		}
	};
}

/** What `npm start` wrote for signing in to the demo. */
export function demoOf(dataDir: string): unknown {
	return JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
}

/** The developer's own settings must not reach the app under test. */
function withoutSettings(): NodeJS.ProcessEnv {
	const env = { ...process.env };
	const settings =
		/^(HOST|ORIGIN|DATABASE_(WEB_)?URL|AUTH_SECRET|SMTP_URL|MAIL_FROM|OIDC_.*|DEMO.*|CLOCK_.*|NODE_ENV|VITEST.*)$/;
	for (const name of Object.keys(env)) {
		if (settings.test(name)) Reflect.deleteProperty(env, name);
	}
	return env;
}
