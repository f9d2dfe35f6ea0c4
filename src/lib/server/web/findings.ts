import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { mendingText } from '#lib/domain/findings/category-names.ts';
import { usualFigure, type WatchedFigure } from '#lib/domain/findings/category.ts';
import { possibleFindingActs, type TeamSeat } from '#lib/domain/findings/acts.ts';
import type { Finding, FrozenFigure } from '#lib/domain/findings/finding.ts';
import { heatRows } from '#lib/domain/findings/heat.ts';
import { FINDING_CATEGORIES } from '#lib/domain/inspections/checklist.ts';
import { refused, type Decision } from '#lib/domain/refusal.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import { actOnFinding, type MovedFinding } from '../commands/findings/act.ts';
import { logFinding, type LoggedFinding } from '../commands/findings/log.ts';
import { seatIn } from '../commands/findings/seats.ts';
import { issueFindingTasks, type MendingTasks } from '../commands/findings/task.ts';
import type { FindingActor } from '../commands/findings/turn.ts';
import type { Desk } from '../desk.ts';
import type { Sql } from '../store/database.ts';
import { figureOf } from '../store/finding-figures.ts';
import {
	ANY_FINDING,
	dossiersKnown,
	eventsOfFinding,
	findingByCode,
	listFindings,
	personOf,
	type KeptFinding,
	type KeptFindingEvent
} from '../store/findings.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { FINDING_REFUSALS } from './finding-shapes.ts';
import { ProblemError } from './problem.ts';
import type {
	FindingDetail,
	findingAct,
	FindingHeat,
	FindingItem,
	findingLog,
	findingParams,
	findingTasks
} from './finding-shapes.ts';

/** Who acts on findings by this request. */
export function findingActorOf(event: RequestEvent, reader: Reader): FindingActor {
	// A key that reads does nothing in the name of the account behind it, whatever team that sits in.
	if (reader.keyScope === 'read') {
		const code = 'finding.not_yours';
		throw new ProblemError({ status: 403, code, title: FINDING_REFUSALS[code] ?? code });
	}
	const now = event.locals.desk.clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now() };
}

/** Logs what somebody says they found, with the number of the agency as it stands now. */
export async function takeFinding(
	desk: Desk,
	by: FindingActor,
	said: z.output<typeof findingLog>
): Promise<Decision<LoggedFinding & { again: boolean }>> {
	const { agency, happenedAt, figure: chosen, ...rest } = said;
	const rules = await desk.rulebook.current();
	const named = agency === null ? null : rules.directory.byCode(agency);
	if (agency !== null && named === null) {
		return refused('finding.agency_unknown', { field: 'agency' });
	}
	const agencyId = named ?? (await agencyOfDossiers(desk, by.reader, said.dossiers));
	const watched = chosen ?? (said.category === null ? null : usualFigure(said.category));
	return logFinding(
		desk.db,
		{
			...{ ...rest, agencyId },
			happenedAt: happenedAt === null ? null : Date.parse(happenedAt),
			figure: await frozen(desk, rules, agencyId, watched, by.now)
		},
		by
	);
}

/** Does an act; closing looks at the watched figure as it stands now. */
export async function takeFindingAct(
	desk: Desk,
	by: FindingActor,
	code: string,
	body: z.output<typeof findingAct>
): Promise<Decision<MovedFinding>> {
	const rules = await desk.rulebook.current();
	if (body.kind === 'amended') {
		const { kind, happenedAt, ...rest } = body;
		const at = happenedAt === null ? null : Date.parse(happenedAt);
		const act = { kind, change: { ...rest, happenedAt: at } };
		return actOnFinding(desk.db, rules, { code, act }, by);
	}
	if (body.kind !== 'closed') return actOnFinding(desk.db, rules, { code, act: body }, by);
	const kept = await readAs(desk.db, by.reader, async (sql) => findingByCode(sql, code));
	const watched = kept?.finding.figure?.figure ?? null;
	const now = await frozen(desk, rules, kept?.finding.agencyId ?? null, watched, by.now);
	const act = { kind: 'closed' as const, now: now?.value ?? null };
	return actOnFinding(desk.db, rules, { code, act }, by);
}

/** Makes tasks of findings, in their own words where nobody wrote others. */
export async function takeFindingTasks(
	desk: Desk,
	by: FindingActor,
	body: z.output<typeof findingTasks>
): Promise<Decision<MendingTasks>> {
	const rules = await desk.rulebook.current();
	const trackerId = rules.directory.byCode(body.tracker);
	if (trackerId === null) return refused('finding.agency_unknown', { field: 'tracker' });
	const { findings: items, directive, again, due } = body;
	const letter = directive === null ? null : { ...directive, urgency: null };
	const given = { items, directive: letter, again, due, trackerId, words: mendingText };
	return issueFindingTasks(desk.db, rules, given, by);
}

/** The findings that exist for the reader; null for an agency that nobody knows. */
export async function readFindings(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	asked: z.output<typeof findingParams>
): Promise<FindingItem[] | null> {
	const rules = await rulebook.current();
	const now = clock.now();
	const { agency, state, ...rest } = asked;
	const id = agency === null ? null : rules.directory.byCode(agency);
	if (agency !== null && id === null) return null;
	const agencyIds = id === null ? null : rules.directory.descendants(id, dayOf(now));
	return readAs(db, reader, async (sql) => {
		const states = state === null ? null : [state];
		const kept = await listFindings(sql, { ...ANY_FINDING, ...rest, agencyIds, states });
		return shownFindings(sql, kept, { rules, reader, now });
	});
}

