/**
 * Lanes of dossiers: an agency, what it solves, how much of it, and in what manner. That one office is
 * slow and another exemplary is invented, and says nothing of the real ones.
 */
import type { DemoProcedure } from '../province/catalogue.ts';
import { GIA_LAI_COMMUNES } from '../province/gia-lai-communes.ts';
import { CENTRE, communeCode, landBranchCode, LAND_REGIONS } from '../province/gia-lai.ts';
import { PROCEDURES_TODAY } from '../province/province.ts';
import { dice, mixText, weighted, type Dice } from './dice.ts';

export interface Manner {
	/** Share finished after the appointment. */
	late: number;
	/** Of these, the share whose appointment is moved without ground first. */
	moves: number;
	/** Share for which papers are asked. */
	supplements: number;
	/** Share of online dossiers left waiting for reception. */
	slowDesk: number;
	/** Finishes in one go before the week ends. */
	batches: boolean;
}

export interface Lane {
	agency: string;
	/** Code of the receiving unit, or how it is chosen: land dossiers are also received by communes. */
	unit: (d: Dice) => string;
	weight: number;
	manner: Manner;
	procedure: (d: Dice) => DemoProcedure;
}

const COMMON: Manner = {
	late: 0.06,
	moves: 0.16,
	supplements: 0.045,
	slowDesk: 0.045,
	batches: false
};

/** Communes are named by their number in the national list. */
const MANNERS: Record<string, Partial<Manner>> = {
	'H21.07': { late: 0.17, moves: 0.3 },
	'H21.11': { late: 0.11, supplements: 0.09 },
	'H21.03': { late: 0.008 },
	'H21.04': { late: 0.003, slowDesk: 0.002 },
	'H21.08': { late: 0, slowDesk: 0 },
	'H21.05': { late: 0.01 },
	[landBranchCode(9)]: { late: 0.17, moves: 0.3 },
	[landBranchCode(0)]: { late: 0.11, supplements: 0.08 },
	[landBranchCode(5)]: { late: 0.012 },
	[landBranchCode(13)]: { late: 0.06, batches: true },
	[communeCode('23764')]: { late: 0.24, slowDesk: 0.25 },
	[communeCode('23584')]: { late: 0.1, slowDesk: 0.12, batches: true },
	[communeCode('21853')]: { late: 0.18, moves: 0.5 },
	[communeCode('21583')]: { late: 0.004, slowDesk: 0 },
	[communeCode('21907')]: { late: 0.002, slowDesk: 0 },
	[communeCode('23575')]: { late: 0.035, slowDesk: 0.06 }
};

/** The commune whose system has sent nothing for a while. */
export const SILENT_AGENCY = communeCode('23938');

/** Each agency differs a little from the next, always in the same way. */
function mannerOf(code: string): Manner {
	const own = dice(mixText(code));
	const varied = { ...COMMON, late: COMMON.late * (0.3 + 1.4 * own.next()) };
	return { ...varied, ...MANNERS[code] };
}

function sum(procedures: readonly DemoProcedure[]): number {
	return procedures.reduce((total, procedure) => total + procedure.weight, 0);
}

function lane(
	agency: string,
	procedures: readonly DemoProcedure[],
	weight: number,
	unit: Lane['unit'] = () => agency
): Lane {
	return {
		agency,
		unit,
		weight,
		manner: mannerOf(agency),
		procedure: weighted(procedures, (procedure) => procedure.weight)
	};
}

const SHARES = { land: 0.38, departments: 0.27, communes: 0.32, central: 0.03 };

/** Wards are busier than communes, and the two cities busiest. */
function size(commune: (typeof GIA_LAI_COMMUNES)[number]): number {
	const own = dice(mixText(commune.number), 7);
	return (commune.kind === 'phường' ? 2.6 : 1) * (0.6 + 0.8 * own.next());
}

const BRANCH_SIZES = [5, 4, 3, 3, 3, 4, 2, 2.5, 1, 6, 2, 2.5, 2.5, 2.5, 2.5, 2, 1.5];

/** The lanes of Gia Lai today. */
export function lanesToday(): Lane[] {
	const land = PROCEDURES_TODAY.filter((p) => p.handler === 'land_branches');
	const local = PROCEDURES_TODAY.filter((p) => p.handler === 'communes');
	const byAgency = Map.groupBy(
		PROCEDURES_TODAY.filter((p) => p.handler.startsWith('H')),
		(p) => p.handler
	);
	const central = [...byAgency].filter(([code]) => /^H21\.9/.test(code));
	const departments = [...byAgency].filter(([code]) => !/^H21\.9/.test(code));
	const departmentTotal = sum(departments.flatMap(([, procedures]) => procedures));
	const centralTotal = sum(central.flatMap(([, procedures]) => procedures));
	const communeTotal = GIA_LAI_COMMUNES.reduce((total, commune) => total + size(commune), 0);
	const branchTotal = BRANCH_SIZES.reduce((total, branch) => total + branch, 0);

	/** Reception is independent of boundaries (Decree 118/2025/NĐ-CP): near half come in at a commune. */
	function landUnit(n: number): Lane['unit'] {
		const own = landBranchCode(n);
		const side = n < 9 ? 'east' : 'west';
		const nearby = weighted(
			GIA_LAI_COMMUNES.filter((commune) => commune.side === side),
			size
		);
		return (d) => (d.chance(0.55) ? own : communeCode(nearby(d).number));
	}

	return [
		...LAND_REGIONS.map((_, n) =>
			lane(
				landBranchCode(n),
				land,
				(SHARES.land * (BRANCH_SIZES[n] ?? 1)) / branchTotal,
				landUnit(n)
			)
		),
		...departments.map(([code, procedures]) =>
			lane(code, procedures, (SHARES.departments * sum(procedures)) / departmentTotal, () => CENTRE)
		),
		...central.map(([code, procedures]) =>
			lane(code, procedures, (SHARES.central * sum(procedures)) / centralTotal)
		),
		...GIA_LAI_COMMUNES.map((commune) =>
			lane(communeCode(commune.number), local, (SHARES.communes * size(commune)) / communeTotal)
		)
	];
}
