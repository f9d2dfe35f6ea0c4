/** Repeatable chance: the same seeds give the same throws, on every machine and in every year. */
export interface Dice {
	/** In [0, 1). */
	next(): number;
	/** A whole number in [0, n). */
	below(n: number): number;
	chance(p: number): boolean;
	pick<T>(things: readonly T[]): T;
	/** Exponential with the given mean. */
	about(mean: number): number;
}

/** 32 bits from numbers; neighbours are far apart (murmur3's finish). */
export function mix(...parts: readonly number[]): number {
	let h = 0x9e3779b9;
	for (const part of parts) {
		h = Math.imul(h ^ (part | 0), 0x85ebca6b);
		h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
		h ^= h >>> 16;
	}
	return h >>> 0;
}

/** 32 bits from a text (FNV-1a). */
export function mixText(text: string): number {
	let h = 0x811c9dc5;
	for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
	return mix(h);
}

/** Dice thrown from a seed (mulberry32). */
export function dice(...seed: readonly number[]): Dice {
	let state = mix(...seed);
	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}
	return {
		next,
		below: (n) => Math.floor(next() * n),
		chance: (p) => next() < p,
		pick(things) {
			const thing = things[Math.floor(next() * things.length)];
			if (thing === undefined) throw new RangeError('nothing to pick from');
			return thing;
		},
		about: (mean) => -Math.log(1 - next()) * mean
	};
}

/** Picks by weight in logarithmic time. */
export function weighted<T>(things: readonly T[], weightOf: (thing: T) => number): (d: Dice) => T {
	const ends: number[] = [];
	let total = 0;
	for (const thing of things) ends.push((total += weightOf(thing)));
	return (d) => {
		const at = d.next() * total;
		let low = 0;
		let high = ends.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((ends[middle] ?? 0) > at) high = middle;
			else low = middle + 1;
		}
		const thing = things[low];
		if (thing === undefined) throw new RangeError('nothing to pick from');
		return thing;
	};
}
