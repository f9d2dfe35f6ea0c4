/**
 * What the members have noted and found, put together as the leader of the team begins the minutes with:
 * every note once, for the leader to shorten. What leads to a category of finding stands with its basis.
 */
import type { Conclusion, Inspection, Minutes, Note, Shortcoming } from './inspection.ts';

/** A confirmed finding as papers tell it. */
export interface FoundThing {
	shortcoming: Shortcoming & { finding: string };
	/** In the words of who logged it. */
	said: string;
	dossiers: readonly string[];
	/** The item of the checklist where it was found; null: none. */
	item: string | null;
}

/** The last word about each item of the checklist, and every note outside it. */
export function standingNotes(
	notes: Inspection['notes']
): readonly (Note & { at: number; by: number })[] {
	const last = new Map<string, number>();
	notes.forEach(({ item, by }, n) => {
		if (item !== null) last.set(`${item} ${by}`, n);
	});
	return notes.filter(({ item, by }, n) => item === null || last.get(`${item} ${by}`) === n);
}

/**
 * The minutes as they begin, with every finding that stands. What has been written of them already stays,
 * but for findings that stand no longer; what was confirmed since is added.
 */
export function mergedMinutes(inspection: Inspection, found: readonly FoundThing[] = []): Minutes {
	const written = inspection.minutesDraft ?? inspection.minutes ?? notedMinutes(inspection, found);
	return {
		...written,
		shortcomings: withFound(written.shortcomings, found),
		dossiers: [...new Set([...written.dossiers, ...found.flatMap(({ dossiers }) => dossiers)])]
	};
}

/** The conclusion as it begins: of the minutes that both have signed, and what stands since. */
export function begunConclusion(
	inspection: Inspection,
	found: readonly FoundThing[] = []
): Conclusion {
	const { conclusionDraft, minutes } = inspection;
	const written: Conclusion = conclusionDraft ?? {
		achieved: minutes?.achieved ?? '',
		shortcomings: minutes?.shortcomings ?? [],
		recommendations: minutes?.recommendations ?? [],
		reportBy: null
	};
	return { ...written, shortcomings: withFound(written.shortcomings, found) };
}

/** Findings that a paper does not tell of yet, and those that it tells of though they stand no longer. */
export function behindFindings(
	{ shortcomings }: Pick<Minutes, 'shortcomings'>,
	found: readonly FoundThing[]
): { missing: string[]; gone: string[] } {
	const told = shortcomings.flatMap(({ finding }) => finding ?? []);
	const stands = found.map(({ shortcoming }) => shortcoming.finding);
	return {
		missing: stands.filter((code) => !told.includes(code)),
		gone: told.filter((code) => !stands.includes(code))
	};
}

function withFound(
	written: readonly Shortcoming[],
	found: readonly FoundThing[]
): readonly Shortcoming[] {
	const { missing, gone } = behindFindings({ shortcomings: written }, found);
	return [
		...written.filter(({ finding }) => !gone.includes(finding ?? '')),
		...found.flatMap(({ shortcoming }) =>
			missing.includes(shortcoming.finding) ? [shortcoming] : []
		)
	];
}

function notedMinutes(inspection: Inspection, found: readonly FoundThing[]): Minutes {
	const { checklist, place, present } = inspection;
	const notes = standingNotes(inspection.notes);
	const items = new Map(checklist.map((item) => [item.id, item]));
	const named = ({ item, text }: Note) =>
		[items.get(item ?? '')?.text ?? '', text].filter((one) => one.trim() !== '').join(': ');
	// What the finding of its item says already is not said twice.
	const isFound = ({ item, text }: Note) =>
		found.some((one) => item !== null && one.item === item && one.said.includes(text.trim()));
	const shortcomings = notes
		.filter((note) => note.result === 'not_met' && !isFound(note))
		.map((note): Shortcoming => {
			const item = items.get(note.item ?? '');
			return {
				text: named(note),
				basis: item?.basis ?? null,
				category: item?.category ?? null
			};
		})
		.filter(({ text }) => text !== '');
	return {
		...{ place: place ?? '', present, causes: '', responsibility: '', recommendations: [] },
		dossiers: [...new Set(notes.flatMap(({ dossiers }) => dossiers))],
		achieved: notes
			.filter(({ result }) => result === 'met')
			.map(named)
			.filter((text) => text !== '')
			.join('\n'),
		shortcomings
	};
}
