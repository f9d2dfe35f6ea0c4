import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** As whom the server runs. PostgreSQL never runs as root; an ordinary user runs it as themselves. */
export interface Identity {
	ids: { uid?: number; gid?: number };
}

const record = z.object({ place: z.string() });

/**
 * The user for the server: ourselves, or for root an unprivileged one that exists (`postgres`), is
 * made now (`don-doc`, without a home or a shell), or is always there (`nobody`).
 */
export function serverIdentity(): Identity {
	if (process.getuid?.() !== 0) return { ids: {} };
	const found = known('postgres') ?? known('don-doc') ?? made('don-doc') ?? known('nobody');
	if (found === undefined) throw new Error('root needs an ordinary user to run PostgreSQL as');
	return { ids: found };
}

function known(name: string): { uid: number; gid: number } | undefined {
	const [uid, gid] = ['-u', '-g'].map((flag) => {
		const asked = spawnSync('id', [flag, name], { encoding: 'utf8' });
		return asked.status === 0 ? Number(asked.stdout) : NaN;
	});
	return uid === undefined || gid === undefined || !(uid > 0) || !(gid > 0)
		? undefined
		: { uid, gid };
}

function made(name: string): { uid: number; gid: number } | undefined {
	spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
	return known(name);
}

/**
 * The folder of the server's files, which its user can enter: `dataDir/postgres`, or, when root's
 * clone lies where that user cannot go, a folder under /var/lib (else /var/tmp). The choice is made
 * once and kept in `dataDir/postgres.json`, so a second start finds the data again.
 */
export function serverPlace(dataDir: string, identity: Identity): string {
	const path = join(dataDir, 'postgres.json');
	if (existsSync(path)) {
		const { place } = record.parse(JSON.parse(readFileSync(path, 'utf8')));
		if (existsSync(place)) return place;
	}
	const place = canEnter(dataDir, identity) ? join(dataDir, 'postgres') : elsewhere();
	mkdirSync(place, { recursive: true, mode: 0o700 });
	chmodSync(place, 0o700);
	const { uid, gid } = identity.ids;
	if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid);
	writeFileSync(`${path}.new`, JSON.stringify({ place }, null, '\t'), { mode: 0o600 });
	renameSync(`${path}.new`, path);
	return place;
}

/** The recorded folder, without making one; null before the first start. */
export function recordedPlace(dataDir: string): string | null {
	const path = join(dataDir, 'postgres.json');
	if (!existsSync(path)) return null;
	return record.parse(JSON.parse(readFileSync(path, 'utf8'))).place;
}

function canEnter(folder: string, { ids }: Identity): boolean {
	if (ids.uid === undefined) return true;
	for (let at = folder; ; at = dirname(at)) {
		const { mode, uid, gid } = statSync(at);
		const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
		if ((mode & bit) === 0) return false;
		if (at === dirname(at)) return true;
	}
}

function elsewhere(): string {
	const name = randomBytes(6).toString('hex');
	for (const parent of ['/var/lib/don-doc', '/var/tmp/don-doc']) {
		try {
			mkdirSync(parent, { recursive: true, mode: 0o711 });
			chmodSync(parent, 0o711);
			return join(parent, name);
		} catch {
			continue;
		}
	}
	throw new Error('no folder that the database user can enter: set DATA_DIR or DATABASE_URL');
}
