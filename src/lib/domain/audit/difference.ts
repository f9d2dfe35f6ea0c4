/** One thing that an act says: a field by its place (`filter.agency`), and what it was before and after. */
export interface Difference {
	field: string;
	/** Null: it was not there. */
	before: string | null;
	after: string | null;
}

/**
 * What an act changed, field by field, as texts for people; what is the same before and after is left
 * out. Lists of plain values are joined, lists of objects numbered.
 */
export function differences(before: unknown, after: unknown): Difference[] {
	const [was, is] = [flat(before), flat(after)];
	const fields = new Set([...was.keys(), ...is.keys()]);
	return [...fields]
		.map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
		.filter((one) => one.before !== one.after);
}

function flat(value: unknown): Map<string, string> {
	const texts = new Map<string, string>();
	gather(value, '', texts);
	return texts;
}

function gather(value: unknown, place: string, texts: Map<string, string>): void {
	if (value === null || value === undefined) return;
	if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
		if (value.length > 0) texts.set(place, value.map(String).join(', '));
		return;
	}
	if (typeof value === 'object') {
		const members = Array.isArray(value)
			? value.map((one, i): [string, unknown] => [String(i + 1), one])
			: Object.entries(value);
		for (const [name, member] of members) {
			gather(member, place === '' ? name : `${place}.${name}`, texts);
		}
		return;
	}
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	if (text !== '') texts.set(place, text);
}
