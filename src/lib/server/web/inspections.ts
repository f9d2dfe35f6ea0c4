import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { PROVINCE_NAMES } from '#lib/domain/agencies/province.ts';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { foundForPapers } from '#lib/domain/findings/in-papers.ts';
import { possibleActs, sidesOf } from '#lib/domain/inspections/acts.ts';
import { leaderOf, type Inspection } from '#lib/domain/inspections/inspection.ts';
import type { EvidenceOwner } from '#lib/domain/evidence/item.ts';
import {
	conclusionPaper,
	findingsInPaper,
	minutesPaper,
	type InspectionPaper,
	type PaperKind
} from '#lib/domain/inspections/papers.ts';
import { behindFindings, begunConclusion, mergedMinutes } from '#lib/domain/inspections/merge.ts';
import { conclusionDue, planProgress } from '#lib/domain/inspections/plan.ts';
import { provinceIssuer } from '#lib/domain/letters/issuer.ts';
import type { InspectionActor } from '../commands/inspections/turn.ts';
import type { Desk } from '../desk.ts';
import { channelsOf } from '../settings.ts';
import type { Sql } from '../store/database.ts';
import { evidenceOf, type EvidenceFile } from '../store/evidence.ts';
import { inspectionByCode, listInspections, type KeptInspection } from '../store/inspections.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { findingsOfInspection, type InspectionFindings } from './inspection-findings.ts';
import { shortcomingLine } from './inspection-form.ts';
import type { InspectionAnswer, InspectionListed } from './inspection-shapes.ts';

/** Who acts on inspections by this request. */
export function inspectionActorOf(event: RequestEvent, reader: Reader): InspectionActor {
	const { clock, settings } = event.locals.desk;
	const [now, channels] = [clock.now(), channelsOf(settings)];
	return { reader, address: event.getClientAddress(), now, realNow: Date.now(), channels };
}

/** The inspections that exist for a reader, of a year or of all. */
export async function readInspections(
	{ db, rulebook, clock }: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader,
	asked: { year: number | null }
): Promise<{ progress: ReturnType<typeof planProgress> | null; items: InspectionListed[] }> {
	const rules = await rulebook.current();
	const found = await readAs(db, reader, async (sql) => listInspections(sql, asked));
	const whole = reader.grants.seeInspections === 'all';
	return {
		progress: whole ? planProgress(found.map(({ inspection }) => inspection)) : null,
		items: found.map(({ code, inspection }) => sharedOf(code, inspection, rules, clock.now()))
	};
}

/** One inspection; null when it does not exist for the reader. */
export async function readInspection(
	{ db, rulebook, clock }: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader,
	code: string
): Promise<InspectionAnswer | null> {
	const [rules, now] = [await rulebook.current(), clock.now()];
	return readAs(db, reader, async (sql) => {
		const found = await inspectionByCode(sql, code);
		return found === null ? null : wholeAnswer(sql, found, reader, rules, now);
	});
}

/** One inspection for its page, with what its leader begins minutes and conclusion with. */
export async function readConduct(
	{ db, rulebook, clock }: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader,
	code: string
) {
	const [rules, now] = [await rulebook.current(), clock.now()];
	const read = await readAs(db, reader, async (sql) => {
		const found = await inspectionByCode(sql, code);
		if (found === null) return null;
		return { found, inspection: await wholeAnswer(sql, found, reader, rules, now) };
	});
	if (read === null) return null;
	const { found, inspection } = read;
	const stands = foundForPapers(inspection.findings);
	const minutes = mergedMinutes(found.inspection, stands);
	const conclusion = begunConclusion(found.inspection, stands);
	const { minutesDraft, conclusionDraft } = found.inspection;
	const shown = { ...inspection, ownNotes: ownNotesOf(found.inspection, reader) };
	return {
		inspection: shown,
		minutes: inspection.mayDo.includes('minutes_released')
			? { ...minutes, lines: minutes.shortcomings.map(shortcomingLine) }
			: null,
		conclusion: inspection.mayDo.includes('conclusion_drafted')
			? { ...conclusion, lines: conclusion.shortcomings.map(shortcomingLine) }
			: null,
		/** The team with its accounts, for who may change it. */
		team: inspection.mayDo.includes('team_changed')
			? found.inspection.team.map(({ accountId, name, title, leads, agencyId }) => ({
					...{ accountId, name, title, leads, agency: rules.codeOf(agencyId) }
				}))
			: [],
		/** What drafts that somebody kept do not tell yet. */
		behind: {
			minutes: minutesDraft === null ? null : behindFindings(minutesDraft, stands),
			conclusion:
				conclusionDraft === null || inspection.conclusion !== null
					? null
					: behindFindings(conclusionDraft, stands)
		}
	};
}

/** What the reader themselves noted last of each item. */
function ownNotesOf({ notes }: Inspection, { account }: Reader): Record<string, string> {
	return Object.fromEntries(
		notes.flatMap(({ item, by, result }) =>
			item !== null && by === account?.id ? [[item, result]] : []
		)
	);
}

