import type { Day } from '../calendar/time.ts';
import type { AgencyDirectory } from './agency.ts';

/**
 * Whether what these agencies answer for is another thing than it was: since `after` and up to `until` one
 * of them began or ended, came under another or became answerable by itself, or handed over what it had. A new name
 * alone changes nothing.
 *
 * @param after the first day of the earlier period: what began with it is the same in both
 */
export function isReorganised(
	directory: Pick<AgencyDirectory, 'versions' | 'successors'>,
	agencyIds: readonly number[],
	after: Day,
	until: Day
): boolean {
	const crossed = (firstDay: Day) => firstDay > after && firstDay <= until;
	return agencyIds.some((id) => {
		const versions = directory.versions(id);
		const changed = versions.some((version, i) => {
			const before = versions[i - 1];
			return (
				crossed(version.validFrom) &&
				(before?.parentId !== version.parentId ||
					before.accountable !== version.accountable ||
					before.vertical !== version.vertical)
			);
		});
		const lastDay = versions.at(-1)?.validTo ?? null;
		const ended = lastDay !== null && lastDay >= after && lastDay < until;
		return (
			changed ||
			ended ||
			directory.successors(id).some(({ kind, on }) => kind !== 'rename' && crossed(on))
		);
	});
}
