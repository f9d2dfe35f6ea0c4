import { APOLOGY_STANDINGS } from '../apologies/apology.ts';
import { CAUSE_STANDINGS } from '../causes/cause.ts';
import { CONSULTATION_STANDINGS } from '../consultations/consultation.ts';
import { versionsBy, type LegalBasis, type Version } from './bases.ts';

/**
 * The numbers of what is on record about late dossiers: causes, letters of apology, opinions asked. Each
 * is of one of the three lists (late, overdue, ended after due) at a time, so none holds a sum of them.
 */
export const DELAY_IDS = [
	...(['none', ...CAUSE_STANDINGS] as const).map((one) => `delays.cause.${one}` as const),
	...APOLOGY_STANDINGS.map((one) => `delays.apology.${one}` as const),
	...CONSULTATION_STANDINGS.map((one) => `delays.consultation.${one}` as const),
	'delays.consultation.onTimeRate'
] as const;
export type DelayIndicatorId = (typeof DELAY_IDS)[number];

/** What `/api/v1/causes`, `/apologies` and `/consultations` tell that their numbers are counted from. */
export const DELAY_FIELDS = [
	...(['dueOn', 'finishedOn', 'said', 'letters', 'since'] as const),
	...(['askedOn', 'answeredOn'] as const)
];

interface DelayFacts {
	group: 'delays';
	kind: 'stock' | 'rate';
	formula:
		| { type: 'set' }
		| {
				type: 'share';
				of: readonly DelayIndicatorId[];
				over: readonly DelayIndicatorId[];
		  };
	versions: readonly Version<DelayIndicatorId>[];
	source: readonly (typeof DELAY_FIELDS)[number][];
}

const LETTERS: readonly LegalBasis[] = [
	{ document: 'decree61', article: 'Điều 19 khoản 9' },
	{ document: 'decree118', article: null, unchecked: true }
];
const WAITING: readonly LegalBasis[] = [
	{ document: 'decree61', article: 'Điều 19 khoản 5' },
	{ document: 'decree118', article: null, unchecked: true }
];

/** What is known of a number of what is on record about late dossiers. */
export function delayFacts(id: DelayIndicatorId): DelayFacts {
	const asked = id.startsWith('delays.consultation.');
	const letters = id.startsWith('delays.apology.');
	return {
		group: 'delays',
		kind: id === 'delays.consultation.onTimeRate' ? 'rate' : 'stock',
		formula:
			id === 'delays.consultation.onTimeRate'
				? {
						type: 'share',
						of: ['delays.consultation.onTime'],
						over: [
							...(['delays.consultation.onTime', 'delays.consultation.late'] as const),
							'delays.consultation.waitingLate'
						]
					}
				: { type: 'set' },
		versions: versionsBy(id, asked ? WAITING : LETTERS),
		source: asked
			? ['askedOn', 'dueOn', 'answeredOn']
			: letters
				? ['dueOn', 'finishedOn', 'letters', 'since']
				: ['dueOn', 'finishedOn', 'said']
	};
}
