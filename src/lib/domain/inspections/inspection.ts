/**
 * An inspection (kiểm tra, never thanh tra): the fold of what happened to it, in the order in which it
 * was recorded. What the inspected agency may be shown is the fold of {@link isShown} events alone, and
 * the state follows from those too, so neither tells of the other's drafts.
 */
import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import type { ChecklistItem, FindingCategory } from './checklist.ts';

/** theo kế hoạch; đột xuất (NĐ 63/2010/NĐ-CP, Điều 35a). */
export const INSPECTION_KINDS = ['planned', 'unannounced'] as const;
export type InspectionKind = (typeof INSPECTION_KINDS)[number];

/** kiểm tra trực tiếp; kiểm tra trên hệ thống. */
export const INSPECTION_METHODS = ['on_site', 'on_system'] as const;
export type InspectionMethod = (typeof INSPECTION_METHODS)[number];

/**
 * đã lên kế hoạch; đã thành lập Đoàn; đã thông báo lịch; đang kiểm tra; biên bản chờ ký; biên bản đã
 * ký; đã kết luận; đã hủy.
 */
export const INSPECTION_STATES = [
	'planned',
	'founded',
	'noticed',
	'opened',
	'minuted',
	'signed',
	'concluded',
	'cancelled'
] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];

/** Somebody by name, so that the papers stay as they were when an account is another's. */
export interface NamedPerson {
	accountId: number | null;
	name: string;
	/** Chức vụ. */
	title: string;
}

export interface TeamMember extends NamedPerson {
	/** The agency from which they come. */
	agencyId: number;
	/** Trưởng đoàn: one of them. */
	leads: boolean;
}

/** What is to be inspected, as the yearly plan or the order for it says. */
export interface InspectionTerms {
	kind: InspectionKind;
	method: InspectionMethod;
	/** Of the plan. */
	year: number;
	/** The inspected agency. */
	agencyId: number;
	/** Nội dung kiểm tra. */
	subject: string;
	/** `Kế hoạch 12/KH-UBND ngày 05/01/2026`, or what gave rise to it. */
	ground: string;
	/** When the plan expects it; null: not said. */
	expected: { from: Day; to: Day } | null;
	/** Whoever orders it signs the conclusion. */
	orderedBy: NamedPerson & { accountId: number };
}

/** A document that the document-management system has issued. */
export interface NumberedDocument {
	number: string;
	on: Day;
}

/** Something that is not as it should be; before the conclusion: tồn tại, hạn chế (ghi nhận ban đầu). */
export interface Shortcoming {
	text: string;
	basis: string | null;
	category: FindingCategory | null;
	/** Public code of the finding that it tells of; none: it was only noted. */
	finding?: string | null | undefined;
}

/** Biên bản kiểm tra. */
export interface Minutes {
	place: string;
	/** Who was there for the unit, a line each. */
	present: readonly string[];
	/** Codes of the dossiers that were looked at. */
	dossiers: readonly string[];
	achieved: string;
	shortcomings: readonly Shortcoming[];
	causes: string;
	responsibility: string;
	recommendations: readonly string[];
}

/** Thông báo kết luận kiểm tra. */
export interface Conclusion {
	achieved: string;
	shortcomings: readonly Shortcoming[];
	recommendations: readonly string[];
	/** The day by which the unit reports what it has mended. */
	reportBy: Day | null;
}

/** đạt; chưa đạt; không áp dụng. */
export const NOTE_RESULTS = ['met', 'not_met', 'not_applicable'] as const;
export type NoteResult = (typeof NOTE_RESULTS)[number];

/** What a member writes down while it is conducted; the leader merges. */
export interface Note {
	/** Of the checklist; null: outside it. */
	item: string | null;
	result: NoteResult;
	text: string;
	dossiers: readonly string[];
}

