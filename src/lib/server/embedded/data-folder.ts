import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Makes DATA_DIR: its own secrets are 0600, and the database user must be able to pass through it. */
export function makeDataFolder(dataDir: string): void {
	const root = process.getuid?.() === 0;
	const made = mkdirSync(dataDir, { recursive: true, mode: root ? 0o711 : 0o700 });
	// The caller's umask may have taken the passage away again.
	if (made !== undefined && root) chmodSync(dataDir, 0o711);
}

/**
 * Takes a folder for this process: DATA_DIR, so that two starts never serve one database.
 * @returns how to let go, or the process that holds it
 */
export function takeFolder(
	folder: string
): { taken: true; release: () => void } | { taken: false; holder: number } {
	const path = join(folder, 'lock');
	for (let attempt = 0; ; attempt++) {
		try {
			writeFileSync(path, identityOf(process.pid), { flag: 'wx', mode: 0o600 });
			return { taken: true, release: () => rmSync(path, { force: true }) };
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
		}
		const holder = readHolder(path);
		if (holder !== null || attempt > 3) return { taken: false, holder: holder ?? 0 };
		rmSync(path, { force: true });
	}
}

/** Like {@link takeFolder}, waiting up to `patience` ms for a start that is just ending. */
export async function awaitFolder(
	folder: string,
	patience: number
): Promise<ReturnType<typeof takeFolder>> {
	const until = performance.now() + patience;
	for (;;) {
		const outcome = takeFolder(folder);
		if (outcome.taken || performance.now() > until) return outcome;
		await wait(100);
	}
}

function readHolder(path: string): number | null {
	try {
		const text = readFileSync(path, 'utf8');
		const pid = Number(text.split(' ')[0]);
		if (!(pid > 0)) return null;
		process.kill(pid, 0);
		return identityOf(pid) === text ? pid : null;
	} catch (error) {
		const denied = error instanceof Error && 'code' in error && error.code === 'EPERM';
		return denied ? Number(readFileSync(path, 'utf8').split(' ')[0]) : null;
	}
}

/** A process number with the moment it began: numbers are given again, the pair is not. */
function identityOf(pid: number): string {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return `${pid} ${fields[19] ?? ''}`;
	} catch {
		return `${pid} `;
	}
}
