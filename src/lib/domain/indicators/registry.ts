/**
 * One number, one meaning: every number that the product shows has one entry here, from which its
 * labels, column heads, cards, exports and documentation take what they say (words/indicators.ts
 * holds the words in both languages, and a missing one does not compile).
 *
 * Figures of others (others.ts) stand in the same registry under their own names. None of ours is
 * made of both late (finished) and overdue (open) dossiers; a test unfolds every formula to see to it.
 */
import type { Day } from '../calendar/time.ts';
import type { ParameterName } from '../deadlines/parameter-values.ts';
import { FIGURES, type Figure, type Tally } from '../reports/tally.ts';
import type { IndicatorName } from '../settings/thresholds.ts';
import { versionOn, versionsBy, type LegalBasis, type Version } from './bases.ts';
import { DELAY_IDS, delayFacts, type DelayIndicatorId } from './delay-indicators.ts';
import { TASK_IDS, taskFacts, type TaskIndicatorId } from './task-indicators.ts';
import { OTHER_IDS, OTHERS, type OtherId, type Publisher } from './others.ts';

/** Rates of a {@link Tally}, and the shares that only thresholds are set on. */
export const RATE_IDS = [
	'rates.onTimeOrEarly',
	'rates.late',
	'rates.lateByPromise',
	'shares.overdue',
	'shares.awaitingOverdue'
] as const satisfies (`rates.${keyof Tally['rates']}` | `shares.${string}`)[];
export type RateId = (typeof RATE_IDS)[number];

/** All of ours, in the order in which people read them. */
export const OWN_IDS: readonly OwnId[] = [
	...FIGURES,
	'resolved.withPromise',
	...RATE_IDS,
	...TASK_IDS,
	...DELAY_IDS
];
/** Of dossiers. */
type DossierId = Figure | 'resolved.withPromise' | RateId;
export type OwnId = DossierId | TaskIndicatorId | DelayIndicatorId;
export type IndicatorId = OwnId | OtherId;
export const INDICATOR_IDS: readonly IndicatorId[] = [...OWN_IDS, ...OTHER_IDS];
/** What an opinion may be given at the sight of: it is counted again when the opinion comes. */
export const OPINION_IDS: readonly IndicatorId[] = INDICATOR_IDS.filter((id) => !isOfDelays(id));

export type Kind =
	/** What happened in a period. */
	| 'flow'
	/** What stands at an instant. */
	| 'stock'
	| 'rate';

export type Formula =
	/** Dossiers counted by the condition that the definition says in words. */
	| { type: 'set' }
	| { type: 'sum'; of: readonly IndicatorId[] }
	| { type: 'share'; of: readonly IndicatorId[]; over: readonly IndicatorId[] };

export const GROUPS = [
	'received',
	'resolved',
	'open',
	'awaiting',
	'ended',
	'rates',
	'tasks',
	'delays',
	'portal',
	'form06',
	'qd766'
] as const;
export type Group = (typeof GROUPS)[number];

export interface Indicator {
	id: IndicatorId;
	group: Group;
	kind: Kind;
	formula: Formula;
	/** In order of time. */
	versions: readonly Version<IndicatorId>[];
	/** Fields of the national messages that it is counted from; of tasks and of records those of the API. */
	source: readonly string[];
	/** Dated settings that it depends on. */
	parameters: readonly ParameterName[];
	/** Who answers for the definition: the committee's office, or whoever publishes it. */
	owner: 'office' | Publisher;
	/** Of a figure of others: the one of ours that people hold beside it. */
	beside: OwnId | null;
}

const RECEIVED = 'NgayTiepNhan';
const DUE = 'NgayHenTra';
const END = ['NgayKetThucXuLy', 'NgayTra', 'ThoiDiemXuLy'];
const STATUS = ['TrangThaiHoSo', 'TrangThai'];

/** The articles on taking in, resolving and returning of the decree on one-stop units, then its heir. */
function since2018(id: OwnId, article: string, more: readonly LegalBasis[] = []) {
	return versionsBy(id, [
		{ document: 'decree61', article },
		{ document: 'decree118', article: null, unchecked: true },
		...more
	]);
}

/** Rates: from July 2026 the law asks for them to be measured continuously. */
function measured(id: OwnId, article: string, more: readonly LegalBasis[] = []) {
	return since2018(id, article, [...more, { document: 'decree224', article: 'Điều 19' }]);
}