/** Minutes or conclusion as they are printed; null when there is none for the reader. */
export async function readPaper(
	{ db, rulebook, clock, settings }: Pick<Desk, 'db' | 'rulebook' | 'clock' | 'settings'>,
	reader: Reader,
	code: string,
	kind: PaperKind
): Promise<InspectionPaper | null> {
	const read = await readAs(db, reader, async (sql) => {
		const found = await inspectionByCode(sql, code);
		if (found === null) return null;
		const owners: EvidenceOwner[] = [
			{ kind: 'inspection', code },
			...findingsInPaper(found.inspection, kind).map((one) => ({
				kind: 'finding' as const,
				code: one
			}))
		];
		const files: EvidenceFile[] = [];
		for (const owner of owners) files.push(...(await evidenceOf(sql, owner)));
		return { found, files };
	});
	if (read === null) return null;
	const { directory } = await rulebook.current();
	const today = dayOf(clock.now());
	const province = PROVINCE_NAMES.findLast(
		({ from, to }) => (from === null || from <= today) && (to === null || today <= to)
	)?.name;
	const context = {
		issuer: provinceIssuer('urging', province ?? ''),
		agency: (id: number) => directory.latest(id)?.name ?? '',
		demo: settings.demo,
		files: read.files.filter(
			({ replacedBy, deletedAt }) => replacedBy === null && deletedAt === null
		)
	};
	const { inspection } = read.found;
	return kind === 'minutes'
		? minutesPaper(inspection, context)
		: conclusionPaper(inspection, context);
}

function sharedOf(
	code: string,
	inspection: Inspection,
	rules: LoadedRules,
	now: Instant
): InspectionListed {
	const { kind, method, state, year, subject, expected, days, concludedAt } = inspection;
	const due = conclusionDue(inspection, rules.calendar);
	return {
		...{ code, kind, method, state, year, subject, expected, days },
		agency: agencyOf(inspection.agencyId, rules),
		leader: leaderOf(inspection)?.name ?? null,
		conclusionDue: due,
		conclusionOverdue: due !== null && dayOf(concludedAt ?? now) > due && state !== 'cancelled'
	};
}

function agencyOf(id: number, { directory, codeOf }: LoadedRules) {
	return { code: codeOf(id), name: directory.latest(id)?.name ?? codeOf(id) };
}

const moment = (at: Instant | null) => (at === null ? null : isoOf(at));

/** Read in one transaction, so that the findings are those of the inspection as it is told. */
async function wholeAnswer(
	sql: Sql,
	found: KeptInspection,
	reader: Reader,
	rules: LoadedRules,
	now: Instant
): Promise<InspectionAnswer> {
	const of = { code: found.code, agencyId: found.inspection.agencyId };
	const findings = await findingsOfInspection(sql, of, { reader, rules, now });
	return { ...answerOf(found, reader, rules, now), ...findings };
}

function answerOf(
	{ code, inspection, happened }: KeptInspection,
	reader: Reader,
	rules: LoadedRules,
	now: Instant
): Omit<InspectionAnswer, keyof InspectionFindings> {
	const today = dayOf(now);
	const { leaderSigned, unitSigned, unitDeclined, conclusionSigned, selfReport } = inspection;
	const names = new Map(inspection.team.map(({ accountId, name }) => [accountId, name]));
	const named = ({ name, title }: { name: string; title: string }) => ({ name, title });
	const sides = sidesOf(inspection, reader, today);
	const all = reader.grants.seeInspections === 'all' && !reader.own.includes(inspection.agencyId);
	return {
		...sharedOf(code, inspection, rules, now),
		ground: inspection.ground,
		orderedBy: named(inspection.orderedBy),
		decision: inspection.decision,
		team: inspection.team.map((member) => ({
			...named(member),
			leads: member.leads,
			agency: agencyOf(member.agencyId, rules)
		})),
		checklist: [...inspection.checklist],
		notice: inspection.notice,
		shownAt: moment(inspection.shownAt),
		openedAt: moment(inspection.openedAt),
		place: inspection.place,
		present: [...inspection.present],
		selfReport: selfReport && {
			...{ at: isoOf(selfReport.at), text: selfReport.text },
			documents: [...selfReport.documents]
		},
		notes: inspection.notes.map(({ at, by, item, result, text, dossiers }) => ({
			...{ at: isoOf(at), by: names.get(by) ?? '', item, result, text },
			dossiers: [...dossiers]
		})),
		minutesDraft: plain(inspection.minutesDraft),
		minutes: plain(inspection.minutes),
		releasedAt: moment(inspection.releasedAt),
		leaderSigned: leaderSigned && { ...named(leaderSigned.signer), at: isoOf(leaderSigned.at) },
		unitSigned: unitSigned && {
			...{ ...named(unitSigned.signer), at: isoOf(unitSigned.at), opinion: unitSigned.opinion }
		},
		unitDeclined: unitDeclined && { at: isoOf(unitDeclined.at), reason: unitDeclined.reason },
		conclusionDraft: plain(inspection.conclusionDraft),
		conclusionSigned: conclusionSigned && {
			...{ ...named(conclusionSigned.signer), at: isoOf(conclusionSigned.at) }
		},
		conclusion: plain(inspection.conclusion),
		conclusionNotice: inspection.conclusionNotice,
		concludedAt: moment(inspection.concludedAt),
		history: happened.map(({ at, kind }) => ({ at: isoOf(at), kind })),
		ofTeam: all || sides.some((side) => side !== 'unit'),
		mayDo: possibleActs(inspection, reader, today)
	};
}

/** As the answer's schema has it: lists that may be changed. */
function plain<T>(value: T): Mutable<T> {
	return value as Mutable<T>;
}
type Mutable<T> = {
	-readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? Mutable<E>[] : T[K];
};
