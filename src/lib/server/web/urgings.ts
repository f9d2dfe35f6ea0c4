import type { RequestEvent } from '@sveltejs/kit';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { UrgingActor, Urged } from '../commands/urging.ts';
import type { Desk } from '../desk.ts';
import { channelsOf } from '../settings.ts';
import { askedBehind } from '../store/consultations.ts';
import { listDossiers } from '../store/dossiers.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import {
	itemsOfUrging,
	lastUrging,
	listUrgings,
	marksOf,
	urgingByCode,
	urgingsOfLetter,
	type FrozenItem,
	type KeptUrging,
	type UrgingKind
} from '../store/urgings.ts';
import { checked } from './api.ts';
import { listParams, listQuery } from './overview-params.ts';
import { taskRows } from './task-rows.ts';
import { taskListParams } from './task-shapes.ts';
import { consultationsUrged } from './urged-consultations.ts';
import type { UrgedItemShown, UrgingItem } from './urging-shapes.ts';

/** More things than this are not urged about at once. */
const ITEMS_AT_MOST = 20_000;
/** What says where in a list somebody is, or how it is ordered, and is no part of the question. */
const NOT_THE_QUESTION = [
	'agency',
	'own',
	'from',
	'to',
	'sort',
	'limit',
	'cursor',
	'offset',
	'n',
	'view',
	'at',
	'knownAt'
];

export function urgingActorOf(event: RequestEvent, reader: Reader): UrgingActor {
	const { clock, settings } = event.locals.desk;
	return {
		...{ reader, address: event.getClientAddress(), now: clock.now(), realNow: Date.now() },
		channels: channelsOf(settings)
	};
}

/** What counting a list works with. */
type UrgingDesk = Pick<Desk, 'db' | 'rulebook' | 'clock'>;

/** Until when an answer is asked for unless somebody says otherwise. */
export function replyByDefault({ calendar, parameters }: LoadedRules, now: Instant): Day {
	const today = dayOf(now);
	return addWorkingDays(calendar, today, parameterOn(parameters.urgingReplyDays, today));
}

/** The list that is asked for as each agency's part of it, to whom it would be sent. */
export async function urgedList(
	desk: UrgingDesk,
	reader: Reader,
	asked: { kind: UrgingKind; filter: Record<string, string> }
): Promise<Decision<Pick<Urged, 'kind' | 'question' | 'parts'>>> {
	const { kind, filter } = asked;
	if ('at' in filter || 'knownAt' in filter) return refused('urging.past_list');
	const rules = await desk.rulebook.current();
	if (kind === 'consultations') {
		const asked = await consultationsUrged(desk, rules, reader, filter);
		return asked.accepted ? accepted({ kind, ...asked.value }) : asked;
	}
	const found =
		kind === 'dossiers'
			? await dossiersOf(desk, rules, reader, filter)
			: await tasksOf(desk, reader, filter);
	if (!found.accepted) return found;
	const on = dayOf(desk.clock.now());
	const byAgency = Map.groupBy(found.value, ({ agencyId }) =>
		addressee(rules, reader, agencyId, on)
	);
	const parts = [...byAgency].map(([agencyId, items]) => ({ agencyId, items }));
	return accepted({ kind, question: questionOf(filter), parts });
}

/** The same question whatever agency, page and order of it somebody was looking at. */
export function questionOf(filter: Readonly<Record<string, unknown>>): string {
	const kept = Object.entries(filter)
		.filter((one): one is [string, string] => typeof one[1] === 'string')
		.filter(([name, value]) => value !== '' && !NOT_THE_QUESTION.includes(name))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return new URLSearchParams(kept).toString();
}

/** Who watches the province urges the accountable agency; a head, the units below their own. */
function addressee(rules: LoadedRules, reader: Reader, agencyId: number, on: Day): number {
	if (reader.grants.urge !== 'all') return agencyId;
	return rules.directory.accountableAncestor(agencyId, on) ?? agencyId;
}

type Found = FrozenItem & { agencyId: number };

async function dossiersOf(
	{ db, clock }: UrgingDesk,
	rules: LoadedRules,
	reader: Reader,
	filter: Record<string, string>
): Promise<Decision<Found[]>> {
	const now = clock.now();
	const { n: _, ...params } = filter;
	const asked = { ...checked(params, listParams), limit: 1000, cursor: undefined };
	return readAs(db, reader, async (sql) => {
		const found: Found[] = [];
		for (let cursor: string | null = null; ;) {
			const query = { ...listQuery(asked, rules, now), sort: 'code' as const, cursor };
			const list = await listDossiers(sql, rules, reader.sees.dossiers, query, now);
			if (list.total > ITEMS_AT_MOST) return refused('urging.too_many');
			const codes = list.items.map(({ code }) => code);
			const marks = new Map(
				(await marksOf(sql, 'dossiers', codes)).map(({ code, mark }) => [code, mark])
			);
			for (const { code, agency } of list.items) {
				const agencyId = rules.directory.byCode(agency.code);
				if (agencyId !== null) found.push({ code, agencyId, mark: marks.get(code) ?? 0 });
			}
			cursor = list.next;
			if (cursor === null) return accepted(found);
		}
	});
}

