import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Norm, NormUnit, ProcedureVersion } from '#lib/domain/procedures/catalogue.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Sql } from './database.ts';

interface Row extends Omit<ProcedureVersion, 'norm' | 'committed'> {
	normValue: number | null;
	normUnit: NormUnit | null;
	committedValue: number | null;
	committedUnit: NormUnit | null;
}

/** All versions of the catalogue, by code and first day. */
export async function procedureVersions(sql: Sql): Promise<ProcedureVersion[]> {
	const rows = await sql<Row[]>`
		select code, name, field_code as "fieldCode", field_name as "fieldName",
			norm_value as "normValue", norm_unit as "normUnit",
			committed_value as "committedValue", committed_unit as "committedUnit",
			same_day as "sameDay", valid_from as "validFrom", valid_to as "validTo", source
		from procedures order by code, valid_from`;
	return rows.map(({ normValue, normUnit, committedValue, committedUnit, ...rest }) => ({
		...rest,
		norm: normOf(normValue, normUnit),
		committed: normOf(committedValue, committedUnit)
	}));
}

function normOf(value: number | null, unit: NormUnit | null): Norm | null {
	return value === null || unit === null ? null : { value, unit };
}

/** What a list of the catalogue is asked for. */
export interface ProcedureQuery {
	/** Part of a code, name or field, without diacritics; null: all. */
	search: string | null;
	/** Only versions that hold on the day; null: the whole history. */
	on: Day | null;
	offset: number;
	limit: number;
}

/** Versions that fit, and how many there are. */
export function searchProcedures(
	versions: readonly ProcedureVersion[],
	{ search, on, offset, limit }: ProcedureQuery
): { total: number; items: ProcedureVersion[] } {
	const text = search === null ? '' : fold(search.trim());
	const found = versions.filter(
		({ code, name, fieldName, validFrom, validTo }) =>
			(on === null || (validFrom <= on && (validTo === null || on <= validTo))) &&
			(text === '' || fold(`${code} ${name} ${fieldName}`).includes(text))
	);
	return { total: found.length, items: found.slice(offset, offset + limit) };
}

/** One import at a time, until the transaction ends. */
export async function lockCatalogue(sql: Sql): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('procedures'))`;
}

/** Writes versions: new ones, and those whose code and first day are known, in their place. */
export async function saveProcedures(
	sql: Sql,
	versions: readonly ProcedureVersion[],
	at: Instant
): Promise<void> {
	const rows = versions.map((version) => ({
		code: version.code,
		name: version.name,
		field_code: version.fieldCode,
		field_name: version.fieldName,
		norm_value: version.norm?.value ?? null,
		norm_unit: version.norm?.unit ?? null,
		committed_value: version.committed?.value ?? null,
		committed_unit: version.committed?.unit ?? null,
		same_day: version.sameDay,
		valid_from: version.validFrom,
		valid_to: version.validTo,
		source: version.source
	}));
	await sql`
		insert into procedures (code, name, field_code, field_name, norm_value, norm_unit,
			committed_value, committed_unit, same_day, valid_from, valid_to, source, imported_at)
		select code, name, field_code, field_name, norm_value, norm_unit, committed_value,
			committed_unit, same_day, valid_from, valid_to, source, ${at}::timestamptz
		from json_populate_recordset(null::procedures, ${JSON.stringify(rows)}::json)
		on conflict (code, valid_from) do update set name = excluded.name,
			field_code = excluded.field_code, field_name = excluded.field_name,
			norm_value = excluded.norm_value, norm_unit = excluded.norm_unit,
			committed_value = excluded.committed_value, committed_unit = excluded.committed_unit,
			same_day = excluded.same_day, valid_to = excluded.valid_to, source = excluded.source,
			imported_at = excluded.imported_at`;
}

/**
 * Dossiers that a change of these procedures can touch: without a recorded appointment a same-day mark
 * decides their due date, and whether the procedure is known decides flag N17.
 *
 * @param codes of procedures whose days or same-day mark changed
 * @param shortened of procedures that are no longer known on some days
 */
export async function dossiersTouched(
	sql: Sql,
	codes: readonly string[],
	shortened: readonly string[]
): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select id from dossiers
		where procedure_code = any(${[...shortened]}::text[])
			or (procedure_code = any(${[...codes]}::text[])
				and (due_source is distinct from 'recorded' or 'N17' = any(flags)))
		order by id`;
	return rows.map(({ id }) => id);
}

/** The agencies that answer for dossiers. */
export async function agenciesOf(sql: Sql, ids: readonly number[]): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select distinct agency_id as id from dossiers
		where id = any(${[...ids]}::bigint[]) and agency_id is not null`;
	return rows.map(({ id }) => id);
}
