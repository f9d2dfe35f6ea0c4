/** The items of a document as a tree, from the numbers and bullets that its lines begin with. */
import { goesOn, isEnded, isFull, isPageNumber, type Line } from './lines.ts';
import { markersOf, type Marker } from './markers.ts';
import { isClosing } from './sections.ts';
import type { Extent } from './source-text.ts';

export interface Item {
	/** Null for the document itself. */
	marker: Marker | null;
	parent: Item | null;
	/** Of its own text, the first words after the number; what stands below is not in it. */
	paragraphs: Extent[];
	items: Item[];
}

/** Styles that stand deeper than others unless the document shows otherwise. */
const DEPTH: Readonly<Record<Marker['style'], number>> = {
	part: 0,
	article: 1,
	capital: 1,
	roman: 2,
	number: 3,
	decimal: 4,
	letter: 5,
	bracket: 6,
	dash: 7,
	plus: 8
};

/** What is open while lines are read, the document first. */
class Reading {
	readonly root: Item = { marker: null, parent: null, paragraphs: [], items: [] };
	#open: Item[] = [this.root];

	get current(): Item {
		return this.#open.at(-1) ?? this.root;
	}

	/** The last open item of a style. */
	openOf(style: Marker['style']): Item | undefined {
		return this.#open.findLast(({ marker }) => marker?.style === style);
	}

	enter(marker: Marker): Item {
		const sibling = this.#open.findLastIndex((item) => isSibling(item, marker));
		if (sibling > 0) this.#open.length = sibling;
		else {
			// A style that is new here goes below what is open, or beside what is deeper than itself.
			while (this.#open.length > 1 && !isAbove(this.current, marker)) this.#open.pop();
		}
		const item: Item = { marker, parent: this.current, paragraphs: [], items: [] };
		this.current.items.push(item);
		this.#open.push(item);
		return item;
	}
}

function isAbove({ marker: open }: Item, marker: Marker): boolean {
	if (open === null) return true;
	if (open.style === 'decimal' && marker.style === 'decimal') {
		return open.label.split('.').length < marker.label.split('.').length;
	}
	return DEPTH[open.style] < DEPTH[marker.style];
}

function isSibling({ marker: open }: Item, marker: Marker): boolean {
	if (open === null || open.style !== marker.style) return false;
	return (
		marker.style !== 'decimal' || open.label.split('.').length === marker.label.split('.').length
	);
}

/** How a line begins, if it begins an item where it stands. */
function markerAt(
	reading: Reading,
	line: Line,
	before: Line | undefined,
	width: number
): Marker | null {
	const candidates = markersOf(line);
	if (candidates.length === 0) return null;
	const ended = before === undefined || line.afterBlank || isEnded(before.key);
	for (const marker of candidates) {
		if (isExpected(reading, marker, ended, before, line, width)) return marker;
	}
	return null;
}

function isExpected(
	reading: Reading,
	marker: Marker,
	ended: boolean,
	before: Line | undefined,
	line: Line,
	width: number
): boolean {
	const { style, order } = marker;
	if (style === 'article' || style === 'part') {
		return ended || before === undefined || !isFull(before, line, width);
	}
	const wrapped = before !== undefined && !line.afterBlank && isFull(before, line, width);
	if (style === 'dash' || style === 'plus') {
		if (ended) return true;
		// "Lao động\n- Thương binh và Xã hội" is one name.
		if (/^[-–—]\s*thương binh/.test(line.key) || wrapped) return false;
		return !/^[-–—+•*]\s*\p{Ll}/u.test(line.text) || reading.current.marker?.style === style;
	}
	const open = reading.openOf(style)?.marker ?? undefined;
	const follows =
		open !== undefined &&
		(order === open.order + 1 || (style === 'decimal' && startsBelow(reading, marker)));
	const begins = order === 1 || (style === 'roman' && order === 1);
	if (style === 'letter' || style === 'capital') {
		if (follows || begins) return ended || !wrapped;
		return ended && open !== undefined && order > open.order && order - open.order <= 3;
	}
	if (style === 'roman' && !follows && !begins)
		return ended && open !== undefined && order > open.order;
	if (style === 'decimal') return ended || (!wrapped && startsBelow(reading, marker)) || follows;
	if (follows) return ended || !wrapped || order > 1;
	if (begins) return ended || !wrapped;
	return ended;
}

/** Whether "3.1" stands under an open "3". */
function startsBelow(reading: Reading, { label }: Marker): boolean {
	const above = label.split('.').slice(0, -1).join('.');
	return (
		reading.openOf('number')?.marker?.label === above ||
		reading.openOf('decimal')?.marker?.label.startsWith(above) === true
	);
}

/** Reads lines into items; lines between two marks are joined where they were only broken. */
export function outlineOf(lines: readonly Line[], width: number): Item {
	const reading = new Reading();
	let before: Line | undefined;
	let afterPage = false;
	for (const line of lines) {
		if (isPageNumber(line)) {
			afterPage = true;
			continue;
		}
		const own = afterPage ? { ...line, afterBlank: true } : line;
		afterPage = false;
		const marker = markerAt(reading, own, before, width);
		if (marker !== null) {
			const item = reading.enter(marker);
			const from = line.from + Math.min(marker.length, line.to - line.from);
			item.paragraphs.push({ from, to: line.to });
		} else {
			const { paragraphs } = reading.current;
			const last = paragraphs.at(-1);
			const opens =
				before !== undefined &&
				isEnded(before.key) &&
				/^["(*\s]*\p{Lu}/u.test(line.text) &&
				isClosing(line.key);
			if (last !== undefined && before !== undefined && !opens && goesOn(before, own, width))
				last.to = line.to;
			else paragraphs.push({ from: line.from, to: line.to });
		}
		before = line;
	}
	return reading.root;
}

/** The document's own numbering from the outside in, joined by dots: `II.3.1.b`, `Điều 2.1`, `1.-2`. */
export function pathOf(item: Item): string {
	const { marker, parent } = item;
	if (marker === null || parent === null) return '';
	if (marker.style === 'decimal') {
		const base = baseOf(item);
		return base === '' ? marker.label : `${base}.${marker.label}`;
	}
	const above = pathOf(parent);
	const label =
		marker.style === 'dash' || marker.style === 'plus'
			? `${marker.label}${placeOf(item)}`
			: marker.label;
	return above === '' ? label : `${above}.${label}`;
}

/** What stands outside of "3.1": everything above the "3" that it repeats. */
function baseOf({ marker, parent }: Item): string {
	let above = parent;
	while (above?.marker) {
		const { style, label } = above.marker;
		const repeated =
			style === 'decimal' || (style === 'number' && marker?.label.startsWith(`${label}.`) === true);
		if (!repeated) break;
		above = above.parent;
	}
	return above === null ? '' : pathOf(above);
}

function placeOf(item: Item): number {
	const same =
		item.parent?.items.filter(({ marker }) => marker?.style === item.marker?.style) ?? [];
	return same.indexOf(item) + 1;
}

/** Every item, each before those below it. */
export function* itemsOf(item: Item): Generator<Item> {
	for (const below of item.items) {
		yield below;
		yield* itemsOf(below);
	}
}
