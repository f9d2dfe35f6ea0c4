import { execFileSync, spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	readdirSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	statSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { recordedPlace } from '#lib/server/embedded/place.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { build, isBuilt } from '../../src/entry/build.ts';
import { makeDataDir, removeDataDir, ROOT, startApp } from '../setup/app.ts';

/** Where a province may put the clone, and as whom it may run it. No locale is set in any of them. */
const BARE = { DEMO: 'off', LANG: '', LC_ALL: '', LC_CTYPE: '' };
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const folders: string[] = [];

beforeAll(async () => {
	if (!isBuilt()) await build();
});
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A second clone without copying: the same files under another folder. */
function cloneInto(parent: string): string {
	const folder = mkdtempSync(join(parent, 'Đôn Đốc 100% #'));
	folders.push(folder);
	const parts = readdirSync(ROOT).filter((part) => !['.git', '.data'].includes(part));
	const from = parts.map((part) => join(ROOT, part));
	const linked = spawnSync('cp', ['-al', ...from, folder]);
	if (linked.status !== 0) execFileSync('cp', ['-a', ...from, folder]);
	return folder;
}

/** Starts, writes a Vietnamese word, stops, starts again and reads it. */
async function keepsItsData(
	dataDir: string,
	command?: { file: string; before: string[]; root: string }
): Promise<void> {
	for (const visit of ['first', 'second']) {
		const app = await startApp(dataDir, BARE, command);
		let user: number;
		try {
			await app.ready();
			user = await visitDatabase(dataDir, visit === 'first');
		} finally {
			await app.end();
		}
		expect(app.process.exitCode).toBe(0);
		expect(user).not.toBe(0);
	}
}

/** As whom the server runs. */
async function visitDatabase(dataDir: string, first: boolean): Promise<number> {
	const server = await findEmbedded(dataDir);
	const database = openDatabase(server?.url ?? '', { max: 1, scope: 'owner' });
	try {
		if (first) await database.sql`create table kept as select 'Đất đai' as word`;
		const rows = await database.sql`
			select word, current_setting('server_encoding') as encoding, lower('ĐẤT ĐAI') as lowered
			from kept`;
		expect(rows).toEqual([{ word: 'Đất đai', encoding: 'UTF8', lowered: 'đất đai' }]);
	} finally {
		await database.close();
	}
	return statSync(`/proc/${server?.pid ?? 0}`).uid;
}

describe('without a locale', { timeout: 240_000 }, () => {
	it('as whoever runs it, from a folder that everybody may enter', async () => {
		const dataDir = makeDataDir();
		await keepsItsData(dataDir);
		await removeDataDir(dataDir);
	});

	// Other users and closed folders can be set up by root only; the test line runs as root in CI.
	if (isRoot) {
		it('as root in a clone that nobody else may enter, as below /root', async () => {
			const closed = mkdtempSync(join(tmpdir(), 'don-doc-closed-'));
			folders.push(closed);
			chmodSync(closed, 0o700);
			const root = cloneInto(closed);
			const dataDir = join(root, '.data');
			await keepsItsData(dataDir, { file: join(root, 'node_modules/.bin/node'), before: [], root });
			expect(recordedPlace(dataDir)).toMatch(/^\/var\/(lib|tmp)\/don-doc\/[0-9a-f]+$/);
			await removeDataDir(dataDir);
		});

		it('as an ordinary user, in a clone that belongs to somebody else', async () => {
			const open = mkdtempSync(join(tmpdir(), 'don-doc-open-'));
			folders.push(open);
			chmodSync(open, 0o755);
			const root = cloneInto(open);
			chmodSync(root, 0o755);
			const dataDir = join(open, 'data');
			mkdirSync(dataDir, { mode: 0o700 });
			chownSync(dataDir, NOBODY, NOBODY);
			await keepsItsData(dataDir, {
				file: 'setpriv',
				before: [
					`--reuid=${NOBODY}`,
					`--regid=${NOBODY}`,
					'--clear-groups',
					join(root, 'node_modules/.bin/node')
				],
				root
			});
			expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY);
			await removeDataDir(dataDir);
		});
	}
});
