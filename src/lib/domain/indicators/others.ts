/**
 * Figures that others publish by their own formulas (reference: notice 301 of the one-stop portal,
 * form 06 of TT 01/2020/TT-VPCP, QĐ 766/QĐ-TTg). They are theirs: shown under their own names with
 * their source, counted from the same dossiers only to say why two numbers differ.
 */
import type { Day } from '../calendar/time.ts';
import type { Figure } from '../reports/tally.ts';
import type { DocumentKey, LegalBasis, Version } from './bases.ts';
import type { Formula, Kind, OwnId } from './registry.ts';

export const PUBLISHERS = ['portal', 'form06', 'qd766'] as const;
export type Publisher = (typeof PUBLISHERS)[number];

/** Their counts: sets of dossiers by their own conditions. */
export const OTHER_COUNTS = [
	'portal.late',
	'portal.toProcess',
	'form06.received',
	'form06.early',
	'form06.onTime',
	'form06.late',
	'form06.resolved',
	'form06.inTime',
	'form06.overdue',
	'form06.open',
	'qd766.onTime',
	'qd766.all'
] as const;
export type OtherCount = (typeof OTHER_COUNTS)[number];

export const OTHER_IDS = [...OTHER_COUNTS, 'portal.lateRate', 'qd766.onTimeRate'] as const;
export type OtherId = (typeof OTHER_IDS)[number];

interface OtherFacts {
	group: Publisher;
	kind: Kind;
	formula: Formula;
	versions: readonly Version<OtherId>[];
	source: readonly string[];
	beside: OwnId | null;
}

const DUE_AND_END = ['NgayHenTra', 'NgayKetThucXuLy', 'NgayTra', 'TrangThaiHoSo', 'TrangThai'];

function other(
	id: OtherId,
	kind: Kind,
	beside: OwnId | null,
	formula: Formula = { type: 'set' }
): OtherFacts {
	const [group, document, from] = published(id);
	// What stands here of the decision is from a description of its formula.
	const basis: LegalBasis = {
		document,
		article: ARTICLES[id] ?? null,
		...(group === 'qd766' ? { unchecked: true as const } : {})
	};
	return {
		group,
		kind,
		formula,
		versions: [{ validFrom: from, basis: [basis], text: id }],
		source: group === 'qd766' ? [...DUE_AND_END, 'DanhSachHoSoBoSung'] : DUE_AND_END,
		beside
	};
}

function published(id: OtherId): [Publisher, DocumentKey, Day | null] {
	if (id.startsWith('portal.')) return ['portal', 'portalNotice', null];
	if (id.startsWith('form06.')) return ['form06', 'circular01', '2020-10-21'];
	return ['qd766', 'decision766', '2022-08-01'];
}

const ARTICLES: Partial<Record<OtherId, string>> = {
	'form06.received': 'cột 3',
	'form06.resolved': 'cột 7',
	'form06.early': 'cột 8',
	'form06.onTime': 'cột 9',
	'form06.late': 'cột 10',
	'form06.open': 'cột 11',
	'form06.inTime': 'cột 12',
	'form06.overdue': 'cột 13',
	'qd766.onTime': 'chỉ số 2.1',
	'qd766.all': 'chỉ số 2.1',
	'qd766.onTimeRate': 'chỉ số 2.1'
};

export const OTHERS: Record<OtherId, OtherFacts> = {
	'portal.late': other('portal.late', 'flow', 'resolved.late'),
	'portal.toProcess': other('portal.toProcess', 'flow', null),
	'portal.lateRate': other('portal.lateRate', 'rate', 'rates.late', {
		type: 'share',
		of: ['portal.late'],
		over: ['portal.toProcess']
	}),
	'form06.received': other('form06.received', 'flow', 'received'),
	'form06.early': other('form06.early', 'flow', 'resolved.early'),
	'form06.onTime': other('form06.onTime', 'flow', 'resolved.onTime'),
	'form06.late': other('form06.late', 'flow', 'resolved.late'),
	'form06.resolved': other('form06.resolved', 'flow', 'resolved.total', {
		type: 'sum',
		of: ['form06.early', 'form06.onTime', 'form06.late']
	}),
	'form06.inTime': other('form06.inTime', 'stock', 'open.inTime'),
	'form06.overdue': other('form06.overdue', 'stock', 'open.overdue'),
	'form06.open': other('form06.open', 'stock', 'open.total', {
		type: 'sum',
		of: ['form06.inTime', 'form06.overdue']
	}),
	'qd766.onTime': other('qd766.onTime', 'flow', null),
	'qd766.all': other('qd766.all', 'flow', null),
	'qd766.onTimeRate': other('qd766.onTimeRate', 'rate', 'rates.onTimeOrEarly', {
		type: 'share',
		of: ['qd766.onTime'],
		over: ['qd766.all']
	})
};

