/** Loads the demo through the front door, as a real sender would: nothing here knows the database. */
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Parcel } from './simulator/batches.ts';
import { DEMO_SEED, history } from './simulator/history.ts';
import { send, type Door } from './simulator/sender.ts';

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

export interface Loaded {
	dossiers: number;
	messages: number;
	accepted: number;
	unchanged: number;
	quarantined: number;
}

/** Runs `work` on every parcel, so many at once; the first failure stops the rest. */
async function eachParcel(
	parcels: readonly Parcel[],
	concurrency: number,
	work: (parcel: Parcel) => Promise<void>
): Promise<void> {
	let next = 0;
	async function worker(): Promise<void> {
		for (let parcel = parcels[next++]; parcel; parcel = parcels[next++]) await work(parcel);
	}
	const workers = Array.from({ length: concurrency }, worker);
	try {
		await Promise.all(workers);
	} catch (failure) {
		next = parcels.length;
		await Promise.allSettled(workers);
		throw failure;
	}
}

/**
 * Sends thirteen months of Gia Lai up to the anchor, and April to July 2019 of Bình Định. Sending it
 * again changes nothing. Rejects when the door refuses the key, or when stopped by the signal.
 */
export async function loadDemo(options: LoadDemo): Promise<Loaded> {
	const { origin, backfillKey: key, anchor, onProgress, seed = DEMO_SEED } = options;
	const signal = options.signal ?? new AbortController().signal;
	const door: Door = { origin, key };
	const { dossiers, parcels } = history(seed, anchor);
	const total = parcels.reduce((sum, parcel) => sum + parcel.size, 0);
	const loaded: Loaded = { dossiers, messages: total, accepted: 0, unchanged: 0, quarantined: 0 };
	let done = 0;
	onProgress?.(0, total);
	for (const wave of Map.groupBy(parcels, (parcel) => parcel.wave).values()) {
		await eachParcel(wave, options.concurrency ?? 3, async (parcel) => {
			const receipt = await send(door, parcel.open(), signal);
			loaded.accepted += receipt.accepted;
			loaded.unchanged += receipt.unchanged;
			loaded.quarantined += receipt.quarantined;
			done += parcel.size;
			onProgress?.(done, total);
		});
	}
	return loaded;
}
