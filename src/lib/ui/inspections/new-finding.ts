/**
 * Where a finding of an inspection is logged, filled in with what its item of the checklist already says.
 *
 * @param code public code of the inspection
 */
export function newFindingAddress(
	code: string,
	item?: { id: string; category: string; basis: string }
): string {
	const filled =
		item === undefined ? {} : { item: item.id, category: item.category, clause: item.basis };
	return `/findings/new?${new URLSearchParams({ inspection: code, ...filled }).toString()}`;
}

const PLACE = ['dossier', 'inspection', 'item', 'task', 'category', 'clause'];

/** Where what was being written goes on: the form of the same place. @param values of its fields */
export function recordAddress(values: Readonly<Record<string, string>>): string {
	const place = PLACE.map((name) => [name, values[name] ?? '']).filter(([, value]) => value !== '');
	return `/findings/new?${new URLSearchParams(place).toString()}`;
}
