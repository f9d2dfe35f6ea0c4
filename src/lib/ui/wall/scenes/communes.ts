import type { Tally } from '#lib/domain/reports/tally.ts';
import type { WallAgency, WallLimits } from '#lib/domain/wall/board.ts';
import { overBy } from '#lib/domain/wall/over.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';

/**
 * What a tile says. Over a threshold that the office has set: `overdue` (also waiting for reception) or
 * `late`; where none is set, that there are such dossiers at all. `none`: there is no dossier yet.
 */
export const TILE_STATES = ['overdue', 'late', 'fine', 'none'] as const;
export type TileState = (typeof TILE_STATES)[number];

export function hasLimits(limits: WallLimits): boolean {
	return Object.keys(limits).length > 0;
}

export function tileState(tally: Tally, limits: WallLimits): TileState {
	const { received, carriedOver, resolved, open, awaiting } = tally;
	if (received + carriedOver + resolved.total + open.total + awaiting.total === 0) return 'none';
	if (!hasLimits(limits)) {
		if (open.overdue > 0 || awaiting.overdue > 0) return 'overdue';
		return resolved.late > 0 ? 'late' : 'fine';
	}
	const by = overBy(tally, limits);
	if (by.includes('overdue') || by.includes('awaitingOverdue')) return 'overdue';
	return by.length > 0 ? 'late' : 'fine';
}

/** "Xã Ia Grai": in a scene that says whose committees they are, each need not say it again. */
export function placeName(name: string): string {
	const place = name.replace(/^(?:Ủy|Uỷ) ban nhân dân\s+/iu, '');
	return `${place.charAt(0).toLocaleUpperCase('vi')}${place.slice(1)}`;
}

/** In the order of their names, so that a tile keeps its place whatever its number. */
export function inPlaces(agencies: readonly WallAgency[]): WallAgency[] {
	return agencies.toSorted((a, b) => compareVietnamese(a.name, b.name));
}
