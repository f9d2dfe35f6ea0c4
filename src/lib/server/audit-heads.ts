import { appendFile, readFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Log } from './log.ts';
import type { PrintedHead } from './store/audit-chain.ts';
import { auditHead } from './store/audit.ts';
import type { Database, Sql } from './store/database.ts';

const LINE = /^(\d+) ([0-9a-f]{64}|-) (\S+)$/;

/**
 * The head of the audit chain on one line, `n hash at`, to be kept where whoever could rewrite the
 * database cannot reach; `-` for the hash while nothing is on record.
 *
 * @param at real time
 */
export async function headLine(sql: Sql, at: Instant): Promise<string> {
	const { n, hash } = await auditHead(sql);
	return `${n} ${hash.length === 0 ? '-' : hash.toString('hex')} ${isoOf(at)}`;
}

/**
 * Heads that were printed to a file, a line each. A file that is not there yet has none.
 * @throws Error naming the line that is none of ours
 */
export function printedHeads(path: string): PrintedHead[] {
	if (!existsSync(path)) return [];
	return parseHeads(readFileSync(path, 'utf8'), path);
}

/** @throws Error naming the line that is none of ours */
export function parseHeads(text: string, name: string): PrintedHead[] {
	return text.split(/\r?\n/).flatMap((line, i) => {
		if (line.trim() === '') return [];
		const [, n, hash] = LINE.exec(line.trim()) ?? [];
		if (n === undefined || hash === undefined) {
			throw new Error(`${name}, line ${i + 1}: not "n hash at"`);
		}
		return hash === '-' ? [] : [{ n: Number(n), hash }];
	});
}

const EVERY_MS = 60_000;

/**
 * Appends the head to the file once on every day of Asia/Ho_Chi_Minh, soon after it begins or the
 * server starts. A file that cannot be written is told in the log, and tried again.
 */
export function startHeadFile(given: { database: Database; log: Log; path: string }): {
	close(): Promise<void>;
} {
	const { database, log, path } = given;
	let running: Promise<void> = Promise.resolve();
	let toldAt = -Infinity;
	const once = async (): Promise<void> => {
		try {
			await appendDaily(database.sql, path, Date.now());
		} catch (error) {
			if (Date.now() - toldAt < 3_600_000) return;
			toldAt = Date.now();
			log.error({ err: error }, 'the head of the audit chain could not be printed');
		}
	};
	const next = async () => (running = running.then(once));
	void next();
	const timer = setInterval(() => void next(), EVERY_MS);
	timer.unref();
	return {
		close: async () => {
			clearInterval(timer);
			await running;
		}
	};
}

/** @returns whether a line was written: not when the file has one of this day */
export async function appendDaily(sql: Sql, path: string, at: Instant): Promise<boolean> {
	const text = existsSync(path) ? await readFile(path, 'utf8') : '';
	const last = LINE.exec(text.trimEnd().split('\n').at(-1)?.trim() ?? '')?.[3];
	if (last !== undefined && dayOf(Date.parse(last)) >= dayOf(at)) return false;
	const line = await headLine(sql, at);
	if (line.startsWith('0 ')) return false;
	await appendFile(path, `${line}\n`, { mode: 0o644 });
	return true;
}
