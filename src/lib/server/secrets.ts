import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync } from 'node:fs';
import { readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A secret of this installation (32 random bytes as base64url), made the first time it is asked for
 * and kept in `dataDir/<name>` with mode 0600. Two processes that ask at once get the same one: the
 * file appears whole by a hard link, and only the first link succeeds.
 */
export function secretIn(dataDir: string, name: string): string {
	const path = join(dataDir, name);
	const known = read(path);
	if (known !== null) return known;
	mkdirSync(dataDir, { recursive: true });
	const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
	const file = openSync(draft, 'wx', 0o600);
	try {
		writeSync(file, randomBytes(32).toString('base64url'));
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	try {
		linkSync(draft, path);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	} finally {
		rmSync(draft, { force: true });
	}
	const made = read(path);
	if (made === null) throw new Error(`the secret ${name} could not be kept`);
	return made;
}

function read(path: string): string | null {
	try {
		return readFileSync(path, 'utf8').trim() || null;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
}
