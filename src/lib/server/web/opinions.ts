import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { isFigure, THRESHOLD_INDICATORS } from '#lib/domain/indicators/registry.ts';
import { isTaskNumber, taskNumberOf } from '#lib/domain/indicators/task-indicators.ts';
import { possibleOpinionActs, seesOpinion } from '#lib/domain/opinions/opinion.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { shareOf } from '#lib/domain/reports/shares.ts';
import { figureOf, type Tally } from '#lib/domain/reports/tally.ts';
import type { IndicatorName } from '#lib/domain/settings/thresholds.ts';
import type { TaskCause } from '#lib/domain/tasks/task.ts';
import { timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import { sayOpinion, type OpinionAct, type ToldOpinion } from '../commands/tasks/opinions.ts';
import type { TaskActor } from '../commands/tasks/turn.ts';
import type { Desk } from '../desk.ts';
import { listOpinions, namesOfAccounts, type KeptOpinion } from '../store/opinions.ts';
import { overviewOf } from '../store/overview.ts';
import { readAs, readFiguresAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { taskFigures } from '../store/task-figures.ts';
import { readQuery } from './api.ts';
import type { opinionAct, opinionItem, opinionSaying } from './opinion-shapes.ts';
import { overviewParams, overviewQuery } from './overview-params.ts';
import { rankedAgencies } from './pages.ts';
import { ProblemError } from './problem.ts';
import { dueSoonDays } from './task-items.ts';
import { tasksByAgency } from './task-page-figures.ts';

export type OpinionItem = z.output<typeof opinionItem>;

/** Which number is meant: an indicator, whose, and what narrowed it. */
export interface NamedNumber {
	indicator: string;
	agency: string | null;
	query: string;
}

/**
 * What a number is now, by the same counting that pages show.
 * @returns null where there is nothing to divide by, or for a number of others
 * @throws ProblemError 400 for parameters that no page takes
 */
export async function countNow(
	{ db, rulebook, clock, figures }: Desk,
	reader: Reader,
	{ indicator, agency, query }: NamedNumber
): Promise<number | null> {
	const params = new URLSearchParams(query);
	if (agency !== null) params.set('agency', agency);
	const now = clock.now();
	if (isTaskNumber(indicator)) {
		const rules = await rulebook.current();
		const counts = await readFiguresAs(db, reader, async (sql) => taskFigures(sql, rules, now));
		const id = agency === null ? null : rules.directory.byCode(agency);
		if (agency !== null && id === null) return null;
		return taskNumberOf(id === null ? counts.province : counts.tally(id), indicator);
	}
	// What all pages show is kept for everybody; only a narrowed number is counted anew.
	const plain = query === '';
	const overview = plain
		? await figures.current()
		: await counted(await rulebook.current(), params, now);
	if (agency === null) return numberOf(overview.province, indicator);
	const found = overview.agencies.find(({ code }) => code === agency);
	return found === undefined ? null : numberOf(found.tally, indicator);

	async function counted(rules: LoadedRules, asked: URLSearchParams, at: Instant) {
		const url = new URL(`http://localhost/?${asked}`);
		const question = overviewQuery(readQuery(url, overviewParams), rules, at);
		return readFiguresAs(db, reader, async (sql) => overviewOf(sql, rules, question, at));
	}
}

/** The agencies answerable to the Chairman whose number is the highest, for a number that is the province's. */
export async function heaviest(
	desk: Desk,
	reader: Reader,
	indicator: string
): Promise<{ code: string; name: string; value: number }[]> {
	const { rulebook, figures, clock } = desk;
	const ranked = new Set(rankedAgencies(await rulebook.current(), clock.now()));
	const numbers = isTaskNumber(indicator)
		? (await tasksByAgency(desk, reader)).agencies.map(({ tally, ...agency }) => ({
				...agency,
				value: taskNumberOf(tally, indicator) ?? 0
			}))
		: (await figures.current()).agencies.map(({ code, name, tally }) => ({
				...{ code, name },
				value: numberOf(tally, indicator) ?? 0
			}));
	return numbers
		.filter(({ code }) => ranked.has(code))
		.filter(({ value }) => value > 0)
		.sort((a, b) => b.value - a.value)
		.slice(0, 3);
}

function numberOf(tally: Tally, indicator: string): number | null {
	const share = (Object.entries(THRESHOLD_INDICATORS) as [IndicatorName, string][]).find(
		([, id]) => id === indicator
	);
	if (share !== undefined) return shareOf(tally, share[0]);
	const id = indicator as Parameters<typeof isFigure>[0];
	return isFigure(id) ? figureOf(tally, id) : null;
}

/** An opinion by API or page: the number is counted again when it comes, and both are kept. */
export async function takeOpinion(
	desk: Desk,
	by: TaskActor,
	said: z.output<typeof opinionSaying>
): Promise<Decision<ToldOpinion>> {
	const { directory, codeOf } = await desk.rulebook.current();
	const agencyId = directory.byCode(said.agency);
	if (agencyId === null) return refused('opinion.agency_unknown', { field: 'agency' });
	const { indicator, query, value, asOf } = said.cause;
	const ofId = said.cause.agency === null ? null : directory.byCode(said.cause.agency);
	if (said.cause.agency !== null && ofId === null) {
		return refused('opinion.agency_unknown', { field: 'cause.agency' });
	}
	const agency = ofId === null ? null : codeOf(ofId);
	let counted: number | null;
	try {
		counted = await countNow(desk, by.reader, { indicator, agency, query });
	} catch (error) {
		if (error instanceof ProblemError) return refused('opinion.number_unknown', { field: 'cause' });
		throw error;
	}
	const cause: TaskCause = {
		...{ kind: 'indicator', id: indicator, agency, value, at: Date.parse(asOf) },
		...(query === '' ? {} : { query })
	};
	const terms = { agencyId, text: said.text, due: said.due, cause };
	return sayOpinion(desk.db, { terms, counted }, by);
}

/** An act with agencies as the store knows them. */
export function opinionActOf(
	{ directory }: LoadedRules,
	body: z.output<typeof opinionAct>
): Decision<OpinionAct> {
	if (body.kind !== 'issue') return accepted(body);
	const { lead, coordinating, tracker, ...rest } = body;
	const ids = [tracker, ...(lead === null ? [] : [lead]), ...coordinating].map((code) =>
		directory.byCode(code)
	);
	const trackerId = ids[0] ?? null;
	if (trackerId === null || ids.includes(null)) return refused('opinion.agency_unknown');
	const coordinatingIds = ids.slice(lead === null ? 1 : 2).filter((id) => id !== null);
	const leadId = lead === null ? null : (ids[1] ?? null);
	return accepted({ ...rest, leadId, coordinatingIds, trackerId });
}

/** The opinions that exist for a reader, the newest first. */
export async function readOpinions(
	{ db, rulebook, clock }: Desk,
	reader: Reader
): Promise<OpinionItem[]> {
	const rules = await rulebook.current();
	const kept = await readAs(db, reader, async (sql) => listOpinions(sql));
	const seen = kept.filter(({ opinion }) => seesOpinion(opinion, reader));
	const names = await namesOfAccounts(
		db.sql,
		seen.flatMap(({ opinion }) => [opinion.leaderId, opinion.preparedBy])
	);
	return seen.map((one) => shown(one, names, rules, reader, clock.now()));
}

function shown(
	{ code, opinion, task }: KeptOpinion,
	names: ReadonlyMap<number, string>,
	rules: LoadedRules,
	reader: Reader,
	now: Instant
): OpinionItem {
	const named = (id: number) => ({
		code: rules.codeOf(id),
		name: rules.directory.latest(id)?.name ?? rules.codeOf(id)
	});
	const { cause } = opinion;
	const whose = cause.agency === null ? null : rules.directory.byCode(cause.agency);
	const at = (instant: Instant | null) => (instant === null ? null : isoOf(instant));
	return {
		...{ code, state: opinion.state, agency: named(opinion.agencyId) },
		...{ text: opinion.text, due: opinion.due },
		cause: {
			...{ indicator: cause.id, agency: whose === null ? null : named(whose) },
			...{ query: cause.query ?? '', value: cause.value, asOf: isoOf(cause.at) },
			...{ counted: opinion.counted, countedAt: isoOf(opinion.countedAt) }
		},
		leader: names.get(opinion.leaderId) ?? '',
		preparedBy: names.get(opinion.preparedBy) ?? '',
		preparedAt: isoOf(opinion.preparedAt),
		...{ givenAt: at(opinion.givenAt), settledAt: at(opinion.settledAt), word: opinion.word },
		task:
			task === null
				? null
				: {
						...{ code: task.code, state: task.state, text: task.folded.text, due: task.folded.due },
						timeliness: timelinessOf(task.folded, now, rules.calendar, dueSoonDays(rules, now))
					},
		mayDo: possibleOpinionActs(opinion, reader)
	};
}
