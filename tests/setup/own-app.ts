import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDataDir, removeDataDir, startApp, type App } from './app.ts';

/** The training clock's instant at which the browser tests' province is loaded. */
export const LOADED_AT = '2026-11-20T14:00:00+07:00';

/** An app of one test's own, on a copy of the loaded province: it may be stopped, and has its own clock. */
export interface OwnApp {
	app: App;
	dataDir: string;
	/** Starts it again where it stopped, on the same port. */
	restart(env?: Record<string, string>): Promise<App>;
	remove(): Promise<void>;
}

/**
 * Copies the province that the run has loaded and starts the product on it.
 *
 * @param prepare is given the copy's folder before anything runs on it
 */
export async function ownApp(
	env: Record<string, string>,
	prepare: (dataDir: string) => Promise<void> = async () => Promise.resolve()
): Promise<OwnApp> {
	const loaded = process.env.TEST_APP_LOADED;
	if (loaded === undefined) throw new Error('the run has loaded no province');
	const dataDir = makeDataDir();
	// `cp -a` keeps the owner: the database's files are not the tests' user's when root runs them.
	execFileSync('cp', ['-a', `${loaded}/.`, dataDir]);
	execFileSync('rm', ['-f', join(dataDir, 'postgres.json')]);
	await prepare(dataDir);
	const settings = { DEMO_RATE: '0', ...env };
	const own: OwnApp = {
		app: await startApp(dataDir, settings),
		dataDir,
		async restart(more = {}) {
			const port = new URL(own.app.url).port;
			own.app = await startApp(dataDir, { ...settings, ...more, PORT: port });
			await own.app.ready();
			return own.app;
		},
		async remove() {
			await own.app.end();
			await removeDataDir(dataDir);
		}
	};
	await own.app.ready();
	return own;
}

const demoFile = z.object({
	accounts: z.array(
		z.object({
			role: z.string(),
			email: z.string(),
			password: z.string(),
			agency: z.string().nullable(),
			key: z.string()
		})
	),
	feedKey: z.string(),
	readKey: z.string()
});
export type Demo = z.output<typeof demoFile>;

/** Who can sign in to the demo that runs on a folder. */
export function demoIn(dataDir: string | undefined): Demo {
	if (dataDir === undefined) throw new Error('no app runs');
	return demoFile.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
}

/** The demo account of a role. */
export function accountOf(demo: Demo, role: string): Demo['accounts'][number] {
	const account = demo.accounts.find((one) => one.role === role);
	if (!account) throw new Error(`the demo has no ${role}`);
	return account;
}
