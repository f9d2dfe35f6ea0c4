/**
 * Which agency a written name means on a day. Exact forms come before folded ones, whole names before
 * names without "tỉnh …" or "UBND"; two agencies that fit equally well are never guessed between.
 */
import type { Day } from '../calendar/time.ts';
import { keyOf, nameWords, type NameWord } from './agency-name.ts';
import type { ProvinceName } from './province.ts';

/** A name of an agency and the days on which it holds, both included. */
export interface HeldName {
	agencyId: number;
	text: string;
	from: Day | null;
	to: Day | null;
}

export type NameAnswer = { agencyId: number } | { unknown: true } | { ambiguous: number[] };

interface Reading {
	words: NameWord[];
	/** The province that was taken off the end: the reading holds while the name does. */
	province: ProvinceName | null;
	/** "huyện Phù Cát" taken off the end: the agency must lie below an office of that name. */
	below: string | null;
}

const PLACES = new Set(['xa', 'phuong', 'thitran', 'tx', 'tp', 'huyen', 'quan', 'dac']);
const DISTRICTS = new Set(['huyen', 'tx', 'tp', 'quan']);
const LONGEST_NAME = 300;
const CACHED_NAMES = 5000;

function within(day: Day, held: { from: Day | null; to: Day | null }): boolean {
	return (held.from === null || held.from <= day) && (held.to === null || day <= held.to);
}

function folded(words: readonly NameWord[]): string {
	return keyOf(words, 'folded');
}

/** Without "tỉnh Gia Lai" or "tỉnh" at the end, as long as something that names an office is left. */
function withoutProvince(
	words: NameWord[],
	provinces: readonly { name: ProvinceName; words: string }[]
): Reading[] {
	const readings: Reading[] = [];
	const text = folded(words);
	let rest = words;
	let province: ProvinceName | null = null;
	const named = provinces.find((one) => text.endsWith(` ${one.words}`));
	if (named) {
		const cut = words.slice(0, -named.words.split(' ').length);
		if (!PLACES.has(cut.at(-1)?.folded ?? '')) {
			[rest, province] = [cut, named.name];
			readings.push({ words: rest, province, below: null });
		}
	}
	if (rest.at(-1)?.folded === 'tinh' && rest.length > 2) {
		readings.push({ words: rest.slice(0, -1), province, below: null });
	}
	return readings;
}

function withoutCommittee(words: NameWord[]): NameWord[] | null {
	return words[0]?.folded === 'ubnd' && PLACES.has(words[1]?.folded ?? '') ? words.slice(1) : null;
}

/** "UBND xã Cát Trinh, huyện Phù Cát": the commune, and the district it must lie in. */
function withoutDistrict(reading: Reading): Reading | null {
	const { words } = reading;
	for (let at = words.length - 2; at >= 2; at -= 1) {
		if (DISTRICTS.has(words[at]?.folded ?? '') && words[at - 1]?.folded !== 'ubnd') {
			return { ...reading, words: words.slice(0, at), below: folded(words.slice(at)) };
		}
	}
	return null;
}

/** Names by key. */
type Index = Map<string, HeldName[]>;

function put(index: Index, key: string, held: HeldName): void {
	const list = index.get(key);
	if (list) list.push(held);
	else index.set(key, [held]);
}

/**
 * @param given names of agencies and short names, while they are valid
 * @param aliases names that somebody mapped by hand: the same text mapped by hand comes first
 * @param isBelow whether an agency lies, on the day, below one whose folded name ends like this
 */
export function nameIndex(
	given: readonly HeldName[],
	aliases: readonly HeldName[],
	provinceNames: readonly ProvinceName[],
	isBelow: (agencyId: number, folded: string, on: Day) => boolean
): (name: string, on: Day) => NameAnswer {
	const provinces = provinceNames.map((name) => ({ name, words: folded(nameWords(name.name)) }));
	const whole: { alias: Index; name: Index } = { alias: new Map(), name: new Map() };
	const loose: Index = new Map();

	/** Every reading of a name besides the name itself, the closest first. */
	function readings(words: NameWord[]): Reading[] {
		const plain: Reading = { words, province: null, below: null };
		const short = [plain, ...withoutProvince(words, provinces)];
		const all = [...short, ...short.flatMap((reading) => withoutDistrict(reading) ?? [])];
		return all.flatMap((reading) => {
			const bare = withoutCommittee(reading.words);
			return bare ? [reading, { ...reading, words: bare }] : [reading];
		});
	}
	function enter(held: HeldName, index: Index): void {
		const words = nameWords(held.text);
		for (const form of ['toned', 'folded'] as const) {
			put(index, `${form} ${keyOf(words, form)}`, held);
			for (const reading of readings(words)) {
				if (reading.below === null) put(loose, `${form} ${keyOf(reading.words, form)}`, held);
			}
		}
	}
	for (const held of given) enter(held, whole.name);
	for (const held of aliases) enter(held, whole.alias);

	/** The lists to look into, in order; none depends on the day, so they are kept by name. */
	type Look = { held: readonly HeldName[]; reading: Reading | null };
	function looks(name: string): Look[] {
		const words = nameWords(name);
		const found: Look[] = [];
		const look = (held: readonly HeldName[] | undefined, reading: Reading | null): void => {
			if (held) found.push({ held, reading });
		};
		for (const form of ['toned', 'folded'] as const) {
			const key = `${form} ${keyOf(words, form)}`;
			look(whole.alias.get(key), null);
			look(whole.name.get(key), null);
		}
		for (const reading of readings(words)) {
			for (const form of ['toned', 'folded'] as const) {
				look(loose.get(`${form} ${keyOf(reading.words, form)}`), reading);
			}
		}
		return found;
	}

	const known = new Map<string, Look[]>();
	function looksOf(name: string): Look[] {
		const kept = known.get(name);
		if (kept) return kept;
		const found = looks(name);
		if (known.size >= CACHED_NAMES) known.clear();
		known.set(name, found);
		return found;
	}

	return function resolve(name, on) {
		if (name.length > LONGEST_NAME) return { unknown: true };
		for (const { held, reading } of looksOf(name)) {
			const { province, below } = reading ?? { province: null, below: null };
			if (province && !within(on, province)) continue;
			const fitting = new Set(
				held
					.filter((one) => within(on, one) && (!below || isBelow(one.agencyId, below, on)))
					.map((one) => one.agencyId)
			);
			const [first, ...others] = fitting;
			if (first === undefined) continue;
			if (others.length === 0) return { agencyId: first };
			return { ambiguous: [...fitting].sort((a, b) => a - b) };
		}
		return { unknown: true };
	};
}
