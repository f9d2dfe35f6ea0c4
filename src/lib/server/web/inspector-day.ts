import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Day } from '#lib/domain/calendar/time.ts';
import type { FindingActKind } from '#lib/domain/findings/acts.ts';
import type { FindingState } from '#lib/domain/findings/finding.ts';
import { possibleActs, sidesOf, type InspectionActKind } from '#lib/domain/inspections/acts.ts';
import { conclusionDue } from '#lib/domain/inspections/plan.ts';
import type { InspectionState } from '#lib/domain/inspections/inspection.ts';
import type { Desk } from '../desk.ts';
import type { Sql } from '../store/database.ts';
import { ANY_FINDING, listFindings } from '../store/findings.ts';
import { inspectionByCode, listInspections, type KeptInspection } from '../store/inspections.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { FindingItem } from './finding-shapes.ts';
import { agencyNamed, shownFindings } from './findings.ts';

/** An inspection that somebody works on today, or has something to do for. */
export interface DayInspection {
	code: string;
	agency: { code: string; name: string };
	subject: string;
	state: InspectionState;
	days: { from: Day; to: Day } | null;
	/** Where and since when it is open; null: it is not. */
	place: string | null;
	openedAt: string | null;
	/** Items of the checklist, and how many of them nobody has noted yet. */
	items: number;
	open: number;
	/** What waits for the reader: papers to write and to sign. */
	acts: InspectionActKind[];
	conclusionDue: Day | null;
	conclusionOverdue: boolean;
	/** Whether the reader may note and find there now. */
	notes: boolean;
}

/** What somebody who inspects has before them on a day. */
export interface InspectorDay {
	today: Day;
	now: DayInspection[];
	/** Not of today: something waits, or it is to come. */
	waiting: DayInspection[];
	coming: DayInspection[];
	/** Findings that wait for the reader, with what for. */
	findings: (FindingItem & { waitsFor: FindingActKind })[];
}

/** Ended, or not begun: nothing of it is anybody's work of the day. */
const NOT_CONDUCTED: readonly InspectionState[] = ['planned', 'concluded', 'cancelled'];
/** Papers that wait for somebody; the others are possible at any time. */
const WAITS: readonly InspectionActKind[] = [
	...(['noticed', 'opened', 'minutes_released', 'leader_signed', 'unit_signed'] as const),
	...(['conclusion_drafted', 'conclusion_signed', 'concluded'] as const)
];
const UNDER_WAY: readonly InspectionState[] = ['founded', 'noticed', 'opened'];
/** What of a finding is the work of who inspects, in the order in which it comes. */
const FINDING_WORK: Readonly<Partial<Record<FindingState, FindingActKind>>> = {
	logged: 'confirmed',
	explained: 'explanation_decided',
	mended: 'reinspected',
	verified: 'closed'
};

/** The work of a day, of the inspections in which the reader sits on any side. */
export async function readInspectorDay(
	{ db, rulebook, clock }: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader
): Promise<InspectorDay> {
	const rules = await rulebook.current();
	const now = clock.now();
	const today = dayOf(now);
	return readAs(db, reader, async (sql) => {
		const own = await ownInspections(sql, reader, today);
		const shown = own.map((kept) => dayOfInspection(kept, reader, rules, today));
		const isToday = ({ state, days }: DayInspection) =>
			UNDER_WAY.includes(state) && days !== null && days.from <= today && today <= days.to;
		const rest = shown.filter((one) => !isToday(one));
		const toCome = ({ days, state }: DayInspection) =>
			UNDER_WAY.includes(state) && days !== null && days.from > today;
		return {
			today,
			now: shown.filter(isToday),
			waiting: rest.filter((one) => !toCome(one) && one.acts.length > 0),
			coming: rest.filter(toCome),
			findings: await waitingFindings(sql, reader, rules, now)
		};
	});
}

/** Those in which the reader is of the team, ordered it, or answers for the inspected agency. */
async function ownInspections(sql: Sql, reader: Reader, today: Day): Promise<KeptInspection[]> {
	const own: KeptInspection[] = [];
	for (const { code, inspection } of await listInspections(sql, { year: null })) {
		if (NOT_CONDUCTED.includes(inspection.state)) continue;
		if (sidesOf(inspection, reader, today).every((side) => side === 'office')) continue;
		const kept = await inspectionByCode(sql, code);
		if (kept !== null) own.push(kept);
	}
	return own;
}

function dayOfInspection(
	{ code, inspection }: KeptInspection,
	reader: Reader,
	rules: LoadedRules,
	today: Day
): DayInspection {
	const { checklist, notes, days, state, openedAt } = inspection;
	const noted = new Set(notes.map(({ item }) => item));
	const may = possibleActs(inspection, reader, today);
	const due = conclusionDue(inspection, rules.calendar);
	return {
		...{ code, state, days, subject: inspection.subject, place: inspection.place },
		agency: agencyNamed(rules, inspection.agencyId),
		openedAt: openedAt === null ? null : isoOf(openedAt),
		items: checklist.length,
		open: checklist.filter(({ id }) => !noted.has(id)).length,
		acts: WAITS.filter((kind) => may.includes(kind) && isDue(kind, inspection, today)),
		conclusionDue: due,
		conclusionOverdue: due !== null && due < today,
		notes: may.includes('noted')
	};
}

/**
 * Minutes are written on the last day; those released are released again only when somebody has a reason
 * to, and a drafted conclusion is written again likewise.
 */
function isDue(
	kind: InspectionActKind,
	{ minutes, days, conclusionDraft }: KeptInspection['inspection'],
	today: Day
): boolean {
	if (kind === 'minutes_released') return minutes === null && days !== null && days.to <= today;
	if (kind === 'conclusion_drafted') return conclusionDraft === null;
	return true;
}

async function waitingFindings(
	sql: Sql,
	reader: Reader,
	rules: LoadedRules,
	now: number
): Promise<InspectorDay['findings']> {
	const states = Object.keys(FINDING_WORK) as FindingState[];
	const kept = await listFindings(sql, { ...ANY_FINDING, states });
	const items = await shownFindings(sql, kept, { rules, reader, now });
	return items.flatMap((item) => {
		const waitsFor = FINDING_WORK[item.state];
		return waitsFor !== undefined && item.mayDo.includes(waitsFor) ? [{ ...item, waitsFor }] : [];
	});
}
