import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { awaitFolder } from '#lib/server/embedded/data-folder.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
const MARK = join(ROOT, 'build/.sources');
/** Everything that the built application is made of. Mains and tests are not part of it. */
const SOURCES = ['src', 'messages', 'static', 'project.inlang/settings.json'];
const CONFIGURATION = ['svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const NOT_BUILT = /^src\/(entry|demo|lib\/paraglide)\/|\.test\.ts$|^project\.inlang\/cache/;

/** Whether `build/` was made from exactly the sources that stand here now. */
export function isBuilt(): boolean {
	return (
		existsSync(join(ROOT, 'build/handler.js')) &&
		existsSync(MARK) &&
		readFileSync(MARK, 'utf8') === fingerprint()
	);
}

/**
 * Builds the application in a process of its own, unless another start has just done so.
 * @param signal stops it half-way; what it leaves is not taken for a build
 */
export async function build(signal?: AbortSignal): Promise<void> {
	const workshop = join(ROOT, '.svelte-kit');
	mkdirSync(workshop, { recursive: true });
	const own = await awaitFolder(workshop, 120_000);
	if (!own.taken) throw new Error(`process ${own.holder} has been building for two minutes`);
	try {
		if (!isBuilt()) await buildNow(signal);
	} finally {
		own.release();
	}
}

async function buildNow(signal?: AbortSignal): Promise<void> {
	const sources = fingerprint();
	const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
	const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		// A test run says so in VITEST, and vite.config.ts then leaves the plugins out.
		env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
		...(signal === undefined ? {} : { signal })
	});
	const said: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
	const code = await new Promise<number | null>((ended, failed) => {
		child.once('error', failed);
		child.once('close', ended);
	});
	if (code !== 0)
		throw new Error(`vite build ended with ${code}\n${Buffer.concat(said).toString()}`);
	writeFileSync(MARK, sources);
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of [...SOURCES.flatMap(filesBelow), ...CONFIGURATION].sort()) {
		const path = join(ROOT, file);
		if (NOT_BUILT.test(file) || !existsSync(path)) continue;
		hash.update(file).update('\0').update(readFileSync(path)).update('\0');
	}
	return hash.digest('hex');
}

function filesBelow(entry: string): string[] {
	const path = join(ROOT, entry);
	if (!existsSync(path)) return [];
	if (/\.\w+$/.test(entry)) return [entry];
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((found) => found.isFile())
		.map((found) => relative(ROOT, join(found.parentPath, found.name)));
}

if (import.meta.main) {
	await build();
	process.stdout.write('build/ is made\n');
}
