/** How far the live feed has come, kept beside the database so that a restart goes on from there. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Instant } from '#lib/domain/calendar/time.ts';

export interface Progress {
	seed: number;
	anchor: Instant;
	/** Everything that was to be sent by then has been taken by the door. */
	sentUntil: Instant;
}

/** The progress kept in a file; null when there is none, or of another demo. */
export async function readProgress(
	file: string,
	seed: number,
	anchor: Instant
): Promise<Progress | null> {
	try {
		const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
		if (typeof kept !== 'object' || kept === null) return null;
		const sentUntil: unknown = Reflect.get(kept, 'sentUntil');
		const same = Reflect.get(kept, 'seed') === seed && Reflect.get(kept, 'anchor') === anchor;
		return same && typeof sentUntil === 'number' ? { seed, anchor, sentUntil } : null;
	} catch {
		// No file yet, or one cut short by a crash: the door knows what it has, sending again is harmless.
		return null;
	}
}

export async function writeProgress(file: string, progress: Progress): Promise<void> {
	await writeFile(`${file}.new`, JSON.stringify(progress), { mode: 0o600 });
	await rename(`${file}.new`, file);
}