/** What happened; each is recorded once and never changed. `at` is an instant of the domain's clock. */
export type InspectionEvent = { at: Instant } & (
	| { kind: 'planned'; terms: InspectionTerms }
	/** Quyết định thành lập Đoàn kiểm tra. */
	| {
			kind: 'founded';
			decision: NumberedDocument;
			from: Day;
			to: Day;
			team: readonly TeamMember[];
			checklist: readonly ChecklistItem[];
	  }
	| { kind: 'team_changed'; document: NumberedDocument; team: readonly TeamMember[] }
	| { kind: 'rescheduled'; document: NumberedDocument; from: Day; to: Day }
	/** Thông báo lịch kiểm tra: from now on the unit knows. */
	| { kind: 'noticed'; notice: NumberedDocument }
	| { kind: 'self_reported'; text: string; documents: readonly string[] }
	/** Công bố quyết định kiểm tra tại đơn vị. */
	| { kind: 'opened'; place: string; present: readonly string[] }
	| ({ kind: 'noted'; by: number } & Note)
	| { kind: 'minutes_drafted'; minutes: Minutes }
	| { kind: 'minutes_released'; minutes: Minutes }
	| { kind: 'unit_signed'; signer: NamedPerson; opinion: string }
	| { kind: 'unit_declined'; reason: string }
	| { kind: 'leader_signed'; signer: NamedPerson }
	| { kind: 'conclusion_drafted'; conclusion: Conclusion }
	| { kind: 'conclusion_signed'; signer: NamedPerson }
	/** Its number and day are entered: it has gone out. */
	| { kind: 'concluded'; conclusion: Conclusion; signer: NamedPerson; notice: NumberedDocument }
	| { kind: 'cancelled'; reason: string }
);
export type InspectionEventKind = InspectionEvent['kind'];

/** Work of the team that the inspected agency is never shown, before or after it opens. */
const TEAM_ONLY: readonly InspectionEventKind[] = [
	'noted',
	'minutes_drafted',
	'conclusion_drafted',
	'conclusion_signed'
];

/** Whether the inspected agency may read of it, once it knows of the inspection at all. */
export function isShown({ kind }: Pick<InspectionEvent, 'kind'>): boolean {
	return !TEAM_ONLY.includes(kind);
}

export interface Inspection extends InspectionTerms {
	state: InspectionState;
	plannedAt: Instant;
	decision: NumberedDocument | null;
	/** The days of the inspection, both included; null until it is founded. */
	days: { from: Day; to: Day } | null;
	team: readonly TeamMember[];
	checklist: readonly ChecklistItem[];
	notice: NumberedDocument | null;
	/** Since when the inspected agency knows; null: it does not. */
	shownAt: Instant | null;
	openedAt: Instant | null;
	place: string | null;
	present: readonly string[];
	selfReport: { at: Instant; text: string; documents: readonly string[] } | null;
	notes: readonly (Note & { at: Instant; by: number })[];
	minutesDraft: Minutes | null;
	minutes: Minutes | null;
	/** When the minutes were first released: the conduct has ended by then. */
	releasedAt: Instant | null;
	leaderSigned: { at: Instant; signer: NamedPerson } | null;
	unitSigned: { at: Instant; signer: NamedPerson; opinion: string } | null;
	unitDeclined: { at: Instant; reason: string } | null;
	conclusionDraft: Conclusion | null;
	/** Signed on the draft; the number is still to come. */
	conclusionSigned: { at: Instant; signer: NamedPerson } | null;
	conclusion: Conclusion | null;
	conclusionSigner: NamedPerson | null;
	conclusionNotice: NumberedDocument | null;
	concludedAt: Instant | null;
	lastMovedAt: Instant;
}

/** An inspection as its first event makes it. */
export function begun({ at, terms }: InspectionEvent & { kind: 'planned' }): Inspection {
	return {
		...terms,
		...{ state: 'planned', plannedAt: at, lastMovedAt: at },
		...{ decision: null, days: null, team: [], checklist: [], notice: null, shownAt: null },
		...{ openedAt: null, place: null, present: [], selfReport: null, notes: [] },
		...{ minutesDraft: null, minutes: null, releasedAt: null, leaderSigned: null },
		...{ unitSigned: null, unitDeclined: null, conclusionDraft: null, conclusionSigned: null },
		...{ conclusion: null, conclusionSigner: null, conclusionNotice: null, concludedAt: null }
	};
}

