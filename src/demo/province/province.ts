/** The whole demo province: Gia Lai of today, Bình Định of 2019, what became of what, and the catalogues. */
import { BINH_DINH, BINH_DINH_SUCCESSIONS } from './binh-dinh.ts';
import type { DemoProcedure } from './catalogue.ts';
import { GIA_LAI } from './gia-lai.ts';
import { PROCEDURES_2019 } from './procedures-2019.ts';
import { LOCAL_PROCEDURES } from './procedures-2026.ts';
import { DEPARTMENT_PROCEDURES } from './procedures-departments.ts';
import type { ProvinceSeed, SeedProcedure } from './seed.ts';

export const PROCEDURES_TODAY: readonly DemoProcedure[] = [
	...LOCAL_PROCEDURES,
	...DEPARTMENT_PROCEDURES
];

/** One row for each code and first day; the same procedure may have several handlers. */
function rows(procedures: readonly DemoProcedure[]): SeedProcedure[] {
	const byKey = new Map<string, SeedProcedure>();
	for (const procedure of procedures) {
		const key = `${procedure.code} ${procedure.validFrom}`;
		if (byKey.has(key)) continue;
		const { handler: _h, weight: _w, channels: _c, financialDuty: _f, ...row } = procedure;
		byKey.set(key, row);
	}
	return [...byKey.values()];
}

/** Plain data for the tables, in no promised order: parents and successors are named by code. */
export function provinceSeed(): ProvinceSeed {
	return {
		agencies: [...GIA_LAI, ...BINH_DINH],
		successions: [...BINH_DINH_SUCCESSIONS],
		procedures: rows([...PROCEDURES_TODAY, ...PROCEDURES_2019])
	};
}
