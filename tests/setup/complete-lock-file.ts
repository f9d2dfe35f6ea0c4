import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/*
 * Run after `npm install` has changed package-lock.json: node tests/setup/complete-lock-file.ts
 *
 * Packages with native parts list one optional package for each platform. Where a registry does not
 * hold all of them, npm leaves those out of the lock file, and `npm ci` then refuses the file
 * ("Missing: @rollup/rollup-android-arm-eabi from lock file"). Their versions are exact and known
 * from the package that lists them, so they are written in; npm fetches only the one of its platform.
 */

const entry = z.looseObject({
	version: z.string().optional(),
	optionalDependencies: z.record(z.string(), z.string()).optional()
});
const lockFile = z.looseObject({ packages: z.record(z.string(), entry) });
export type LockFile = z.infer<typeof lockFile>;

const PATH = resolve(import.meta.dirname, '../../package-lock.json');

export function readLockFile(): LockFile {
	return lockFile.parse(JSON.parse(readFileSync(PATH, 'utf8')));
}

/** The optional packages that are listed and have no entry of their own, by their place. */
export function missingEntries({ packages }: LockFile): Map<string, string> {
	const missing = new Map<string, string>();
	for (const [place, { optionalDependencies }] of Object.entries(packages)) {
		for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
			if (!isFound(packages, place, name)) missing.set(`node_modules/${name}`, version);
		}
	}
	return missing;
}

function isFound(packages: LockFile['packages'], from: string, name: string): boolean {
	for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
		if (`${base === '' ? '' : `${base}/`}node_modules/${name}` in packages) return true;
		if (base === '') return false;
	}
}

/** What npm would have written: a platform that npm compares with its own before it fetches. */
function entryFor(name: string, version: string) {
	const words = name.split(/[-/]/);
	const one = (known: string[]) => known.filter((word) => words.includes(word)).slice(0, 1);
	const cpu = one([
		'arm64',
		'arm',
		'x64',
		'ia32',
		'loong64',
		'ppc64',
		'riscv64',
		's390x',
		'wasm32'
	]);
	const os = one(['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32']);
	const musl = words.some((word) => word.startsWith('musl'));
	const libc = os[0] === 'linux' ? [musl ? 'musl' : 'glibc'] : [];
	return {
		version,
		cpu: words.includes('armv7') ? ['arm'] : cpu,
		...(libc.length > 0 ? { libc } : {}),
		optional: true,
		...(os.length > 0 ? { os } : {})
	};
}

if (import.meta.main) {
	const lock = readLockFile();
	const missing = missingEntries(lock);
	for (const [place, version] of missing) {
		if (!/^\d+\.\d+\.\d+\S*$/.test(version)) throw new Error(`${place} has no exact version`);
		lock.packages[place] = entryFor(place.replace('node_modules/', ''), version);
	}
	const byPlace = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
	lock.packages = Object.fromEntries(byPlace);
	writeFileSync(PATH, `${JSON.stringify(lock, null, '\t')}\n`);
	process.stdout.write(`${missing.size} entries written\n`);
}