/** Dossiers that are counted by one of the two and not by the other; see words/indicators for names. */
export const CAUSES = [
	'open.inTime',
	'open.dueSoon',
	'open.overdue',
	'open.noDue',
	'open.paused',
	'open.total',
	'resolved.noDue',
	'ended.withdrawn',
	'ended.stopped',
	'pausedPastDue',
	'endedPastDue',
	'pausedWithDue',
	'pausedInTime',
	'endedWithDue',
	'endedInTime',
	'askedAgain'
] as const;
export type CauseId = (typeof CAUSES)[number];

export interface Cause {
	id: CauseId;
	/** 1: theirs counts these besides; -1: theirs leaves them out. */
	sign: 1 | -1;
}

/** One number of theirs beside ours: ours + Σ sign × cause = theirs, always. */
export interface Comparison {
	theirs: OtherCount;
	/** Counts of ours that together are held beside it. */
	ours: readonly Figure[];
	causes: readonly Cause[];
}

const more = (...ids: CauseId[]): Cause[] => ids.map((id) => ({ id, sign: 1 }));
const less = (...ids: CauseId[]): Cause[] => ids.map((id) => ({ id, sign: -1 }));
const WITH_DUE: readonly Figure[] = ['resolved.early', 'resolved.onTime', 'resolved.late'];

export const COMPARISONS: readonly Comparison[] = [
	{
		theirs: 'portal.late',
		ours: ['resolved.late'],
		causes: more('open.overdue', 'pausedPastDue', 'endedPastDue')
	},
	{
		theirs: 'portal.toProcess',
		ours: WITH_DUE,
		causes: more('resolved.noDue', 'ended.withdrawn', 'ended.stopped', 'open.total')
	},
	{ theirs: 'form06.received', ours: ['received', 'carriedOver'], causes: [] },
	{
		theirs: 'form06.resolved',
		ours: ['resolved.total'],
		causes: more('ended.withdrawn', 'ended.stopped')
	},
	{ theirs: 'form06.early', ours: ['resolved.early'], causes: [] },
	{
		theirs: 'form06.onTime',
		ours: ['resolved.onTime'],
		causes: more('resolved.noDue', 'ended.withdrawn', 'ended.stopped')
	},
	{ theirs: 'form06.late', ours: ['resolved.late'], causes: [] },
	{ theirs: 'form06.open', ours: ['open.total'], causes: [] },
	{
		theirs: 'form06.inTime',
		ours: ['open.inTime'],
		causes: more('open.dueSoon', 'open.noDue', 'open.paused')
	},
	{ theirs: 'form06.overdue', ours: ['open.overdue'], causes: [] },
	{
		theirs: 'qd766.onTime',
		ours: ['resolved.early', 'resolved.onTime'],
		causes: [
			...more('open.inTime', 'open.dueSoon', 'pausedInTime', 'endedInTime'),
			...less('askedAgain')
		]
	},
	{
		theirs: 'qd766.all',
		ours: WITH_DUE,
		causes: more('open.inTime', 'open.dueSoon', 'open.overdue', 'pausedWithDue', 'endedWithDue')
	}
];

/**
 * The latest reporting quarter that has ended before a day: forms are closed from the 15th of a month
 * to the 14th three months later (15/12–14/3, 15/3–14/6, 15/6–14/9, 15/9–14/12).
 */
export function reportQuarterBefore(today: Day): { from: Day; to: Day } {
	const [year = 0, month = 0, date = 0] = today.split('-').map(Number);
	// Months since year 0 of the last 14th that is over.
	const months = year * 12 + (month - 1) - (date > 14 ? 0 : 1);
	const last = months - ((((months + 1) % 3) + 3) % 3);
	const written = (n: number, day: number): Day =>
		`${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-${day}`;
	return { from: written(last - 3, 15), to: written(last, 14) };
}
