/** Megabytes above which a page of figures has grown out of bounds, whatever its reason. */
const LIMIT_MB = 150;
/** Or so many times what it needed once it had settled, and not for what is little anyway. */
const GROWTH = 3;
const LITTLE_MB = 90;
const SETTLED_MS = 15 * 60_000;
/** At most once an hour: a page that needs more than that would reload all day. */
const YOUNGEST_MS = 60 * 60_000;
/** Samples in a row: what one collection of garbage takes away is no growth. */
const IN_A_ROW = 3;

export interface HeapWatch {
	/**
	 * @param megabytes of heap in use; null: this browser does not say
	 * @param uptime milliseconds since the page came
	 * @returns whether the page should be taken anew
	 */
	sample(megabytes: number | null, uptime: number): boolean;
}

/** Tells when a wall's page has grown so that it should be taken anew before the browser ends it. */
export function heapWatch(): HeapWatch {
	let settled: number | null = null;
	let high = 0;
	return {
		sample: (megabytes, uptime) => {
			if (megabytes === null) return false;
			if (uptime <= SETTLED_MS) settled = Math.min(settled ?? megabytes, megabytes);
			const limit = Math.min(LIMIT_MB, Math.max(LITTLE_MB, (settled ?? LIMIT_MB) * GROWTH));
			high = megabytes > limit ? high + 1 : 0;
			return high >= IN_A_ROW && uptime >= YOUNGEST_MS;
		}
	};
}

/** The heap in use, in megabytes; null where the browser does not say (only Chromium does). */
export function heapMegabytes(): number | null {
	const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
	return memory === undefined ? null : Math.round(memory.usedJSHeapSize / 2 ** 20);
}
