import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { missingEntries, readLockFile } from '../setup/complete-lock-file.ts';

/**
 * The oldest versions that may be installed, with the advisory that sets the floor. There is no
 * `npm audit` on a closed network; this list is read again whenever a package is raised.
 */
const FLOORS: [name: string, floor: string, because: string][] = [
	['@auth/core', '0.41.3', 'CVE-2026-73420 homoglyph e-mail; GHSA-xmf8-cvqr-rfgj malformed Bearer'],
	['@auth/sveltekit', '1.11.3', 'brings @auth/core 0.41.3'],
	['socket.io', '4.8.4', 'CVE-2026-59725 with polling switched off'],
	['socket.io-parser', '4.2.7', 'CVE-2026-33151, CVE-2026-69185 unbounded attachments'],
	['engine.io', '6.6.7', 'CVE-2026-59725 invalid binary POST'],
	['drizzle-orm', '0.45.2', 'CVE-2026-39356 identifier injection'],
	['@sveltejs/kit', '2.49.5', 'CVE-2026-22803 and the SSRF fixes of January 2026'],
	['svelte', '5.46.4', 'XSS fixes of January 2026'],
	['nodemailer', '9.0.1', 'CVE-2026-82659 file read and SSRF by the raw option'],
	['devalue', '5.6.2', 'denial of service, January 2026'],
	['node', '24.0.0', 'Node 20 is past its end of life']
];

const lock = readLockFile();

function isAtLeast(version: string, floor: string): boolean {
	const numbers = (text: string) => (text.split('-')[0] ?? '').split('.').map(Number);
	const [a, b] = [numbers(version), numbers(floor)];
	for (const at of [0, 1, 2]) {
		const difference = (a[at] ?? 0) - (b[at] ?? 0);
		if (difference !== 0) return difference > 0;
	}
	return true;
}

it.each(FLOORS)('%s is %s or newer everywhere it is installed (%s)', (name, floor) => {
	const installed = Object.entries(lock.packages)
		.filter(([path]) => path.endsWith(`node_modules/${name}`))
		.map(([path, { version }]) => ({ path, version: version ?? '0' }));
	expect(installed.length).toBeGreaterThan(0);
	expect(installed.filter(({ version }) => !isAtLeast(version, floor))).toEqual([]);
});

it('only one copy of the mail package is installed, not one that a package of signing in would ask for', () => {
	const copies = Object.keys(lock.packages).filter((path) =>
		/(^|\/)node_modules\/nodemailer$/.test(path)
	);
	expect(copies).toEqual(['node_modules/nodemailer']);
});

it('the lock file names no address of a registry, so that any mirror serves it', () => {
	const text = readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
	expect(text).not.toContain('"resolved"');
});

it('npm ci finds every platform package in the lock file, also those a registry does not hold', () => {
	// Run `node tests/setup/complete-lock-file.ts` when this fails.
	expect([...missingEntries(lock).keys()]).toEqual([]);
});
