import type { AgencyKind, AgencyLevel, AgencySuccession } from '#lib/domain/agencies/agency.ts';
import type { OfficeHours } from '#lib/domain/calendar/office-hours.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { NormUnit } from '#lib/domain/procedures/catalogue.ts';
import type { Queryable } from './database.ts';
import { agencies, agencyAliases, agencySuccessions, agencyVersions } from './tables/agencies.ts';
import { procedures } from './tables/procedures.ts';

/** Agencies named by code, as they are brought in before any of them has an id. */
export interface AgencyInput {
	code: string;
	kind: AgencyKind;
	level: AgencyLevel;
	versions: {
		name: string;
		shortName: string;
		parentCode: string | null;
		accountable: boolean;
		vertical: boolean;
		hours: OfficeHours;
		validFrom: Day;
		validTo: Day | null;
	}[];
	aliases: { alias: string; validFrom: Day | null; validTo: Day | null }[];
}

export interface ProvinceInput {
	agencies: AgencyInput[];
	successions: {
		fromCode: string;
		toCode: string;
		kind: AgencySuccession['kind'];
		on: Day;
	}[];
	procedures: {
		code: string;
		name: string;
		fieldCode: string;
		fieldName: string;
		normValue: number | null;
		normUnit: NormUnit | null;
		committedValue: number | null;
		committedUnit: NormUnit | null;
		sameDay: boolean;
		validFrom: Day;
		validTo: Day | null;
		source: string;
	}[];
}

/**
 * Fills the tables of agencies and procedures of an empty database.
 *
 * @param by who brings them in, for the aliases' record
 * @throws Error when a parent or successor is not among the agencies
 */
export async function saveProvince(
	{ db }: Queryable,
	input: ProvinceInput,
	at: Instant,
	by: string
): Promise<void> {
	const rows = await db
		.insert(agencies)
		.values(input.agencies.map(({ code }) => ({ code, createdAt: at })))
		.returning({ id: agencies.id, code: agencies.code });
	const ids = new Map(rows.map(({ id, code }) => [code, id]));
	const idOf = (code: string): number => {
		const id = ids.get(code);
		if (id === undefined) throw new Error(`no agency has the code ${code}`);
		return id;
	};
	const versions = input.agencies.flatMap(({ code, kind, level, versions }) =>
		versions.map(({ parentCode, ...version }) => ({
			...version,
			agencyId: idOf(code),
			kind,
			level,
			parentId: parentCode === null ? null : idOf(parentCode)
		}))
	);
	await inSlices(versions, async (slice) => db.insert(agencyVersions).values(slice));
	const aliases = input.agencies.flatMap(({ code, aliases }) =>
		aliases.map((alias) => ({ ...alias, agencyId: idOf(code), createdAt: at, createdBy: by }))
	);
	await inSlices(aliases, async (slice) => db.insert(agencyAliases).values(slice));
	const successions = input.successions.map(({ fromCode, toCode, kind, on }) => ({
		fromId: idOf(fromCode),
		toId: idOf(toCode),
		kind,
		on
	}));
	await inSlices(successions, async (slice) => db.insert(agencySuccessions).values(slice));
	const catalogue = input.procedures.map((procedure) => ({ ...procedure, importedAt: at }));
	await inSlices(catalogue, async (slice) => db.insert(procedures).values(slice));
}

/** PostgreSQL takes at most 65,535 parameters in one statement. */
async function inSlices<T>(rows: T[], insert: (slice: T[]) => Promise<unknown>): Promise<void> {
	for (let i = 0; i < rows.length; i += 500) await insert(rows.slice(i, i + 500));
}
