import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { chromium } from '@playwright/test';

export interface Browser {
	executablePath: string;
	args: string[];
	env: Record<string, string>;
}

/** For a closed network, a container without a GPU, and root, whom Chromium's sandbox refuses. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-domain-reliability',
	'--disable-sync',
	'--disable-dev-shm-usage'
];
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/don-doc-chromium');
/** The package's own list names folders of the cloud that it is made for. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>${CACHE}/fonts</dir>
	<dir>/usr/share/fonts</dir>
	<cachedir>${CACHE}/fonts-cache</cachedir>
</fontconfig>
`;
const handedOver = z.object({
	executablePath: z.string(),
	args: z.array(z.string()),
	env: z.record(z.string(), z.string())
});

/**
 * The first Chromium that runs here: CHROMIUM_PATH, the system's, Playwright's own, or the one that
 * an npm package brings. Found once for a run; its worker processes inherit the answer.
 */
export async function findChromium(): Promise<Browser> {
	const known = process.env.DON_DOC_TEST_BROWSER;
	if (known !== undefined) return handedOver.parse(JSON.parse(known));
	const found = installed() ?? (await packaged());
	process.env.DON_DOC_TEST_BROWSER = JSON.stringify(found);
	return found;
}

function installed(): Browser | undefined {
	const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', chromium.executablePath()];
	for (const executablePath of candidates) {
		if (executablePath !== undefined && runs(executablePath, {})) {
			return { executablePath, args: FLAGS, env: {} };
		}
	}
	return undefined;
}

/** The package holds a compressed headless shell, fonts, and the libraries that a bare system lacks. */
async function packaged(): Promise<Browser> {
	const executablePath = join(CACHE, 'chromium');
	if (!existsSync(executablePath)) await unpack();
	const fonts = { FONTCONFIG_PATH: join(CACHE, 'fonts') };
	for (const env of [fonts, { ...fonts, LD_LIBRARY_PATH: join(CACHE, 'al2023/lib') }]) {
		if (runs(executablePath, env)) {
			return { executablePath, args: [...FLAGS, '--headless=shell', '--no-zygote'], env };
		}
	}
	throw new Error('no Chromium runs on this machine: install one and set CHROMIUM_PATH');
}

async function unpack(): Promise<void> {
	const { inflate } = await import('@sparticuz/chromium');
	const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
	const bin = join(dirname(dirname(entry)), 'bin');
	mkdirSync(dirname(CACHE), { recursive: true });
	const draft = mkdtempSync(`${CACHE}-`);
	const temporary = process.env.TMPDIR;
	// The package unpacks into the system's temporary folder, which other users write to as well.
	process.env.TMPDIR = draft;
	try {
		for (const part of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br']) {
			if (existsSync(join(bin, part))) await inflate(join(bin, part));
		}
	} finally {
		if (temporary === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = temporary;
	}
	writeFileSync(join(draft, 'fonts/fonts.conf'), FONTS);
	rmSync(CACHE, { recursive: true, force: true });
	renameSync(draft, CACHE);
}

function runs(executablePath: string, env: Record<string, string>): boolean {
	if (!existsSync(executablePath)) return false;
	const asked = spawnSync(executablePath, ['--version', '--no-sandbox'], {
		env: { ...process.env, ...env },
		stdio: 'ignore',
		timeout: 30_000
	});
	return asked.status === 0;
}
