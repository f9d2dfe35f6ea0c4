/**
 * Loads the demo through the front door, as a real sender would: nothing here knows the database. It
 * runs in a thread of its own, because a year of dossiers in the memory of the process that takes them
 * in would cost that process a third of its time in collecting garbage.
 */
import { Worker } from 'node:worker_threads';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Loaded } from './load-all.ts';
import { DEMO_SEED } from './simulator/history.ts';
import type { Door } from './simulator/sender.ts';

export interface LoadDemo {
	/** `http://127.0.0.1:3000` */
	origin: string;
	/** A feed key declared as backfill: all of this arrives now, and lag is held against nobody. */
	backfillKey: string;
	/** The demo's "today": nothing is dated after it. */
	anchor: Instant;
	/** Messages sent so far, and in all. */
	onProgress?: (done: number, total: number) => void;
	seed?: number;
	/** Requests under way at once. */
	concurrency?: number;
	signal?: AbortSignal;
}

/** What the thread is given. */
export interface Job {
	door: Door;
	anchor: Instant;
	seed: number;
	concurrency: number;
}

/** What the thread tells. */
export type Report = { done: number; total: number } | { loaded: Loaded } | { failed: string };

/**
 * Sends thirteen months of Gia Lai up to the anchor, and April to July 2019 of Bình Định. Sending it
 * again changes nothing. Rejects when the door refuses the key, or when stopped by the signal.
 */
export async function loadDemo(options: LoadDemo): Promise<Loaded> {
	const { origin, backfillKey, anchor, onProgress, signal, seed = DEMO_SEED } = options;
	signal?.throwIfAborted();
	const job: Job = {
		door: { origin, key: backfillKey },
		anchor,
		seed,
		concurrency: options.concurrency ?? 3
	};
	const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { workerData: job });
	const stop = () => {
		worker.postMessage('stop');
	};
	signal?.addEventListener('abort', stop, { once: true });
	try {
		return await new Promise<Loaded>((resolve, reject) => {
			worker.on('message', (report: Report) => {
				if ('loaded' in report) resolve(report.loaded);
				else if ('failed' in report) reject(new Error(report.failed));
				else onProgress?.(report.done, report.total);
			});
			worker.once('error', reject);
			worker.once('exit', () => {
				reject(new Error('the thread that loads the demo has ended early'));
			});
		});
	} finally {
		signal?.removeEventListener('abort', stop);
		await worker.terminate();
	}
}
