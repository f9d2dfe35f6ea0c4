/**
 * A fair sample that anybody can draw again (docs/decisions: the fair sample). Whole numbers and
 * SHA-256 only: the same seed and snapshot give the same dossiers on every machine.
 */

/** One dossier that may be drawn. */
export interface Candidate {
	code: string;
	/** How many chances it has: a whole number from 1. */
	weight: number;
}

/** Names the way of drawing; another way gets another name. */
export const METHOD = 'DD-1';

/** A dossier has one chance, and two more for each question that stands about it, up to four. */
export function weightOf(flags: number): number {
	return 1 + 2 * Math.min(flags, 4);
}

/** The population as it is published: a line each, `code TAB weight`, in the order of the codes' UTF-16 units. */
export function snapshotOf(candidates: readonly Candidate[]): string {
	return candidates
		.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
		.map(({ code, weight }) => `${code}\t${weight}\n`)
		.join('');
}

/** A published population; null when a line of it is not as {@link snapshotOf} writes it. */
export function candidatesIn(snapshot: string): Candidate[] | null {
	const found: Candidate[] = [];
	for (const line of snapshot.split('\n').slice(0, -1)) {
		const [, code, weight] = /^([^\t]+)\t([1-9]\d{0,5})$/.exec(line) ?? [];
		if (code === undefined) return null;
		found.push({ code, weight: Number(weight) });
	}
	return snapshot === '' || snapshot.endsWith('\n') ? found : null;
}

const SPAN = 2n ** 256n;

/**
 * Draws without putting back. For the k-th dossier (from 1) the number r is
 * SHA-256(`seed LF snapshot's SHA-256 LF k LF attempt`) as a whole number, attempts from 0, the first
 * below the largest multiple of the weights' sum; going through the lines in order, r modulo that sum
 * falls on one of them, which is drawn and leaves the population.
 *
 * @param sha256 of a text in UTF-8, as 64 lower-case hexadecimal digits
 * @param size how many; all when there are fewer
 */
export function draw(
	snapshot: string,
	{ seed, size }: { seed: string; size: number },
	sha256: (text: string) => string
): string[] {
	const left = candidatesIn(snapshot);
	if (left === null) throw new Error('not a snapshot');
	const published = sha256(snapshot);
	let total = left.reduce((sum, { weight }) => sum + weight, 0);
	const drawn: string[] = [];
	for (let k = 1; k <= size && left.length > 0; k++) {
		const sum = BigInt(total);
		const limit = SPAN - (SPAN % sum);
		let r = SPAN;
		for (let attempt = 0; r >= limit; attempt++) {
			r = BigInt(`0x${sha256(`${seed}\n${published}\n${k}\n${attempt}`)}`);
		}
		let rest = Number(r % sum);
		const at = left.findIndex(({ weight }) => (rest -= weight) < 0);
		const [one] = left.splice(at, 1);
		if (!one) throw new Error('nothing was drawn');
		total -= one.weight;
		drawn.push(one.code);
	}
	return drawn;
}