/** The inspection after one more event, which `decide` has let happen. */
export function after(inspection: Inspection, event: InspectionEvent): Inspection {
	return { ...inspection, ...changed(inspection, event), lastMovedAt: event.at };
}

/**
 * @param events in the order in which they were recorded, the first `planned`
 * @throws RangeError when there is nothing to begin with
 */
export function foldInspection(events: readonly InspectionEvent[]): Inspection {
	const [first, ...rest] = events;
	if (first?.kind !== 'planned') throw new RangeError('an inspection begins by being planned');
	return rest.reduce(after, begun(first));
}

/** Trưởng đoàn. */
export function leaderOf({ team }: Pick<Inspection, 'team'>): TeamMember | null {
	return team.find(({ leads }) => leads) ?? null;
}

/**
 * The day on which the conduct ended, from which the conclusion's time runs: when the minutes were
 * first released, at the latest the last day of the founding act. Null: not yet.
 */
export function endedOn({ days, releasedAt }: Pick<Inspection, 'days' | 'releasedAt'>): Day | null {
	if (days === null || releasedAt === null) return null;
	const released = dayOf(releasedAt);
	return released < days.to ? released : days.to;
}

function changed(inspection: Inspection, event: InspectionEvent): Partial<Inspection> {
	const { at } = event;
	switch (event.kind) {
		case 'planned':
			return {};
		case 'founded': {
			const { decision, from, to, team, checklist } = event;
			return { state: 'founded', decision, days: { from, to }, team, checklist };
		}
		case 'team_changed':
			return { team: event.team };
		case 'rescheduled':
			return { days: { from: event.from, to: event.to } };
		case 'noticed':
			return { state: 'noticed', notice: event.notice, shownAt: inspection.shownAt ?? at };
		case 'self_reported':
			return { selfReport: { at, text: event.text, documents: event.documents } };
		case 'opened': {
			const { place, present } = event;
			return {
				state: 'opened',
				openedAt: at,
				shownAt: inspection.shownAt ?? at,
				place,
				present
			};
		}
		case 'noted': {
			const { kind: _, ...note } = event;
			return { notes: [...inspection.notes, note] };
		}
		case 'minutes_drafted':
			return { minutesDraft: event.minutes };
		case 'minutes_released':
			// What was signed was another text.
			return {
				state: 'minuted',
				minutes: event.minutes,
				minutesDraft: null,
				releasedAt: inspection.releasedAt ?? at,
				...{ leaderSigned: null, unitSigned: null, unitDeclined: null }
			};
		case 'leader_signed':
			return signed(inspection, { leaderSigned: { at, signer: event.signer } });
		case 'unit_signed': {
			const { signer, opinion } = event;
			return signed(inspection, { unitSigned: { at, signer, opinion }, unitDeclined: null });
		}
		case 'unit_declined':
			return signed(inspection, { unitDeclined: { at, reason: event.reason } });
		case 'conclusion_drafted':
			return { conclusionDraft: event.conclusion, conclusionSigned: null };
		case 'conclusion_signed':
			return { conclusionSigned: { at, signer: event.signer } };
		case 'concluded':
			return {
				state: 'concluded',
				conclusion: event.conclusion,
				conclusionSigner: event.signer,
				conclusionNotice: event.notice,
				concludedAt: at
			};
		case 'cancelled':
			return { state: 'cancelled' };
	}
}

/** Both have put their name to it, or it is on record that the unit would not. */
function signed(inspection: Inspection, part: Partial<Inspection>): Partial<Inspection> {
	const { leaderSigned, unitSigned, unitDeclined } = { ...inspection, ...part };
	const both = leaderSigned !== null && (unitSigned !== null || unitDeclined !== null);
	return { ...part, state: both ? 'signed' : inspection.state };
}