const DAYS: LegalBasis = { document: 'civilCode', article: 'Điều 147, Điều 148' };
/** Where the two words are told apart: late of what was returned, overdue of what was not. */
const WORDING: LegalBasis = { document: 'letter3035', article: null };

type Facts = Pick<Indicator, 'group' | 'kind' | 'versions' | 'source'> &
	Partial<Pick<Indicator, 'formula' | 'parameters'>>;

const OWN: Record<DossierId, Facts> = {
	received: {
		group: 'received',
		kind: 'flow',
		versions: since2018('received', 'Điều 17'),
		source: [RECEIVED, ...STATUS]
	},
	carriedOver: {
		group: 'received',
		kind: 'flow',
		versions: since2018('carriedOver', 'Điều 17'),
		source: [RECEIVED, ...END, ...STATUS]
	},
	'resolved.early': resolved('resolved.early'),
	'resolved.onTime': resolved('resolved.onTime'),
	'resolved.late': resolved('resolved.late', [WORDING]),
	'resolved.noDue': resolved('resolved.noDue'),
	'resolved.total': {
		...resolved('resolved.total'),
		formula: {
			type: 'sum',
			of: ['resolved.early', 'resolved.onTime', 'resolved.late', 'resolved.noDue']
		}
	},
	'resolved.lateByPromise': {
		...resolved('resolved.lateByPromise'),
		versions: since2018('resolved.lateByPromise', 'Điều 19 khoản 4, khoản 9', [DAYS]),
		source: [DUE, 'DanhSachHoSoBoSung', ...END, ...STATUS]
	},
	'resolved.notHandedOver': {
		group: 'resolved',
		kind: 'stock',
		versions: since2018('resolved.notHandedOver', 'Điều 20'),
		source: STATUS
	},
	'open.inTime': open('open.inTime'),
	'open.dueSoon': open('open.dueSoon'),
	'open.overdue': {
		...open('open.overdue'),
		versions: since2018('open.overdue', 'Điều 19', [DAYS, WORDING]),
		parameters: []
	},
	'open.noDue': { ...open('open.noDue'), parameters: [] },
	'open.paused': {
		...open('open.paused'),
		versions: since2018('open.paused', 'Điều 19 khoản 4'),
		source: STATUS,
		parameters: ['financialDutyPauses']
	},
	'open.total': {
		...open('open.total'),
		formula: {
			type: 'sum',
			of: ['open.inTime', 'open.dueSoon', 'open.overdue', 'open.noDue', 'open.paused']
		},
		source: STATUS,
		parameters: []
	},
	'awaiting.total': {
		group: 'awaiting',
		kind: 'stock',
		versions: since2018('awaiting.total', 'Điều 17'),
		source: STATUS
	},
	'awaiting.overdue': {
		group: 'awaiting',
		kind: 'stock',
		versions: since2018('awaiting.overdue', 'Điều 17'),
		source: ['NgayNopHoSo', ...STATUS],
		parameters: ['receptionLimitMinutes']
	},
	'ended.withdrawn': ended('ended.withdrawn'),
	'ended.stopped': ended('ended.stopped'),
	'ended.afterDue': {
		...ended('ended.afterDue'),
		versions: since2018('ended.afterDue', 'Điều 19 khoản 8', [DAYS]),
		source: [DUE, 'NgayTuChoi', 'ThoiDiemXuLy', ...STATUS]
	},
	refused: {
		...ended('refused'),
		versions: since2018('refused', 'Điều 17'),
		source: ['NgayTuChoi', 'ThoiDiemXuLy', ...STATUS]
	},
	movedDue: {
		group: 'ended',
		kind: 'flow',
		versions: since2018('movedDue', 'Điều 19 khoản 9'),
		source: [DUE, 'DanhSachHoSoBoSung']
	},
	'resolved.withPromise': resolved('resolved.withPromise'),
	'rates.onTimeOrEarly': {
		group: 'rates',
		kind: 'rate',
		formula: {
			type: 'share',
			of: ['resolved.early', 'resolved.onTime'],
			over: ['resolved.early', 'resolved.onTime', 'resolved.late']
		},
		versions: measured('rates.onTimeOrEarly', 'Điều 30'),
		source: [DUE, ...END]
	},
	'rates.late': {
		group: 'rates',
		kind: 'rate',
		formula: {
			type: 'share',
			of: ['resolved.late'],
			over: ['resolved.early', 'resolved.onTime', 'resolved.late']
		},
		versions: measured('rates.late', 'Điều 30', [WORDING]),
		source: [DUE, ...END]
	},
	'rates.lateByPromise': {
		group: 'rates',
		kind: 'rate',
		formula: { type: 'share', of: ['resolved.lateByPromise'], over: ['resolved.withPromise'] },
		versions: measured('rates.lateByPromise', 'Điều 19 khoản 9'),
		source: [DUE, 'DanhSachHoSoBoSung', ...END]
	},
	'shares.overdue': {
		group: 'rates',
		kind: 'rate',
		formula: { type: 'share', of: ['open.overdue'], over: ['open.total'] },
		versions: measured('shares.overdue', 'Điều 19'),
		source: [DUE, ...STATUS]
	},
	'shares.awaitingOverdue': {
		group: 'rates',
		kind: 'rate',
		formula: { type: 'share', of: ['awaiting.overdue'], over: ['awaiting.total'] },
		versions: measured('shares.awaitingOverdue', 'Điều 17'),
		source: ['NgayNopHoSo', ...STATUS],
		parameters: ['receptionLimitMinutes']
	}
};

