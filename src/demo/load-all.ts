/** The load itself: makes the history and sends it, parcel by parcel. */
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Parcel } from './simulator/batches.ts';
import { history } from './simulator/history.ts';
import { send, type Door } from './simulator/sender.ts';

/** What the door has made of all of it. */
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

/** Sends the history through a door; rejects when the door refuses the key, or when stopped. */
export async function loadAll(
	door: Door,
	{ anchor, seed, concurrency }: { anchor: Instant; seed: number; concurrency: number },
	onProgress: (done: number, total: number) => void,
	signal: AbortSignal
): Promise<Loaded> {
	const { dossiers, parcels } = history(seed, anchor);
	const total = parcels.reduce((sum, parcel) => sum + parcel.size, 0);
	const loaded: Loaded = { dossiers, messages: total, accepted: 0, unchanged: 0, quarantined: 0 };
	let done = 0;
	onProgress(0, total);
	for (const wave of Map.groupBy(parcels, (parcel) => parcel.wave).values()) {
		await eachParcel(wave, concurrency, async (parcel) => {
			const receipt = await send(door, parcel.open(), signal);
			loaded.accepted += receipt.accepted;
			loaded.unchanged += receipt.unchanged;
			loaded.quarantined += receipt.quarantined;
			done += parcel.size;
			onProgress(done, total);
		});
	}
	return loaded;
}
