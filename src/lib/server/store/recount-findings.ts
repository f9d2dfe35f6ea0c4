import { isDeepStrictEqual } from 'node:util';
import { foldFinding, type Finding, type FindingEvent } from '#lib/domain/findings/finding.ts';
import type { Sql } from './database.ts';

interface KeptRow {
	code: string;
	row: Pick<Finding, 'agencyId' | 'category' | 'severity' | 'state' | 'task' | 'releasedAt'>;
	folded: Finding;
	events: number;
	happened: { n: number; event: FindingEvent }[];
}

/** Every finding folded again from its events: how many, and which are kept otherwise. */
export async function findingDifferences(
	sql: Sql
): Promise<{ findings: number; events: number; found: string[] }> {
	const rows = await sql<KeptRow[]>`
		select f.code, f.folded, f.events,
			jsonb_build_object('agencyId', f.agency_id, 'category', f.category, 'severity', f.severity,
				'state', f.state, 'task', f.task, 'releasedAt',
				round(extract(epoch from f.released_at) * 1000)::bigint) as row,
			coalesce((
				select jsonb_agg(jsonb_build_object('n', e.n, 'event', e.body || jsonb_build_object(
					'kind', e.kind, 'by', e.account_id,
					'at', round(extract(epoch from e.at) * 1000)::bigint)) order by e.n)
				from finding_events e where e.finding_id = f.id), '[]') as happened
		from findings f order by f.id`;
	const found: string[] = [];
	let events = 0;
	for (const { code, row, folded, events: n, happened } of rows) {
		events += happened.length;
		const wrong: string[] = [];
		if (happened.length !== n || happened.some((one, i) => one.n !== i + 1)) wrong.push('events');
		try {
			const finding = foldFinding(happened.map(({ event }) => event));
			if (!isDeepStrictEqual(JSON.parse(JSON.stringify(finding)), { ...folded })) {
				wrong.push('folded');
			}
			for (const column of Object.keys(row) as (keyof KeptRow['row'])[]) {
				if (row[column] !== finding[column]) wrong.push(column);
			}
		} catch {
			wrong.push('begins with no first record');
		}
		if (wrong.length > 0) found.push(`${code}: ${wrong.join(', ')}`);
	}
	return { findings: rows.length, events, found };
}