/** Findings as an answer has them, each with what the reader may do to it where they sit. */
export async function shownFindings(
	sql: Sql,
	kept: readonly KeptFinding[],
	{ rules, reader, now }: { rules: LoadedRules; reader: Reader; now: Instant }
): Promise<FindingItem[]> {
	const seats = await seatsOf(sql, kept, reader, now);
	return kept.map((one) => shownFinding(one, rules, reader, seats(one.finding)));
}

/** One finding with all that happened to it; null when it does not exist for the reader. */
export async function readFinding(
	desk: Desk,
	reader: Reader,
	code: string
): Promise<FindingDetail | null> {
	const { db, rulebook, clock } = desk;
	const rules = await rulebook.current();
	const now = clock.now();
	const found = await readAs(db, reader, async (sql) => {
		const kept = await findingByCode(sql, code);
		if (kept === null) return null;
		const seats = await seatsOf(sql, [kept], reader, now);
		return {
			item: shownFinding(kept, rules, reader, seats(kept.finding)),
			kept,
			person: await personOf(sql, kept.id),
			events: await eventsOfFinding(sql, kept.id),
			team: seats(kept.finding)?.member === true || reader.grants.seeFindings === 'all'
		};
	});
	if (found === null) return null;
	const { finding } = found.kept;
	const watched = finding.watch?.figure ?? finding.figure?.figure ?? null;
	const stands = await frozen(desk, rules, finding.agencyId, watched, now);
	return {
		...found.item,
		person: found.person,
		figureNow: stands?.value ?? null,
		events: found.events.flatMap((event) => shownEvent(event, found.team))
	};
}

/** Category × agency, of what may be set side by side. */
export async function readHeat({ db, rulebook }: Desk, reader: Reader): Promise<FindingHeat> {
	const rules = await rulebook.current();
	const kept = await readAs(db, reader, async (sql) => listFindings(sql, ANY_FINDING));
	const rows = heatRows(kept.map(({ finding }) => finding));
	return {
		categories: [...FINDING_CATEGORIES],
		agencies: rows
			.map(({ agencyId, ...row }) => ({ agency: agencyNamed(rules, agencyId), ...row }))
			.sort((a, b) => compareVietnamese(a.agency.name, b.agency.name)),
		totals: Object.fromEntries(
			FINDING_CATEGORIES.map((one) => [one, rows.reduce((sum, { counts }) => sum + counts[one], 0)])
		)
	};
}

async function agencyOfDossiers(
	{ db }: Desk,
	reader: Reader,
	codes: readonly string[]
): Promise<number | null> {
	const known = await readAs(db, reader, async (sql) => dossiersKnown(sql, codes));
	return [...known.values()].find((id) => id !== null) ?? null;
}

async function frozen(
	{ figures }: Desk,
	rules: LoadedRules,
	agencyId: number | null,
	figure: WatchedFigure | null,
	at: Instant
): Promise<FrozenFigure | null> {
	if (agencyId === null || figure === null) return null;
	const code = rules.codeOf(agencyId);
	const found = (await figures.current()).agencies.find((one) => one.code === code);
	const value = figureOf(found?.tally, figure);
	return value === null ? null : { figure, value, at };
}

async function seatsOf(
	sql: Sql,
	kept: readonly KeptFinding[],
	reader: Reader,
	now: Instant
): Promise<(finding: Finding) => TeamSeat | null> {
	const found = new Map<string, TeamSeat | null>();
	for (const { finding } of kept) {
		const { inspection } = finding;
		if (inspection === null || found.has(inspection)) continue;
		found.set(inspection, await seatIn(sql, inspection, reader, now));
	}
	// One whose inspection does not exist for the reader is acted on by nobody of a team.
	const none: TeamSeat = { member: false, leader: false, opened: true, over: false };
	return ({ inspection }) => (inspection === null ? null : (found.get(inspection) ?? none));
}

function shownFinding(
	{ code, finding }: KeptFinding,
	rules: LoadedRules,
	reader: Reader,
	seat: TeamSeat | null
): FindingItem {
	const at = (instant: Instant | null) => (instant === null ? null : isoOf(instant));
	const { agencyId, dossiers, unknownDossiers, evidence, explanation, figure } = finding;
	return {
		...{ code, category: finding.category, severity: finding.severity, state: finding.state },
		...{ agency: agencyNamed(rules, agencyId), unit: finding.unit, clause: finding.clause },
		...{ dossiers: [...dossiers], unknownDossiers: [...unknownDossiers], cause: finding.cause },
		...{ text: finding.text, evidence: [...evidence], happenedAt: at(finding.happenedAt) },
		...{ loggedAt: isoOf(finding.loggedAt), version: finding.version },
		...{ released: finding.releasedAt !== null, concluded: finding.concludedAt !== null },
		...{ origin: finding.origin, inspection: finding.inspection, task: finding.task },
		figure: figure === null ? null : { ...figure, at: isoOf(figure.at) },
		explanation: explanation === null ? null : { ...explanation, at: isoOf(explanation.at) },
		...{ mendedAt: at(finding.mendedAt), closedAt: at(finding.closedAt), watch: finding.watch },
		...{ relapses: finding.relapses, mayDo: possibleFindingActs(finding, reader, seat) }
	};
}

/** What came before the finding was released is the team's: its agency reads that it was logged, no more. */
function shownEvent(event: KeptFindingEvent, team: boolean): FindingDetail['events'] {
	const { at, kind, by: _, name, ...body } = event;
	const told = { at: isoOf(at), kind, by: name };
	if (team) return [{ ...body, ...told }];
	if (kind === 'amended') return [];
	return [kind === 'logged' ? told : { ...body, ...told }];
}

export function agencyNamed(rules: LoadedRules, id: number): { code: string; name: string } {
	return { code: rules.codeOf(id), name: rules.directory.latest(id)?.name ?? rules.codeOf(id) };
}
