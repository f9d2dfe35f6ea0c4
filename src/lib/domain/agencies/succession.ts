import type { Day } from '../calendar/time.ts';
import type { AgencyDirectory } from './agency.ts';

/** Reorganisations that are followed one after the other. */
const STEPS = 6;

/**
 * What there is on a day of an agency and of what followed it: itself while it stands, several where it
 * was split; none where it ended without anybody to follow.
 */
export function followedBy(directory: AgencyDirectory, agencyId: number, on: Day): number[] {
	const stands = (id: number) => directory.version(id, on) !== null;
	let ids = [agencyId];
	for (let step = 0; step < STEPS && !ids.every(stands); step += 1) {
		ids = ids.flatMap((id) =>
			stands(id)
				? [id]
				: directory
						.successors(id)
						.filter((one) => one.on <= on)
						.map(({ toId }) => toId)
		);
	}
	return [...new Set(ids)].filter(stands);
}
