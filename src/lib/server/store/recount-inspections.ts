import { isDeepStrictEqual } from 'node:util';
import { accessOf } from '#lib/domain/inspections/acts.ts';
import {
	foldInspection,
	isShown,
	type Inspection,
	type InspectionEvent
} from '#lib/domain/inspections/inspection.ts';
import type { Sql } from './database.ts';

interface KeptRow {
	code: string;
	row: Pick<Inspection, 'agencyId' | 'kind' | 'year' | 'state' | 'shownAt'>;
	folded: Inspection;
	events: number;
	happened: { n: number; shown: boolean; event: InspectionEvent }[];
	members: { accountId: number; leads: boolean; from: string; to: string | null }[];
}

/**
 * Every inspection folded again: what is kept is the fold of what its agency may be shown, its state
 * that of all that happened, and who may open it on which days follows from both.
 */
export async function inspectionDifferences(
	sql: Sql
): Promise<{ inspections: number; events: number; found: string[] }> {
	const rows = await sql<KeptRow[]>`
		select i.code, i.folded, i.events,
			jsonb_build_object('agencyId', i.agency_id, 'kind', i.kind, 'year', i.year, 'state', i.state,
				'shownAt', round(extract(epoch from i.shown_at) * 1000)::bigint) as row,
			coalesce((
				select jsonb_agg(jsonb_build_object('n', e.n, 'shown', e.shown, 'event', e.body ||
					jsonb_build_object('kind', e.kind, 'at',
						round(extract(epoch from e.at) * 1000)::bigint)) order by e.n)
				from inspection_events e where e.inspection_id = i.id), '[]') as happened,
			coalesce((
				select jsonb_agg(jsonb_build_object('accountId', m.account_id, 'leads', m.leads,
					'from', m.from_day, 'to', m.to_day) order by m.account_id)
				from inspection_members m where m.inspection_id = i.id), '[]') as members
		from inspections i order by i.id`;
	const found: string[] = [];
	let events = 0;
	for (const kept of rows) {
		events += kept.happened.length;
		const wrong = differencesOf(kept);
		if (wrong.length > 0) found.push(`${kept.code}: ${wrong.join(', ')}`);
	}
	return { inspections: rows.length, events, found };
}

function differencesOf({ row, folded, events, happened, members }: KeptRow): string[] {
	const wrong: string[] = [];
	if (happened.length !== events || happened.some(({ n }, i) => n !== i + 1)) wrong.push('events');
	if (happened.some(({ shown, event }) => shown !== isShown(event))) wrong.push('shown');
	try {
		const whole = foldInspection(happened.map(({ event }) => event));
		const shown = foldInspection(happened.map(({ event }) => event).filter(isShown));
		if (!isDeepStrictEqual(JSON.parse(JSON.stringify(shown)), { ...folded })) wrong.push('folded');
		for (const column of Object.keys(row) as (keyof KeptRow['row'])[]) {
			if (row[column] !== whole[column]) wrong.push(column);
		}
		const expected = whole.team
			.flatMap((member) => {
				const days = accessOf(whole, member);
				const { accountId, leads } = member;
				return accountId === null || days === null ? [] : [{ accountId, leads, ...days }];
			})
			.sort((a, b) => a.accountId - b.accountId);
		if (!isDeepStrictEqual(members, expected)) wrong.push('members');
	} catch {
		wrong.push('begins with no plan');
	}
	return wrong;
}
