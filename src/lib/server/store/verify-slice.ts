import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { foldRules } from '#lib/domain/dossiers/rules.ts';
import { checkChain } from './audit-chain.ts';
import type { Sql } from './database.ts';
import { currentQuery, overviewOf } from './overview.ts';
import { keptTasksAfter, taskDifferences } from './recount-tasks.ts';
import { openRecount } from './recount.ts';
import { dossierIdsAfter, dueDifferences, keptDossiers, stateDifferences } from './refolding.ts';
import type { LoadedRules } from './rulebook.ts';
import { Differences, listDifferences, type Verification } from './verify.ts';

/**
 * How far the rotation has come: the last dossier folded again, the last agency counted again, the
 * last link of the audit chain recomputed, the last task folded again.
 */
export interface SlicePosition {
	dossier: number;
	agency: number;
	link: number;
	task: number;
}

const DOSSIERS = 400;
/** Of one agency, how many dossiers are folded again for its present figures at most. */
const AGENCY_DOSSIERS = 4_000;
const AT_ONCE = 100;
const LINKS = 10_000;
const TASKS = 200;
/** Folds between two looks at who else waits. */
const FOLDS = 20;

/**
 * Recounts the next slice of everything: some dossiers in turn, the present figures and lists of one
 * agency, some links of the audit chain, and the newest entries of the ledger. After some hours the whole has been gone through.
 *
 * @param sql one repeatable-read transaction
 * @returns what was found, and where the next slice begins
 */
export async function verifySlice(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	from: SlicePosition
): Promise<Verification & { next: SlicePosition }> {
	const differences = new Differences();
	const folding = foldRules(rules);
	const ids = await dossierIdsAfter(sql, from.dossier, DOSSIERS);
	let folds = 0;
	for (let i = 0; i < ids.length; i += AT_ONCE) {
		for (const kept of await keptDossiers(sql, ids.slice(i, i + AT_ONCE))) {
			if (folds++ % FOLDS === 0) await othersFirst();
			const { code } = kept.row;
			if (kept.messages.length === 0) {
				differences.add('states', [`${code}: no message`]);
				continue;
			}
			const folded = fold(kept.messages, folding);
			const states = stateDifferences(kept, folded, folding);
			if (states.length > 0) differences.add('states', [`${code}: ${states.join(', ')}`]);
			const dues = dueDifferences(kept, folded);
			if (dues.length > 0) differences.add('dues', [`${code}: ${dues.join(', ')}`]);
		}
	}
	const agency = rules.agencyIds.toSorted((a, b) => a - b).find((id) => id > from.agency) ?? null;
	const counted = agency === null ? 0 : await checkAgency(sql, rules, now, agency, differences);
	const chain = await checkChain(sql, { after: from.link, atMost: LINKS });
	differences.add('audit', chain.broken);
	const entries = await checkNewest(sql, differences);
	const tasks = await keptTasksAfter(sql, from.task, TASKS);
	for (const kept of tasks) {
		const { found } = taskDifferences(kept);
		if (found.length > 0) differences.add('tasks', [`${kept.code}: ${found.join(', ')}`]);
	}
	const last = ids.at(-1);
	return {
		dossiers: ids.length + counted,
		findings: [
			differences.finding('figures', `${counted} dossiers of one agency`),
			differences.finding('states', `${ids.length} dossiers`),
			differences.finding('dues', `${ids.length} dossiers`),
			differences.finding('lists', agency === null ? 'none' : 'one agency'),
			{
				...differences.finding('audit', `${chain.links} links`),
				...(chain.whole ? { upTo: chain.last } : {})
			},
			differences.finding('ledger', `${entries} entries`),
			differences.finding('tasks', `${tasks.length} tasks`)
		],
		next: {
			dossier: ids.length < DOSSIERS ? 0 : (last ?? 0),
			agency: agency ?? 0,
			link: chain.whole ? 0 : chain.last,
			task: tasks.length < TASKS ? 0 : (tasks.at(-1)?.id ?? 0)
		}
	};
}

/** The agency's own present figures, from the messages of the dossiers that can enter them. */
async function checkAgency(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	agencyId: number,
	differences: Differences
): Promise<number> {
	const query = { ...currentQuery(now), agencyId, own: true };
	const rows = await sql<{ id: number }[]>`
		select id from dossiers
		where agency_id = ${agencyId} and (phase in ('awaiting', 'open', 'paused') or status = 9
			or closed_on >= ${query.from}::date)
		limit ${AGENCY_DOSSIERS + 1}`;
	const served = await overviewOf(sql, rules, query, now);
	const code = rules.codeOf(agencyId);
	const tally = served.agencies.find((row) => row.code === code)?.own;
	if (tally) {
		const lists = await listDifferences(sql, rules, query, tally, now);
		differences.add(
			'lists',
			lists.map((text) => `${code} own ${text}`)
		);
	}
	if (rows.length > AGENCY_DOSSIERS) return 0;
	const recount = openRecount(rules, query, true);
	const folding = foldRules(rules);
	let folds = 0;
	for (let i = 0; i < rows.length; i += AT_ONCE) {
		const ids = rows.slice(i, i + AT_ONCE).map(({ id }) => id);
		for (const kept of await keptDossiers(sql, ids)) {
			if (folds++ % FOLDS === 0) await othersFirst();
			if (kept.messages.length > 0) recount.add(fold(kept.messages, folding));
		}
	}
	differences.add('figures', recount.differences(served));
	return rows.length;
}

/** That the newest numbers of the ledger follow one another up to the head. */
async function checkNewest(sql: Sql, differences: Differences): Promise<number> {
	const [row] = await sql<{ head: number; n: number; last: number | null }[]>`
		select h.seq as head, count(l.seq) as n, max(l.seq) as last
		from ledger_head h left join ledger l on l.seq > h.seq - 1000
		group by h.seq`;
	if (!row) return 0;
	if ((row.last ?? 0) !== row.head) {
		differences.add('ledger', [`head says ${row.head}, last is ${row.last}`]);
	}
	const missing = Math.min(row.head, 1000) - row.n;
	if (missing !== 0) differences.add('ledger', [`${missing} of the newest numbers missing`]);
	return row.n;
}
