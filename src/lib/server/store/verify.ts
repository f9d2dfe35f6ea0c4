import { addDays, dayOf, endOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { foldRules } from '#lib/domain/dossiers/rules.ts';
import type { DossierList, OverviewQuery } from '#lib/domain/reports/overview.ts';
import { weeksUpTo } from '#lib/domain/reports/periods.ts';
import { FIGURES, figureOf, type Figure, type Tally } from '#lib/domain/reports/tally.ts';
import { LATE_KINDS } from '#lib/domain/causes/cause.ts';
import { allApologies, countApologies } from './apologies.ts';
import { allCauses, countCauses } from './causes.ts';
import { allConsultations, countConsultations } from './consultations.ts';
import { consultationDifferences, openDelayRecount } from './recount-delays.ts';
import { checkChain, type PrintedHead } from './audit-chain.ts';
import { keptCorrectionsAfter } from './corrections.ts';
import type { Sql } from './database.ts';
import { listDossiers } from './dossiers.ts';
import { currentQuery, overviewOf } from './overview.ts';
import type { EvidenceBytes } from './evidence-bytes.ts';
import { evidenceDifferences } from './recount-evidence.ts';
import { countFlags, currentFlagQuery } from './flags.ts';
import { correctionDifferences } from './recount-corrections.ts';
import { findingDifferences } from './recount-findings.ts';
import { inspectionDifferences } from './recount-inspections.ts';
import { openFlagRecount } from './recount-flags.ts';
import { openWallRecount, type WallRecount } from './recount-wall.ts';
import { keptTasksAfter, openTaskRecount, taskDifferences } from './recount-tasks.ts';
import { innerDifferences, openRecount } from './recount.ts';
import { dossierIdsAfter, dueDifferences, keptDossiers, stateDifferences } from './refolding.ts';
import type { LoadedRules } from './rulebook.ts';
import { dueToday } from './wall-due.ts';
import { pastWeeks, runningWeek, WEEKS } from './wall-weeks.ts';

/** The invariants of contract section 6, in its order, then those of tasks. */
export const INVARIANTS = [
	'figures',
	'states',
	'dues',
	'lists',
	'audit',
	'ledger',
	/** Each task is the fold of its events, whose numbers have no gap. */
	'tasks',
	/** Every file of evidence lies as it came. */
	'evidence',
	/** Every figure of tasks = an independent recount, for every agency. */
	'taskFigures',
	/** Each inspection is the fold of its events, and its agency reads no more than it is shown. */
	'inspections',
	/** Each finding is the fold of its events. */
	'findings',
	/** Each request to put a number right is the fold of its events; what still stands of it, counted again. */
	'corrections'
] as const;
export type Invariant = (typeof INVARIANTS)[number];

/** What was found of one invariant: how many things differ, and a few of them by name. */
export interface Finding {
	invariant: Invariant;
	differences: number;
	examples: string[];
	/** What was looked at, in words for the operator. */
	looked: string;
	/** Of the audit chain: every link from the first to this one was recomputed. */
	upTo?: number;
}

export interface Verification {
	findings: Finding[];
	dossiers: number;
}

const EXAMPLES = 5;
const DOSSIERS_AT_ONCE = 500;
const LISTED_AT_ONCE = 5_000;
const TASKS_AT_ONCE = 1_000;

/** Gathers differences; only a few are kept by name, all are counted. */
export class Differences {
	readonly #found = new Map<Invariant, { n: number; examples: string[] }>();

	add(invariant: Invariant, differing: readonly string[]): void {
		const held = this.#found.get(invariant) ?? { n: 0, examples: [] };
		held.n += differing.length;
		held.examples.push(...differing.slice(0, EXAMPLES - held.examples.length));
		this.#found.set(invariant, held);
	}

	finding(invariant: Invariant, looked: string): Finding {
		const { n, examples } = this.#found.get(invariant) ?? { n: 0, examples: [] };
		return { invariant, differences: n, examples, looked };
	}
}

/**
 * Recounts every invariant (contract section 6). Memory does not grow with the number of dossiers:
 * they are folded again a few hundred at a time.
 *
 * @param sql one repeatable-read transaction, so that all is of one state
 * @param now the domain's now
 * @param progress is told how many dossiers have been folded
 * @param printed heads of the audit chain that were kept elsewhere
 * @param evidence where files of evidence lie; null: they are not looked at
 */
export async function verifyAll(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	progress: (dossiers: number) => void = () => undefined,
	printed: readonly PrintedHead[] = [],
	evidence: EvidenceBytes | null = null
): Promise<Verification> {
	const differences = new Differences();
	const asked = await questions(sql, now);
	const recounts = asked.map(({ query }) => openRecount(rules, query, query.at >= now));
	const wall = openWallRecount({ at: now });
	const flagQuery = currentFlagQuery(now);
	const letters = await allApologies(sql);
	const flags = openFlagRecount(rules, flagQuery, letters);
	const causes = await allCauses(sql);
	const delays = openDelayRecount(flagQuery, causes.said, letters);
	const foldingRules = foldRules(rules);

	let dossiers = 0;
	let messages = 0;
	for (let after = 0; ;) {
		const page = await keptDossiers(sql, await dossierIdsAfter(sql, after, DOSSIERS_AT_ONCE));
		for (const kept of page) {
			messages += kept.messages.length;
			if (kept.messages.length === 0) {
				differences.add('states', [`${kept.row.code}: no message`]);
				continue;
			}
			const folded = fold(kept.messages, foldingRules);
			const code = kept.row.code;
			const states = stateDifferences(kept, folded, foldingRules);
			if (states.length > 0) differences.add('states', [`${code}: ${states.join(', ')}`]);
			const dues = dueDifferences(kept, folded);
			if (dues.length > 0) differences.add('dues', [`${code}: ${dues.join(', ')}`]);
			wall.add(folded);
			flags.add(folded, kept.id);
			differences.add('states', delays.add(folded, kept.id, causes.kept.get(kept.id)));
			recounts.forEach((recount, i) => {
				const knownAt = asked[i]?.query.knownAt ?? null;
				if (knownAt === null) return recount.add(folded);
				const known = kept.messages.filter((message) => message.recordedAt <= knownAt);
				if (known.length > 0) recount.add(fold(known, foldingRules));
			});
		}
		dossiers += page.length;
		progress(dossiers);
		const last = page.at(-1);
		if (!last) break;
		after = last.id;
	}

	let agencies = 0;
	for (const [i, recount] of recounts.entries()) {
		const served = await overviewOf(sql, rules, recount.query, now);
		agencies = Math.max(agencies, served.agencies.length);
		const name = asked[i]?.name ?? '';
		const differing = recount.differences(served).map((text) => `${name}: ${text}`);
		differences.add('figures', differing);
		differences.add(
			'lists',
			innerDifferences(recount, served).map((text) => `${name}: ${text}`)
		);
	}
	differences.add('figures', await wallDifferences(sql, rules, now, wall));
	const signs = await countFlags(sql, rules, 'all', flagQuery);
	differences.add('figures', flags.differences(signs));
	const asOfDelays = {
		...{ at: now, from: flagQuery.from, to: flagQuery.to, agencyId: null, own: false, field: null }
	};
	for (const of of LATE_KINDS) {
		const narrowest = { cause: null, nature: null, standing: null };
		differences.add(
			'figures',
			delays.differences(of, {
				causes: await countCauses(sql, rules, 'all', { ...asOfDelays, ...narrowest, of }),
				apologies:
					of === 'endedAfterDue'
						? null
						: await countApologies(sql, rules, 'all', { ...asOfDelays, standing: null, of })
			})
		);
	}
	const today = dayOf(now);
	const asOfOpinions = { today, at: now, from: `${today.slice(0, 4)}-01-01`, to: today };
	const opinions = await countConsultations(sql, rules, 'all', {
		...asOfOpinions,
		...{ agencyId: null, own: false, body: null, standing: null }
	});
	differences.add(
		'figures',
		consultationDifferences(await allConsultations(sql), opinions, asOfOpinions)
	);
	const lists = await checkLists(sql, rules, now, differences);
	differences.add('states', await strayMessages(sql, messages));
	differences.add('dues', await brokenChains(sql));
	const chain = await checkChain(sql, { printed });
	differences.add('audit', chain.broken);
	const entries = await checkLedger(sql, differences);
	const tasks = await checkTasks(sql, rules, now, differences);
	const corrections = await checkCorrections(sql, differences);
	const found = await findingDifferences(sql);
	differences.add('findings', found.found);
	const inspected = await inspectionDifferences(sql);
	differences.add('inspections', inspected.found);
	const files = evidence === null ? null : await evidenceDifferences(sql, evidence);
	differences.add('evidence', files?.found ?? []);
	const heads = printed.length === 0 ? '' : `, ${printed.length} printed heads`;
	return {
		dossiers,
		findings: [
			differences.finding(
				'figures',
				`${recounts.length} overviews, ${agencies} agencies, the wall's weeks, signs`
			),
			differences.finding('states', `${dossiers} dossiers, ${messages} messages`),
			differences.finding('dues', `${dossiers} dossiers`),
			differences.finding('lists', `${lists} lists, ${recounts.length} sums`),
			{ ...differences.finding('audit', `${chain.links} links${heads}`), upTo: chain.last },
			differences.finding('ledger', `${entries} entries`),
			differences.finding('tasks', `${tasks.tasks} tasks, ${tasks.events} events`),
			differences.finding('evidence', files === null ? 'not looked at' : `${files.files} files`),
			differences.finding('taskFigures', `${rules.agencyIds.length} agencies`),
			differences.finding(
				'inspections',
				`${inspected.inspections} inspections, ${inspected.events} events`
			),
			differences.finding('findings', `${found.findings} findings, ${found.events} events`),
			differences.finding('corrections', `${corrections} requests`)
		]
	};
}

/** Every task folded again from its events, and the figures of tasks counted again from that. */
async function checkTasks(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	differences: Differences
): Promise<{ tasks: number; events: number }> {
	const recount = openTaskRecount(rules, now);
	const looked = { tasks: 0, events: 0 };
	for (let after = 0; ;) {
		const page = await keptTasksAfter(sql, after, TASKS_AT_ONCE);
		for (const kept of page) {
			looked.tasks += 1;
			looked.events += kept.happened.length;
			const { found, task } = taskDifferences(kept);
			if (found.length > 0) differences.add('tasks', [`${kept.code}: ${found.join(', ')}`]);
			if (task !== null) recount.add(task);
		}
		const last = page.at(-1);
		if (!last) break;
		after = last.id;
	}
	differences.add('taskFigures', await recount.differences(sql));
	return looked;
}

/** Every request to put a number right: its fold, and what its dossiers' messages make of its list. */
async function checkCorrections(sql: Sql, differences: Differences): Promise<number> {
	let looked = 0;
	for (let after = 0; ;) {
		const page = await keptCorrectionsAfter(sql, after, TASKS_AT_ONCE);
		for (const kept of page) {
			const found = correctionDifferences(kept);
			if (found.length > 0) differences.add('corrections', [`${kept.code}: ${found.join(', ')}`]);
		}
		looked += page.length;
		const last = page.at(-1);
		if (!last) return looked;
		after = last.id;
	}
}

/** What a wall of the province is sent besides the overview of now. */
async function wallDifferences(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	recount: WallRecount
): Promise<string[]> {
	const query = currentQuery(now);
	const past = weeksUpTo(query.to, WEEKS, now).slice(0, -1);
	const weeks = [
		...(await pastWeeks(sql, rules, query, past)),
		await runningWeek(sql, rules, query, now)
	];
	return recount.differences(weeks, await dueToday(sql, rules, query, now));
}

/** What is asked of the server and counted again: now, past instants, narrowed, and as once known. */
async function questions(
	sql: Sql,
	now: Instant
): Promise<{ name: string; query: OverviewQuery }[]> {
	const current = currentQuery(now);
	const lastMonth = addDays(current.from, -1);
	const asked = [
		{ name: 'now', query: current },
		{ name: 'last month', query: period(`${lastMonth.slice(0, 7)}-01`, lastMonth) },
		{ name: 'a year', query: { ...current, from: addDays(current.to, -365) } },
		{
			name: 'at an instant five weeks ago',
			query: { ...current, at: now - 35 * 86_400_000, from: addDays(current.to, -80) }
		}
	];
	const [known] = await sql<{ first: Day | null; changedAt: Instant | null }[]>`
		select (select min(received_on) from dossiers) as first,
			(select max(at) from ledger where kind in ('agencies', 'procedures', 'settings')) as "changedAt"`;
	if (known?.first != null && known.first < current.from) {
		const from = `${known.first.slice(0, 7)}-01`;
		asked.push({ name: 'the first two months', query: period(from, addDays(from, 58)) });
	}
	// What a fold gave before the catalogue changed cannot be folded again from today's rules.
	const knownAt = now - 2 * 86_400_000;
	if ((known?.changedAt ?? -Infinity) < knownAt) {
		asked.push({ name: 'as known two days ago', query: { ...current, at: knownAt, knownAt } });
	}
	const [often] = await sql<{ field: string | null; channel: string | null; by: string | null }[]>`
		select mode() within group (order by field_code) as field,
			mode() within group (order by channel) as channel,
			mode() within group (order by received_by) as by
		from (select field_code, channel, received_by from dossiers limit 20000) d`;
	asked.push(
		{ name: 'one field', query: { ...current, field: often?.field ?? null } },
		{ name: 'one channel', query: { ...current, channel: often?.channel ?? null } },
		{ name: 'one receiving unit', query: { ...current, receivedBy: often?.by ?? null } }
	);
	return asked.filter(({ query }) => query.at <= now && dayOf(query.at) <= query.to);
}

function period(from: Day, to: Day): OverviewQuery {
	return { ...currentQuery(endOfDay(to)), from, to };
}

/**
 * Invariant 4: every list has as many dossiers as its number says, for every agency and figure. The
 * province's list of a figure is read to its end, and its dossiers counted by agency; then each agency
 * is asked for by itself, with and without those below it, for one figure after the other in turn.
 */
async function checkLists(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	differences: Differences
): Promise<number> {
	const query = currentQuery(now);
	const served = await overviewOf(sql, rules, query, now);
	let lists = 0;
	for (const figure of FIGURES) {
		const byAgency = new Map<string, number>();
		let cursor: string | null = null;
		do {
			const asked = { ...query, figure, ...WHOLE_LIST, limit: LISTED_AT_ONCE, cursor };
			const page: DossierList = await listDossiers(sql, rules, 'all', asked, now);
			for (const { agency } of page.items) {
				byAgency.set(agency.code, (byAgency.get(agency.code) ?? 0) + 1);
			}
			cursor = page.next;
		} while (cursor !== null);
		const told = new Map(served.agencies.map((row) => [row.code, figureOf(row.own, figure)]));
		for (const code of new Set([...told.keys(), ...byAgency.keys()])) {
			const [listed, number] = [byAgency.get(code) ?? 0, told.get(code) ?? 0];
			if (listed === number) continue;
			differences.add('lists', [`${code} own ${figure}: ${listed} in the list, number ${number}`]);
		}
		lists += told.size;
	}
	const asked = [
		{ code: 'province', agencyId: null, own: false, tally: served.province },
		...served.agencies.flatMap(({ code, tally, own }) => {
			const agencyId = rules.directory.byCode(code);
			return [
				{ code, agencyId, own: false, tally },
				{ code: `${code} own`, agencyId, own: true, tally: own }
			];
		})
	];
	for (const [i, { code, agencyId, own, tally }] of asked.entries()) {
		const figures =
			agencyId === null ? FIGURES : FIGURES.filter((_, n) => n === i % FIGURES.length);
		const narrowed = { ...query, agencyId, own };
		const differing = await listDifferences(sql, rules, narrowed, tally, now, figures);
		differences.add(
			'lists',
			differing.map((text) => `${code} ${text}`)
		);
		lists += figures.length;
	}
	return lists;
}

/** Where the list behind a number has another total than the number says. */
export async function listDifferences(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	tally: Tally,
	now: Instant,
	figures: readonly Figure[] = FIGURES
): Promise<string[]> {
	const found: string[] = [];
	for (const figure of figures) {
		const asked = { ...query, figure, ...WHOLE_LIST };
		const { total } = await listDossiers(sql, rules, 'all', asked, now);
		const number = figureOf(tally, figure);
		if (total !== number) found.push(`${figure}: list ${total}, number ${number}`);
	}
	return found;
}

const WHOLE_LIST = {
	standing: null,
	flag: null,
	search: null,
	age: null,
	due: null,
	sort: 'code',
	limit: 1,
	cursor: null
} as const;

/** Messages that no dossier holds. */
async function strayMessages(sql: Sql, counted: number): Promise<string[]> {
	const [row] = await sql<{ n: number }[]>`select count(*) as n from messages`;
	const n = row?.n ?? 0;
	return n === counted ? [] : [`${n} messages recorded, ${counted} belong to a dossier`];
}

/** Due-date chains of any revision with a gap, and dossiers whose appointment no chain ends with. */
async function brokenChains(sql: Sql): Promise<string[]> {
	const rows = await sql<{ code: string }[]>`
		select d.code from (
			select dossier_id from due_dates group by dossier_id, revision
			having min(n) <> 1 or max(n) <> count(*)
			union
			select x.id from dossiers x
			where x.due_at is not null and not exists (
				select from due_dates c where c.dossier_id = x.id and c.revision = x.due_revision)
		) broken(id) join dossiers d using (id)`;
	return rows.map(({ code }) => `${code}: chain of dates has a gap`);
}

/** Invariant 6. */
async function checkLedger(sql: Sql, differences: Differences): Promise<number> {
	const [row] = await sql<
		{ n: number; first: number | null; last: number | null; head: number; twice: number }[]
	>`
		select count(*) as n, min(seq) as first, max(seq) as last,
			count(*) - count(distinct seq) as twice, (select seq from ledger_head) as head
		from ledger`;
	if (!row) return 0;
	const { n, first, last, head, twice } = row;
	if (twice > 0) differences.add('ledger', [`${twice} numbers given twice`]);
	const missing = (last ?? 0) - (first ?? 1) + 1 - (n - twice);
	if (missing > 0) differences.add('ledger', [`${missing} numbers missing`]);
	if ((first ?? 1) !== 1) differences.add('ledger', [`begins with ${first}`]);
	if ((last ?? 0) !== head) differences.add('ledger', [`head says ${head}, last is ${last}`]);
	const unsaid = await sql<{ at: string }[]>`
		select distinct recorded_at::text as at from messages m
		where not exists (select from ledger l where l.at = m.recorded_at and l.kind = 'dossiers')`;
	differences.add(
		'ledger',
		unsaid.map(({ at }) => `messages recorded ${at} have no entry`)
	);
	return n;
}
