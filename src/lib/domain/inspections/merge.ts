/**
 * What the members have noted, put together as the leader of the team begins the minutes with: every
 * note once, for the leader to shorten. What leads to a category of finding stands with its basis.
 */
import type { Conclusion, Inspection, Minutes, Note, Shortcoming } from './inspection.ts';

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

/** The minutes as they begin; what has been written of them already stays. */
export function mergedMinutes(inspection: Inspection): Minutes {
	const written = inspection.minutesDraft ?? inspection.minutes;
	if (written !== null) return written;
	const { checklist, place, present } = inspection;
	const notes = standingNotes(inspection.notes);
	const items = new Map(checklist.map((item) => [item.id, item]));
	const named = ({ item, text }: Note) =>
		[items.get(item ?? '')?.text ?? '', text].filter((one) => one.trim() !== '').join(': ');
	const shortcomings = notes
		.filter(({ result }) => result === 'not_met')
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

/** The conclusion as it begins: of the minutes that both have signed. */
export function begunConclusion(inspection: Inspection): Conclusion {
	const { conclusionDraft, minutes } = inspection;
	if (conclusionDraft !== null) return conclusionDraft;
	return {
		achieved: minutes?.achieved ?? '',
		shortcomings: minutes?.shortcomings ?? [],
		recommendations: minutes?.recommendations ?? [],
		reportBy: null
	};
}
