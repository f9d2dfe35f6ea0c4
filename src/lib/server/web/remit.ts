import { postsOn, type Post } from '#lib/domain/accounts/account.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { Freshness, Overview } from '#lib/domain/reports/overview.ts';
import { noCounts, tallyOf, type Tally } from '#lib/domain/reports/tally.ts';
import type { TaskTally } from '#lib/domain/tasks/tally.ts';
import { attentionOf } from '#lib/domain/wall/attention.ts';
import type { WallLimits } from '#lib/domain/wall/board.ts';
import type { Desk } from '../desk.ts';
import { accountById } from '../store/accounts.ts';
import { fieldNames } from '../store/fields.ts';
import { currentQuery, overviewOf } from '../store/overview.ts';
import { readFiguresAs } from '../store/reading.ts';
import { openDueOn, requestsWaiting } from '../store/remit.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { taskFigures, type TaskFigures } from '../store/task-figures.ts';
import { readOpinions } from './opinions.ts';
import { limitsAt } from './pages.ts';

/** Tasks of an agency with all below it, and what was asked about them. */
export interface RemitTasks extends TaskTally {
	extensions: number;
	corrections: number;
}

/** An agency or a field that somebody answers for, or the province. */
export interface RemitPart {
	kind: 'province' | 'agency' | 'field';
	/** Null: the province. */
	code: string | null;
	name: string;
	vertical: boolean;
	/** Of the current month; of the agency with all below it. */
	tally: Tally;
	freshness: Freshness | null;
	dueToday: number;
	/** Null for a field: a task is given to an agency. */
	tasks: RemitTasks | null;
}

export interface RemitPage {
	/** Whether the reader was given fields or agencies; else the province and who needs attention most. */
	given: boolean;
	/** With the agencies of the parts alone: what pushed figures are laid over. */
	overview: Overview;
	parts: RemitPart[];
	/** Opinions that a secretary wrote down and the reader has still to give. */
	opinions: number;
	limits: WallLimits;
	today: Day;
}

/** So many agencies stand below the province for somebody who answers for all. */
const MOST_IN_NEED = 8;

/** What a leader, or the secretary of one, answers for by their posts of today, in numbers of now. */
export async function readRemit(desk: Desk, reader: Reader): Promise<RemitPage> {
	const { db, rulebook, clock, figures } = desk;
	const rules = await rulebook.current();
	const now = clock.now();
	const posts = await postsOfRemit(desk, reader, now);
	const fields = [...new Set(posts.flatMap((post) => post.fields))];
	const agencyIds = [...new Set(posts.flatMap((post) => post.answersFor))];
	const given = fields.length + agencyIds.length > 0;
	const limits = limitsAt(rules, now);
	// Asked before the transaction: the figures need a connection of their own.
	const overview = await figures.current();
	const counted = await readFiguresAs(db, reader, async (sql) => ({
		tasks: await taskFigures(sql, rules, now),
		requests: await requestsWaiting(sql),
		due: await openDueOn(sql, dayOf(now)),
		names: new Map((await fieldNames(sql)).map(({ code, name }) => [code, name])),
		fields: await Promise.all(
			fields.map(async (field) => ({
				field,
				tally: (await overviewOf(sql, rules, { ...currentQuery(now), field }, now)).province
			}))
		)
	}));
	const ofAgency = agencyReader(rules, now, overview, counted);
	const parts = given
		? [
				...agencyIds.map(ofAgency),
				...counted.fields.map(({ field, tally }) => ({
					...{ kind: 'field' as const, code: field, name: counted.names.get(field) ?? field },
					...{ vertical: false, tally, freshness: null, tasks: null },
					dueToday: sumOf(counted.due.filter((one) => one.field === field))
				}))
			]
		: [
				province(overview, counted),
				...rules.directory
					.active(dayOf(now))
					.filter(({ accountable }) => accountable)
					.map(({ agencyId }) => ofAgency(agencyId))
					.map((part) => ({ part, needs: needOf(part, limits) }))
					.filter(({ needs }) => needs > 0)
					.sort(
						(a, b) => b.needs - a.needs || b.part.tally.open.overdue - a.part.tally.open.overdue
					)
					.slice(0, MOST_IN_NEED)
					.map(({ part }) => part)
			];
	const shown = new Set(parts.map(({ code }) => code));
	const opinions = await readOpinions(desk, reader);
	return {
		given,
		overview: { ...overview, agencies: overview.agencies.filter(({ code }) => shown.has(code)) },
		parts,
		opinions: opinions.filter(({ mayDo }) => mayDo.includes('give')).length,
		limits,
		today: dayOf(now)
	};
}

/** A secretary has before them what their leader answers for. */
async function postsOfRemit(
	{ db }: Pick<Desk, 'db'>,
	{ posts }: Reader,
	now: Instant
): Promise<Post[]> {
	const principals = posts.flatMap(({ onBehalfOf }) => onBehalfOf ?? []);
	const accounts = await Promise.all(principals.map(async (id) => accountById(db.sql, id)));
	return [
		...posts,
		...accounts.flatMap((account) => (account === null ? [] : postsOn(account, dayOf(now))))
	];
}

interface Counted {
	tasks: TaskFigures;
	requests: Awaited<ReturnType<typeof requestsWaiting>>;
	due: Awaited<ReturnType<typeof openDueOn>>;
}

function agencyReader(
	{ directory, codeOf }: LoadedRules,
	now: Instant,
	overview: Overview,
	{ tasks, requests, due }: Counted
): (id: number) => RemitPart {
	const figures = new Map(overview.agencies.map((agency) => [agency.code, agency]));
	return (id) => {
		const code = codeOf(id);
		const found = figures.get(code);
		const below = new Set(directory.descendants(id, dayOf(now)));
		const asked = requests.filter(({ leadId }) => below.has(leadId));
		return {
			kind: 'agency',
			code,
			name: directory.latest(id)?.name ?? code,
			vertical: found?.vertical ?? false,
			tally: found?.tally ?? tallyOf(noCounts()),
			freshness: found?.freshness ?? null,
			dueToday: sumOf(due.filter(({ agencyId }) => agencyId !== null && below.has(agencyId))),
			tasks: { ...tasks.tally(id), ...askedIn(asked) }
		};
	};
}

function province({ province: tally }: Overview, { tasks, requests, due }: Counted): RemitPart {
	return {
		...{ kind: 'province', code: null, name: '', vertical: false, tally, freshness: null },
		dueToday: sumOf(due),
		tasks: { ...tasks.province, ...askedIn(requests) }
	};
}

function askedIn(requests: Counted['requests']): { extensions: number; corrections: number } {
	return {
		extensions: requests.reduce((sum, { extensions }) => sum + extensions, 0),
		corrections: requests.reduce((sum, { corrections }) => sum + corrections, 0)
	};
}

function sumOf(rows: readonly { count: number }[]): number {
	return rows.reduce((sum, { count }) => sum + count, 0);
}

/** How many things of an agency call for attention, with what waits for a word. */
function needOf(part: RemitPart, limits: WallLimits): number {
	const { freshness, tasks } = part;
	const severe = attentionOf({ ...part, silent: freshness?.stale ?? false }, limits);
	return severe.length + (tasks === null ? 0 : Math.sign(tasks.open.overdue + tasks.extensions));
}
