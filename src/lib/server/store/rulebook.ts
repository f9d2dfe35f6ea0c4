import { agencyDirectory, type AgencyVersion } from '#lib/domain/agencies/agency.ts';
import { decidedCalendar } from '#lib/domain/calendar/declared-days.ts';
import { withValues } from '#lib/domain/deadlines/parameter-values.ts';
import type { Rules } from '#lib/domain/dossiers/rules.ts';
import { procedureCatalogue, type ProcedureVersion } from '#lib/domain/procedures/catalogue.ts';
import type { ThresholdValue } from '#lib/domain/settings/thresholds.ts';
import type { Sql } from './database.ts';
import { confirmedYears, declaredDays, parameterValues, thresholds } from './settings.ts';

/** The rules as the database holds them, with the agencies' public codes. */
export interface LoadedRules extends Rules {
	/** Every agency there is or was. */
	agencyIds: readonly number[];
	/** The public code of an agency. */
	codeOf(agencyId: number): string;
	/** From which value on a rate is high, as the office decided. */
	thresholds: readonly ThresholdValue[];
	/** Ledger sequence at which they were read. */
	version: number;
}

export interface Rulebook {
	/** Reads once, and again after `refresh` or when another process changed them. */
	current(): Promise<LoadedRules>;
	/** What was read is out of date: the next `current` reads again. */
	refresh(): void;
	/** What was read last, however old, without asking the database; null: nothing ever was. */
	lastKnown(): LoadedRules | null;
}

/** How long another process's change may go unseen by a process that does not listen. */
const RECHECK_MS = 1_000;

/**
 * Opens the rules kept in a database: agencies, catalogue, calendar, parameters. A change of any of
 * them is a ledger entry of kind 'agencies', 'procedures' or 'settings', which is looked for at most once a
 * second, so that no copy of this module serves old rules for longer.
 *
 * @param elapsed a monotonic clock in milliseconds
 */
export function openRulebook(sql: Sql, elapsed: () => number = () => performance.now()): Rulebook {
	let loaded: Promise<LoadedRules> | null = null;
	let checkedAt = -Infinity;
	let checking: Promise<void> | null = null;
	let known: LoadedRules | null = null;

	async function recheck(held: Promise<LoadedRules>): Promise<void> {
		const { version } = await held;
		const [row] = await sql<{ seq: number | null }[]>`
			select max(seq) as seq from ledger
			where seq > ${version} and kind in ('agencies', 'procedures', 'settings')`;
		if (row?.seq != null && loaded === held) loaded = null;
	}

	return {
		async current() {
			const held = loaded;
			if (held && elapsed() - checkedAt > RECHECK_MS) {
				checkedAt = elapsed();
				checking ??= recheck(held).finally(() => (checking = null));
				await checking;
			}
			if (!loaded) {
				checkedAt = elapsed();
				const reading = read(sql);
				loaded = reading;
				reading.then(
					(rules) => (known = rules),
					() => {
						if (loaded === reading) loaded = null;
					}
				);
			}
			return loaded;
		},
		refresh() {
			loaded = null;
		},
		lastKnown: () => known
	};
}

async function read(sql: Sql): Promise<LoadedRules> {
	const [head] = await sql<{ seq: number }[]>`select seq from ledger_head`;
	const [codes, versions, aliases, successions, procedures] = await Promise.all([
		sql<{ id: number; code: string }[]>`select id, code from agencies`,
		sql<AgencyVersion[]>`
			select v.agency_id as "agencyId", a.code, v.name, v.short_name as "shortName", v.kind,
				v.level, v.parent_id as "parentId", v.accountable, v.vertical,
				v.valid_from as "validFrom", v.valid_to as "validTo", v.hours
			from agency_versions v join agencies a on a.id = v.agency_id`,
		sql<{ agencyId: number; alias: string; validFrom: string | null; validTo: string | null }[]>`
			select agency_id as "agencyId", alias, valid_from as "validFrom", valid_to as "validTo"
			from agency_aliases`,
		sql<{ fromId: number; toId: number; kind: 'merge'; on: string }[]>`
			select from_id as "fromId", to_id as "toId", kind, on_day as "on"
			from agency_successions`,
		sql<(Omit<ProcedureVersion, 'norm' | 'committed'> & ProcedureRow)[]>`
			select code, name, field_code as "fieldCode", field_name as "fieldName",
				norm_value as "normValue", norm_unit as "normUnit",
				committed_value as "committedValue", committed_unit as "committedUnit",
				same_day as "sameDay", valid_from as "validFrom", valid_to as "validTo", source
			from procedures`
	]);
	const [days, years, values, limits] = await Promise.all([
		declaredDays(sql),
		confirmedYears(sql),
		parameterValues(sql),
		thresholds(sql)
	]);
	const codeById = new Map(codes.map(({ id, code }) => [id, code]));
	return {
		directory: agencyDirectory({ versions, aliases, successions }),
		catalogue: procedureCatalogue(procedures.map(toVersion)),
		calendar: decidedCalendar(
			days.filter(holds),
			years.map(({ year }) => year)
		),
		parameters: withValues(values.filter(holds)),
		thresholds: limits.filter(holds),
		agencyIds: [...codeById.keys()],
		codeOf: (agencyId) => codeById.get(agencyId) ?? '',
		version: head?.seq ?? 0
	};
}

function holds({ withdrawnAt }: { withdrawnAt: number | null }): boolean {
	return withdrawnAt === null;
}

interface ProcedureRow {
	normValue: number | null;
	normUnit: 'working_days' | 'calendar_days' | 'working_hours' | null;
	committedValue: number | null;
	committedUnit: 'working_days' | 'calendar_days' | 'working_hours' | null;
}

function toVersion({
	normValue,
	normUnit,
	committedValue,
	committedUnit,
	...rest
}: Omit<ProcedureVersion, 'norm' | 'committed'> & ProcedureRow): ProcedureVersion {
	return {
		...rest,
		norm: normValue === null || normUnit === null ? null : { value: normValue, unit: normUnit },
		committed:
			committedValue === null || committedUnit === null
				? null
				: { value: committedValue, unit: committedUnit }
	};
}
