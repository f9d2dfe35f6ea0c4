import { postsOn, type Account, type Role } from '../accounts/account.ts';
import type { AgencyDirectory } from '../agencies/agency.ts';
import type { Day } from '../calendar/time.ts';
import type { Audience } from './ladder.ts';

/** Who is spoken to when a rung speaks; ids of accounts, each once. */
export interface Recipients {
	of(audience: Audience, about: Doing): number[];
	/** Who answers for an agency: its heads, else the nearest above who has one. */
	headsOf(agencyId: number): number[];
	/** Heads with the agency that they are head of: each has a list of their own in the morning. */
	heads(): { accountId: number; agencyId: number }[];
	/** Who watches the whole province: the Office and the centre. */
	watchers(): number[];
}

/** Who does a task, as far as it is settled inside the agency. */
export interface Doing {
	leadId: number;
	trackerId: number;
	/** Name of the unit that the head gave it to; null: not yet. */
	unit: string | null;
	/** Name of the officer. */
	officer: string | null;
}

const HEADS: readonly Role[] = ['head', 'acting_head'];

/**
 * @param accounts those that may sign in
 * @param on the day whose posts hold
 */
export function recipients(
	accounts: readonly Account[],
	directory: AgencyDirectory,
	on: Day
): Recipients {
	const held = accounts.flatMap((account) =>
		postsOn(account, on).map(({ role, agencyId }) => ({ account, role, agencyId }))
	);
	const byAgency = Map.groupBy(held, ({ agencyId }) => agencyId);
	function holders(agencyId: number | null, roles: readonly Role[]): number[] {
		const found = (byAgency.get(agencyId) ?? []).filter(({ role }) => roles.includes(role));
		return [...new Set(found.map(({ account }) => account.id))];
	}
	const office = holders(null, ['office']);

	function headsOf(agencyId: number): number[] {
		return firstOf(
			[agencyId, ...directory.ancestors(agencyId, on)].map((id) => () => holders(id, HEADS))
		);
	}
	/** The unit inside the agency, where it is an agency of its own below it; else the agency. */
	function unitOf({ leadId, unit }: Doing): number {
		if (unit === null) return leadId;
		const answer = directory.resolveName(unit, on);
		const below = directory.descendants(leadId, on);
		return 'agencyId' in answer && below.includes(answer.agencyId) ? answer.agencyId : leadId;
	}
	function officerOf({ leadId, officer }: Doing): number[] {
		if (officer === null) return [];
		const below = new Set<number | null>(directory.descendants(leadId, on));
		const named = held.filter(
			({ account, agencyId }) => account.name === officer && below.has(agencyId)
		);
		return [...new Set(named.map(({ account }) => account.id))];
	}

	return {
		of(audience, about) {
			const { leadId, trackerId } = about;
			const unit = unitOf(about);
			const agency = () => headsOf(leadId);
			const below = unit === leadId ? [] : [() => holders(unit, HEADS)];
			switch (audience) {
				case 'unit':
					return firstOf([
						() => officerOf(about),
						() => holders(unit, ['officer']),
						...below,
						() => holders(leadId, ['officer']),
						agency
					]);
				case 'unit_head':
					return firstOf([...below, () => holders(leadId, ['deputy']), agency]);
				case 'agency':
					return agency();
				case 'tracker':
					return firstOf([() => headsOf(trackerId), () => office]);
				case 'office':
					return office;
			}
		},
		headsOf,
		heads: () =>
			held.flatMap(({ account, role, agencyId }) =>
				agencyId !== null && HEADS.includes(role) ? [{ accountId: account.id, agencyId }] : []
			),
		watchers: () => [...new Set([...office, ...holders(null, ['centre'])])]
	};
}

function firstOf(ways: readonly (() => number[])[]): number[] {
	for (const way of ways) {
		const found = way();
		if (found.length > 0) return found;
	}
	return [];
}
