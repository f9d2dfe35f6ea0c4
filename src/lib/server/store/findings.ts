import { randomInt } from 'node:crypto';
import type { Severity } from '#lib/domain/findings/category.ts';
import type { FindingCategory } from '#lib/domain/inspections/checklist.ts';
import type { Finding, FindingEvent, FindingState } from '#lib/domain/findings/finding.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** A finding with where it stands. */
export interface KeptFinding {
	id: number;
	code: string;
	/** How many events it is the fold of. */
	events: number;
	finding: Finding;
}

/** What happened, and who did it, by the name that they had then. */
export type KeptFindingEvent = FindingEvent & { name: string | null };

/** Who did something, as kept beside it. */
export interface Author {
	id: number | null;
	name: string | null;
}

/** The code of what somebody has already sent under a name of theirs; null: not yet. */
export async function findingSentAs(
	sql: Sql,
	accountId: number | null,
	sentAs: string
): Promise<string | null> {
	const [row] = await sql<{ code: string }[]>`
		select code from findings where logged_by = ${accountId} and sent_as = ${sentAs}`;
	return row?.code ?? null;
}

/** @returns its public code */
export async function insertFinding(
	sql: Sql,
	given: {
		finding: Finding;
		event: FindingEvent;
		/** The official concerned: kept apart. */
		person: string | null;
		sentAs: string | null;
	},
	by: Author
): Promise<string> {
	const { finding, event, person, sentAs } = given;
	const row = await insertRow(sql, finding, sentAs);
	await insertEvent(sql, row.id, 1, event, by);
	if (person !== null) {
		await sql`insert into finding_people (finding_id, name) values (${row.id}, ${person})`;
	}
	return row.code;
}

/** Codes are drawn: one that counts up would show by its gaps that there is one not to be seen yet. */
async function insertRow(
	sql: Sql,
	finding: Finding,
	sentAs: string | null
): Promise<{ id: number; code: string }> {
	for (let tries = 0; tries < 50; tries += 1) {
		const code = `TT-${String(randomInt(1_000_000)).padStart(6, '0')}`;
		const [row] = await sql<{ id: number; code: string }[]>`
		insert into findings (code, agency_id, inspection, category, severity, state, dossiers, task,
			logged_at, logged_by, released_at, sent_as, folded, events)
		values (${code}, ${finding.agencyId}, ${finding.inspection}, ${finding.category},
				${finding.severity}, ${finding.state}, ${[...finding.dossiers]}::text[], ${finding.task},
				${finding.loggedAt}::timestamptz, ${finding.loggedBy}, null, ${sentAs},
				${JSON.stringify(finding)}::text::jsonb, 1)
			on conflict (code) do nothing returning id, code`;
		if (row !== undefined) return row;
	}
	throw new Error('no code was free for a finding');
}

/** Keeps one more event and what the finding is after it. */
export async function saveFinding(
	sql: Sql,
	{ id, events }: Pick<KeptFinding, 'id' | 'events'>,
	next: { finding: Finding; event: FindingEvent },
	by: Author
): Promise<void> {
	const { finding, event } = next;
	await insertEvent(sql, id, events + 1, event, by);
	await sql`
		update findings set category = ${finding.category}, severity = ${finding.severity},
			state = ${finding.state}, task = ${finding.task},
			released_at = ${finding.releasedAt}::timestamptz,
			folded = ${JSON.stringify(finding)}::text::jsonb, events = ${events + 1}
		where id = ${id}`;
}

async function insertEvent(
	sql: Sql,
	findingId: number,
	n: number,
	{ at, kind, by: _, ...body }: FindingEvent,
	by: Author
): Promise<void> {
	await sql`
		insert into finding_events (finding_id, n, at, kind, body, account_id, said_by)
		values (${findingId}, ${n}, ${at}::timestamptz, ${kind}, ${JSON.stringify(body)}::text::jsonb,
			${by.id}, ${by.name})`;
}

const COLUMNS = `f.id, f.code, f.events, f.folded as finding`;

/** A finding by its public code, held until the transaction ends. */
export async function holdFinding(sql: Sql, code: string): Promise<KeptFinding | null> {
	const [row] = await sql<KeptFinding[]>`
		select ${sql.unsafe(COLUMNS)} from findings f where f.code = ${code} for update`;
	return row ?? null;
}

/** A finding as its reader sees it; null for one that does not exist for them. */
export async function findingByCode(sql: Sql, code: string): Promise<KeptFinding | null> {
	const [row] = await sql<KeptFinding[]>`
		select ${sql.unsafe(COLUMNS)} from findings f where f.code = ${code}`;
	return row ?? null;
}

/** Which findings are asked for; null: not narrowed. */
export interface FindingQuery {
	agencyIds: readonly number[] | null;
	category: FindingCategory | null;
	severity: Severity | null;
	states: readonly FindingState[] | null;
	inspection: string | null;
	dossier: string | null;
	task: string | null;
}

export const ANY_FINDING: FindingQuery = {
	...{ agencyIds: null, category: null, severity: null, states: null },
	...{ inspection: null, dossier: null, task: null }
};