async function tasksOf(
	desk: UrgingDesk,
	reader: Reader,
	filter: Record<string, string>
): Promise<Decision<Found[]>> {
	const { view: _, offset: _offset, ...params } = filter;
	const rows = await taskRows(desk, reader, checked(params, taskListParams));
	if (rows === null) return refused('urging.agency_unknown', { field: 'agency' });
	// What is done needs no urging, and what lives in another software is urged there.
	const open = rows.rows.filter(
		({ task }) => task.state !== 'done' && task.state !== 'revoked' && task.origin === null
	);
	const leads = new Map(open.map(({ item, task }) => [item.code, task.leadId]));
	const marks = await readAs(desk.db, reader, async (sql) =>
		marksOf(sql, 'tasks', [...leads.keys()])
	);
	return accepted(
		marks.flatMap(({ code, mark }) => {
			const agencyId = leads.get(code);
			return agencyId === undefined ? [] : [{ code, mark, agencyId }];
		})
	);
}

/** What would be sent, agency by agency, with the number that it would have. */
export async function previewOf(
	desk: Desk,
	reader: Reader,
	{ kind, question, parts }: Pick<Urged, 'kind' | 'question' | 'parts'>
): Promise<{ code: string; name: string; count: number; n: number; may: boolean }[]> {
	const rules = await desk.rulebook.current();
	return readAs(desk.db, reader, async (sql) => {
		const shown: Awaited<ReturnType<typeof previewOf>> = [];
		for (const { agencyId, items } of parts) {
			const last = await lastUrging(sql, agencyId, kind, question);
			const n = last !== null && last.unmoved > 0 ? last.n + 1 : 1;
			shown.push({
				...named(rules, agencyId),
				count: items.length,
				n,
				may: mayTo(reader, 'urge', agencyId)
			});
		}
		return shown.sort((a, b) => b.count - a.count);
	});
}

function named(rules: LoadedRules, agencyId: number): { code: string; name: string } {
	const code = rules.codeOf(agencyId);
	return { code, name: rules.directory.latest(agencyId)?.name ?? code };
}

/** @returns null for an agency that nobody knows */
export async function readUrgings(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	agency: string | undefined,
	limit = 200
): Promise<UrgingItem[] | null> {
	const rules = await rulebook.current();
	const agencyId = agency === undefined ? null : rules.directory.byCode(agency);
	if (agency !== undefined && agencyId === null) return null;
	const now = clock.now();
	const ids = agencyId === null ? null : rules.directory.descendants(agencyId, dayOf(now));
	const rows = await readAs(db, reader, async (sql) => listUrgings(sql, ids, limit));
	return rows.map((row) => shownUrging(row, rules, reader, now));
}

/** What an issued letter counts as, an agency and kind each, in the agencies' order. */
export async function readUrgingsOfLetter(
	{ db, rulebook }: Pick<Desk, 'db' | 'rulebook'>,
	reader: Reader,
	letter: string
): Promise<Pick<UrgingItem, 'code' | 'agency' | 'kind' | 'n' | 'count'>[]> {
	const rules = await rulebook.current();
	const rows = await readAs(db, reader, async (sql) => urgingsOfLetter(sql, letter));
	return rows.map(({ agencyId, ...row }) => ({ ...row, agency: named(rules, agencyId) }));
}

/** An urging with its frozen list; null when it does not exist for the reader. */
export async function readUrging(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	code: string
): Promise<(UrgingItem & { items: UrgedItemShown[] }) | null> {
	const rules = await rulebook.current();
	return readAs(db, reader, async (sql) => {
		const kept = await urgingByCode(sql, code);
		if (kept === null) return null;
		const items = await itemsOfUrging(sql, kept, 1000);
		const codes = items.map(({ code }) => code);
		const asked = kept.kind === 'consultations' ? await askedBehind(sql, codes) : null;
		return {
			...shownUrging(kept, rules, reader, clock.now()),
			items: items.map(({ code, moved }) => {
				const about = asked?.get(code);
				if (about === undefined) return { code, moved, asked: null };
				const { agencyId, ...rest } = about;
				return { code, moved, asked: { by: named(rules, agencyId), ...rest } };
			})
		};
	});
}

function shownUrging(
	row: KeptUrging,
	rules: LoadedRules,
	reader: Reader,
	now: Instant
): UrgingItem {
	const { code, agencyId, kind, question, n, count, moved, asOf, replyBy, text, by, reply } = row;
	const { repliedAt, repliedBy, letter } = row;
	return {
		...{ code, agency: named(rules, agencyId), kind, question, n, count, moved },
		...{ asOf: isoOf(asOf), replyBy, text, by },
		reply:
			reply === null || repliedAt === null
				? null
				: { text: reply, at: isoOf(repliedAt), by: repliedBy },
		letter:
			letter === null
				? null
				: { code: letter.code, number: letter.number, issuedOn: letter.on, seen: letter.seen },
		replyLate: reply === null && replyBy !== null && dayOf(now) > replyBy,
		mayReply: reply === null && mayTo(reader, 'reportTasks', agencyId)
	};
}
