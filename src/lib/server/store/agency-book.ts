import type {
	AgencyBook,
	AgencyLine,
	AgencyPlan,
	HeadTerm
} from '#lib/domain/agencies/agency-plan.ts';
import { oldForm } from '#lib/domain/agencies/agency-code.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** One change of agencies at a time, until the transaction ends. */
export async function lockAgencies(sql: Sql): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('agencies'))`;
}

/** All that is known of the province's agencies, by code. */
export async function agencyBook(sql: Sql): Promise<AgencyBook> {
	const lines = await sql<AgencyLine[]>`
		select a.code, v.name, v.short_name as "shortName", v.kind, v.level,
			p.code as "parentCode", v.accountable, v.vertical, v.hours,
			v.valid_from as "validFrom", v.valid_to as "validTo", v.document
		from agency_versions v join agencies a on a.id = v.agency_id
			left join agencies p on p.id = v.parent_id
		order by a.code, v.valid_from`;
	const aliases = await sql<AgencyBook['aliases'][0][]>`
		select a.code, s.alias, s.valid_from as "validFrom", s.valid_to as "validTo"
		from agency_aliases s join agencies a on a.id = s.agency_id order by s.id`;
	const successions = await sql<AgencyBook['successions'][0][]>`
		select f.code as "fromCode", t.code as "toCode", s.on_day as "on"
		from agency_successions s join agencies f on f.id = s.from_id
			join agencies t on t.id = s.to_id`;
	const heads = await sql<HeadTerm[]>`
		select a.code, h.name, h.title, h.acting, h.valid_from as "validFrom",
			h.valid_to as "validTo", h.document
		from agency_heads h join agencies a on a.id = h.agency_id order by h.valid_from, h.id`;
	return { lines, aliases, successions, heads };
}

/**
 * Writes what a plan says, all of it.
 *
 * @param by who says it, as kept beside the aliases
 */
export async function saveAgencies(
	sql: Sql,
	plan: AgencyPlan,
	at: Instant,
	by: string
): Promise<void> {
	const codes = [...new Set(plan.added.map(({ code }) => code))];
	await sql`
		insert into agencies (code, created_at)
		select code, ${at}::timestamptz from unnest(${codes}::text[]) as code
		on conflict (code) do nothing`;
	const lines = [
		...plan.closed,
		...plan.ended,
		...plan.added,
		...plan.changed.map(({ after }) => after)
	];
	await sql`
		insert into agency_versions (agency_id, valid_from, valid_to, name, short_name, kind, level,
			parent_id, accountable, vertical, hours, document)
		select a.id, n."validFrom", n."validTo", n.name, n."shortName", n.kind, n.level, p.id,
			n.accountable, n.vertical, n.hours, n.document
		from json_to_recordset(${JSON.stringify(lines)}::json) as n(code text, "validFrom" date,
				"validTo" date, name text, "shortName" text, kind text, level text,
				"parentCode" text, accountable boolean, vertical boolean, hours jsonb, document text)
			join agencies a on a.code = n.code left join agencies p on p.code = n."parentCode"
		on conflict (agency_id, valid_from) do update set valid_to = excluded.valid_to,
			name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
			level = excluded.level, parent_id = excluded.parent_id,
			accountable = excluded.accountable, vertical = excluded.vertical,
			hours = excluded.hours, document = excluded.document`;
	await sql`
		insert into agency_aliases (agency_id, alias, created_at, created_by)
		select a.id, n.alias, ${at}::timestamptz, ${by}
		from json_to_recordset(${JSON.stringify(plan.aliases)}::json) as n(code text, alias text)
			join agencies a on a.code = n.code`;
	await sql`
		insert into agency_successions (from_id, to_id, kind, on_day, document)
		select f.id, t.id, n.kind, n."on", n.document
		from json_to_recordset(${JSON.stringify(plan.successions)}::json) as n("fromCode" text,
				"toCode" text, kind text, "on" date, document text)
			join agencies f on f.code = n."fromCode" join agencies t on t.code = n."toCode"
		on conflict do nothing`;
	await saveHeads(sql, plan.heads, at);
}

/** Adds another name or code of an agency, on its days or always. */
export async function saveAlias(
	sql: Sql,
	said: { code: string; alias: string; validFrom: Day | null; validTo: Day | null },
	at: Instant,
	by: string
): Promise<void> {
	await sql`
		insert into agency_aliases (agency_id, alias, valid_from, valid_to, created_at, created_by)
		select id, ${said.alias}, ${said.validFrom}::date, ${said.validTo}::date,
			${at}::timestamptz, ${by}
		from agencies where code = ${said.code}`;
}

/** Adds terms of office; a term that stood open ends on the day before the new one. */
export async function saveHeads(sql: Sql, heads: readonly HeadTerm[], at: Instant): Promise<void> {
	if (heads.length === 0) return;
	const told = JSON.stringify(heads);
	await sql`
		update agency_heads h set valid_to = n."validFrom"::date - 1
		from json_to_recordset(${told}::json) as n(code text, "validFrom" text)
			join agencies a on a.code = n.code
		where h.agency_id = a.id and h.valid_from < n."validFrom"::date
			and (h.valid_to is null or h.valid_to >= n."validFrom"::date)`;
	await sql`
		insert into agency_heads (agency_id, name, title, acting, valid_from, valid_to, document,
			created_at)
		select a.id, n.name, n.title, n.acting, n."validFrom", n."validTo", n.document,
			${at}::timestamptz
		from json_to_recordset(${told}::json) as n(code text, name text, title text,
				acting boolean, "validFrom" date, "validTo" date, document text)
			join agencies a on a.code = n.code`;
}

/**
 * Dossiers that a change of these agencies can touch: those whose receiving code nobody knew, and
 * those without a recorded appointment, whose due time is the closing of the agency's office.
 */
export async function dossiersOfAgencies(sql: Sql, codes: readonly string[]): Promise<number[]> {
	const written = [...codes, ...codes.map(oldForm).filter((code) => code !== null)];
	const rows = await sql<{ id: number }[]>`
		select d.id from dossiers d
		where ('N17' = any(d.flags) and d.received_by = any(${written}::text[]))
			or (d.due_source = 'same_day' and d.agency_id in
				(select id from agencies where code = any(${[...codes]}::text[])))
		order by d.id`;
	return rows.map(({ id }) => id);
}

/** A written name of an agency, as the page of the agency lists it. */
export async function aliasesOf(
	sql: Sql,
	code: string
): Promise<{ alias: string; validFrom: Day | null; validTo: Day | null; createdBy: string }[]> {
	return sql`
		select s.alias, s.valid_from as "validFrom", s.valid_to as "validTo",
			s.created_by as "createdBy"
		from agency_aliases s join agencies a on a.id = s.agency_id
		where a.code = ${code} order by s.alias`;
}

/** Terms of office of an agency's heads, the latest first. */
export async function headsOf(sql: Sql, code: string): Promise<HeadTerm[]> {
	return sql<HeadTerm[]>`
		select a.code, h.name, h.title, h.acting, h.valid_from as "validFrom",
			h.valid_to as "validTo", h.document
		from agency_heads h join agencies a on a.id = h.agency_id
		where a.code = ${code} order by h.valid_from desc, h.id desc`;
}

/** What decides each version of an agency, by its first day. */
export async function documentsOf(sql: Sql, code: string): Promise<Map<Day, string>> {
	const rows = await sql<{ validFrom: Day; document: string }[]>`
		select v.valid_from as "validFrom", v.document
		from agency_versions v join agencies a on a.id = v.agency_id where a.code = ${code}`;
	return new Map(rows.map(({ validFrom, document }) => [validFrom, document]));
}