/** The findings that the reader of the transaction sees, the latest first. */
export async function listFindings(sql: Sql, query: FindingQuery): Promise<KeptFinding[]> {
	const { agencyIds, category, severity, states, inspection, dossier, task } = query;
	return sql<KeptFinding[]>`
		select ${sql.unsafe(COLUMNS)} from findings f where true
			${agencyIds === null ? sql`` : sql`and f.agency_id = any(${[...agencyIds]}::int[])`}
			${category === null ? sql`` : sql`and f.category = ${category}`}
			${severity === null ? sql`` : sql`and f.severity = ${severity}`}
			${states === null ? sql`` : sql`and f.state = any(${[...states]}::text[])`}
			${inspection === null ? sql`` : sql`and f.inspection = ${inspection}`}
			${dossier === null ? sql`` : sql`and f.dossiers @> ${[dossier]}::text[]`}
			${task === null ? sql`` : sql`and f.task = ${task}`}
		order by f.logged_at desc, f.id desc`;
}

/** Findings that the program has to look at by itself, held in one order. */
export async function holdFindingsIn(
	sql: Sql,
	states: readonly FindingState[]
): Promise<KeptFinding[]> {
	return sql<KeptFinding[]>`
		select ${sql.unsafe(COLUMNS)} from findings f
		where f.state = any(${[...states]}::text[]) order by f.id for update`;
}

/** What happened to a finding, first to last. */
export async function eventsOfFinding(sql: Sql, findingId: number): Promise<KeptFindingEvent[]> {
	const rows = await sql<
		{
			at: Instant;
			kind: string;
			body: Record<string, unknown>;
			by: number | null;
			name: string | null;
		}[]
	>`
		select at, kind, body, account_id as by, said_by as name from finding_events
		where finding_id = ${findingId} order by n`;
	return rows.map(
		({ at, kind, body, by, name }) => ({ ...body, at, kind, by, name }) as KeptFindingEvent
	);
}

/** The official concerned, for who may read that; null: nobody, or not for this reader. */
export async function personOf(sql: Sql, findingId: number): Promise<string | null> {
	const [row] = await sql<{ name: string }[]>`
		select name from finding_people where finding_id = ${findingId}`;
	return row?.name ?? null;
}

/** Which of some dossier codes the system knows, and whose they are. */
export async function dossiersKnown(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, number | null>> {
	if (codes.length === 0) return new Map();
	const rows = await sql<{ code: string; agencyId: number | null }[]>`
		select code, agency_id as "agencyId" from dossiers where code = any(${[...codes]}::text[])`;
	return new Map(rows.map(({ code, agencyId }) => [code, agencyId]));
}

/** Findings of inspections whose conclusion has not been noted yet, held in one order. */
export async function holdUnconcluded(sql: Sql): Promise<KeptFinding[]> {
	return sql<KeptFinding[]>`
		select ${sql.unsafe(COLUMNS)} from findings f join inspections i on i.code = f.inspection
		where i.state = 'concluded' and f.folded ->> 'concludedAt' is null
			and f.state not in ('logged', 'withdrawn')
		order by f.id for update of f`;
}

/** The signed conclusions of inspections, by their code. */
export async function conclusionsOf(
	sql: Sql,
	inspections: readonly string[]
): Promise<Map<string, { at: Instant; document: string }>> {
	if (inspections.length === 0) return new Map();
	const rows = await sql<{ code: string; at: Instant; document: string | null }[]>`
		select i.code, e.at, e.body -> 'notice' ->> 'number' as document
		from inspections i join inspection_events e on e.inspection_id = i.id and e.kind = 'concluded'
		where i.code = any(${[...inspections]}::text[])`;
	return new Map(rows.map(({ code, at, document }) => [code, { at, document: document ?? '' }]));
}

/** What was handed in last for each of some tasks, where it stands handed in or confirmed. */
export async function handedInFor(
	sql: Sql,
	tasks: readonly string[]
): Promise<
	Map<string, { at: Instant; evidence: string[]; by: number | null; name: string | null }>
> {
	if (tasks.length === 0) return new Map();
	const rows = await sql<
		{
			task: string;
			at: Instant;
			evidence: string[];
			by: number | null;
			name: string | null;
		}[]
	>`
		select t.code as task, e.at, e.body -> 'evidence' as evidence, e.account_id as by, a.name
		from tasks t
			join lateral (select at, body, account_id from task_events
				where task_id = t.id and kind = 'submitted' order by n desc limit 1) e on true
			left join accounts a on a.id = e.account_id
		where t.code = any(${[...tasks]}::text[]) and t.state in ('submitted', 'done')`;
	return new Map(rows.map(({ task, ...rest }) => [task, rest]));
}

/** What was last sent back or opened again of some tasks by who follows them, where it is at work again. */
export async function sentBackFor(
	sql: Sql,
	tasks: readonly string[]
): Promise<Map<string, { at: Instant; reason: string; by: number | null; name: string | null }>> {
	if (tasks.length === 0) return new Map();
	const rows = await sql<
		{ task: string; at: Instant; reason: string; by: number | null; name: string | null }[]
	>`
		select t.code as task, e.at, e.body ->> 'reason' as reason, e.account_id as by, a.name
		from tasks t
			join lateral (select at, body, account_id from task_events
				where task_id = t.id and kind in ('sent_back', 'reopened')
				order by n desc limit 1) e on true
			left join accounts a on a.id = e.account_id
		where t.code = any(${[...tasks]}::text[]) and t.state not in ('submitted', 'done')`;
	return new Map(rows.map(({ task, ...rest }) => [task, rest]));
}