function resolved(id: OwnId, more: readonly LegalBasis[] = []): Facts {
	return {
		group: 'resolved',
		kind: 'flow',
		versions: since2018(id, 'Điều 19, Điều 20', [DAYS, ...more]),
		source: [DUE, ...END, ...STATUS]
	};
}

function open(id: OwnId): Facts {
	return {
		group: 'open',
		kind: 'stock',
		versions: since2018(id, 'Điều 19', [DAYS]),
		source: [DUE, ...STATUS],
		parameters: ['dueSoonWindowMinutes']
	};
}

function ended(id: OwnId): Facts {
	return {
		group: 'ended',
		kind: 'flow',
		versions: since2018(id, 'Điều 19'),
		source: ['ThoiDiemXuLy', ...STATUS]
	};
}

/** The entry of a number. */
export function indicatorOf(id: IndicatorId): Indicator {
	if (isOther(id)) return { id, parameters: [], owner: OTHERS[id].group, ...OTHERS[id] };
	const facts: Facts = isOfTasks(id) ? taskFacts(id) : isOfDelays(id) ? delayFacts(id) : OWN[id];
	return {
		id,
		formula: { type: 'set' },
		parameters: [],
		...facts,
		owner: 'office',
		beside: null
	};
}

/** Whether a number counts what is on record about late dossiers: causes, letters, opinions asked. */
export function isOfDelays(id: IndicatorId): id is DelayIndicatorId {
	return id.startsWith('delays.');
}

/** Whether a number counts tasks. */
export function isOfTasks(id: IndicatorId): id is TaskIndicatorId {
	return id.startsWith('tasks.');
}

export function isOther(id: IndicatorId): id is OtherId {
	return Object.hasOwn(OTHERS, id);
}

export function isIndicatorId(text: string): text is IndicatorId {
	return INDICATOR_IDS.some((id) => id === text);
}

/** The definition that held on a day; null where the number had none yet. */
export function definitionOn(id: IndicatorId, on: Day): Version<IndicatorId> | null {
	return versionOn(indicatorOf(id).versions, on);
}

/** Figures of others that people hold beside one of ours. */
export function othersBeside(id: IndicatorId): OtherId[] {
	return OTHER_IDS.filter((other) => OTHERS[other].beside === id);
}

/** The other numbers of its group. */
export function matesOf(id: IndicatorId): IndicatorId[] {
	const { group } = indicatorOf(id);
	return INDICATOR_IDS.filter((mate) => mate !== id && indicatorOf(mate).group === group);
}

/** The sets that a number is counted from in the end, its formula unfolded. */
export function setsOf(id: IndicatorId): Set<IndicatorId> {
	const { formula } = indicatorOf(id);
	if (formula.type === 'set') return new Set([id]);
	const parts = formula.type === 'sum' ? formula.of : [...formula.of, ...formula.over];
	return new Set(parts.flatMap((part) => [...setsOf(part)]));
}

/** The number behind a threshold. */
export const THRESHOLD_INDICATORS = {
	late: 'rates.late',
	lateByPromise: 'rates.lateByPromise',
	overdue: 'shares.overdue',
	awaitingOverdue: 'shares.awaitingOverdue',
	onTimeOrEarly: 'rates.onTimeOrEarly'
} as const satisfies Record<IndicatorName, RateId>;

/** The dossiers behind a number can be listed: `figure=` takes it. */
export function isFigure(id: IndicatorId): id is Figure {
	return FIGURES.some((figure) => figure === id);
}
