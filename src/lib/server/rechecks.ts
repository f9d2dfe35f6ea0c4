import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { withTransaction, type Database } from './store/database.ts';
import type { Rulebook } from './store/rulebook.ts';
import { keepVerification } from './store/verifications.ts';
import { verifySlice, type SlicePosition } from './store/verify-slice.ts';
import type { Verification } from './store/verify.ts';

/** The background recount: a slice at a time, for as long as the server runs. */
export interface Rechecks {
	/** 'ok', or what is wrong, in words an operator understands. */
	health(): string;
	/** Ends after the slice that is under way. */
	close(): Promise<void>;
}

export interface RechecksOptions {
	database: Database;
	rulebook: Rulebook;
	clock: Clock;
	log: Log;
	/** Milliseconds of real time between two slices. */
	every?: number;
	/** What is done each time; given for tests of what happens when it fails. */
	check?: (from: SlicePosition) => Promise<Verification & { next: SlicePosition }>;
}

/** Without a good result for this long the health is red: two minutes, less the time to be asked. */
const SILENT_AT_MOST = 100_000;
const START: SlicePosition = { dossier: 0, agency: 0, link: 0, task: 0 };

/**
 * Starts recounting slices in the background; results are kept in the database, where `/metrics` and
 * the operations page read them. A slice that fails is told in the log and in the health, and the next
 * one comes all the same.
 */
export function startRechecks(options: RechecksOptions): Rechecks {
	const { database, rulebook, clock, log, every = 30_000 } = options;
	const check =
		options.check ??
		(async (from) =>
			withTransaction(
				database,
				async ({ sql }) => verifySlice(sql, await rulebook.current(), clock.now(), from),
				{ isolation: 'repeatable read', readOnly: true }
			));
	const stopped = new AbortController();
	let position = START;
	let failed = false;
	let goodAt = performance.now();

	async function once(): Promise<void> {
		const beganAt = Date.now();
		const result = await twice(async () => check(position)).catch((error: unknown) => ({ error }));
		if ('error' in result) {
			failed = true;
			// The next slice begins elsewhere: one that always fails must not hide the others.
			position = { ...position, agency: position.agency + 1 };
			log.error({ err: result.error }, 'recount failed');
		} else {
			failed = false;
			goodAt = performance.now();
			position = result.next;
		}
		const findings = 'error' in result ? [] : result.findings;
		const differences = findings.reduce((n, finding) => n + finding.differences, 0);
		if (differences > 0) log.error({ findings }, 'served figures differ from a recount');
		await keepVerification(database.sql, {
			beganAt,
			endedAt: Date.now(),
			kind: 'slice',
			dossiers: 'error' in result ? 0 : result.dossiers,
			differences: 'error' in result ? null : differences,
			lines: findings.map(({ looked: _, ...line }) => line),
			error: 'error' in result ? nameOf(result.error) : null
		});
	}

	async function run(): Promise<void> {
		for (;;) {
			await pause(every, stopped.signal);
			if (stopped.signal.aborted) return;
			try {
				await once();
			} catch (error) {
				failed = true;
				log.warn({ err: error }, 'the result of a recount could not be kept');
			}
		}
	}

	const running = run();
	return {
		health() {
			if (failed) return 'the last recount failed';
			const silent = performance.now() - goodAt;
			return silent > SILENT_AT_MOST + every ? 'no recount for two minutes' : 'ok';
		},
		async close() {
			stopped.abort();
			await running;
		}
	};
}

/**
 * Rules are read beside the snapshot, so that a change of the catalogue between the two looks like a
 * difference: only what is found twice is one.
 */
async function twice<T extends Verification>(check: () => Promise<T>): Promise<T> {
	const result = await check();
	return result.findings.some(({ differences }) => differences > 0) ? check() : result;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<unknown>();
	const timer = setTimeout(resolve, ms);
	timer.unref();
	signal.addEventListener('abort', resolve, { once: true });
	await promise;
	clearTimeout(timer);
	signal.removeEventListener('abort', resolve);
}

/** The kind of an error, never its text, which may quote what was read. */
function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : 'unknown error';
}
