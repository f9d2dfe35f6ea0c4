/** Values of the parameters that the province has set, above those in the code. */
import type { Day } from '../calendar/time.ts';
import { PARAMETERS, type Dated, type DatedByField, type Parameters } from './parameters.ts';

export type ParameterName = keyof Parameters;

/** What a value may be: a number of the unit within its bounds, or yes and no as 1 and 0. */
export interface ParameterForm {
	unit: 'working_minutes' | 'minute_of_day' | 'working_days' | 'times' | 'hours' | 'count' | 'yes';
	atLeast: number;
	atMost: number;
}

export const PARAMETER_FORMS: Readonly<Record<ParameterName, ParameterForm>> = {
	dueSoonWindowMinutes: { unit: 'working_minutes', atLeast: 0, atMost: 14_400 },
	receptionLimitMinutes: { unit: 'working_minutes', atLeast: 1, atMost: 14_400 },
	sameDayCutoffMinute: { unit: 'minute_of_day', atLeast: 0, atMost: 1440 },
	financialDutyPauses: { unit: 'yes', atLeast: 0, atMost: 1 },
	staleAfterWorkingMinutes: { unit: 'working_minutes', atLeast: 1, atMost: 14_400 },
	rhythmWorkingDays: { unit: 'working_days', atLeast: 5, atMost: 60 },
	rhythmTolerancePercent: { unit: 'count', atLeast: 100, atMost: 300 },
	rhythmAtLeastMinutes: { unit: 'working_minutes', atLeast: 5, atMost: 480 },
	supplementNoticeWorkingDays: { unit: 'working_days', atLeast: 0, atMost: 60 },
	supplementsAtMost: { unit: 'times', atLeast: 0, atMost: 20 },
	reappointmentsAtMost: { unit: 'times', atLeast: 0, atMost: 20 },
	lateArrivalHours: { unit: 'hours', atLeast: 1, atMost: 8_784 },
	batchClosingCount: { unit: 'count', atLeast: 2, atMost: 10_000 },
	longPauseDays: { unit: 'count', atLeast: 1, atMost: 730 },
	unsolvedPercent: { unit: 'count', atLeast: 1, atMost: 100 },
	unsolvedAmongAtLeast: { unit: 'count', atLeast: 1, atMost: 10_000 },
	apologyDaysBefore: { unit: 'count', atLeast: 0, atMost: 30 },
	taskDueSoonWorkingDays: { unit: 'working_days', atLeast: 0, atMost: 60 },
	taskAcknowledgeWorkingDays: { unit: 'working_days', atLeast: 1, atMost: 30 },
	taskAcknowledgeManyWorkingDays: { unit: 'working_days', atLeast: 1, atMost: 30 },
	taskAcknowledgeUrgentHours: { unit: 'hours', atLeast: 1, atMost: 72 },
	ladderFirstDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	ladderSecondDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	ladderUnitDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	ladderAgencyDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	ladderTrackerDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	ladderReportDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	ladderUrgentHours: { unit: 'hours', atLeast: 1, atMost: 72 },
	urgingReplyDays: { unit: 'working_days', atLeast: 1, atMost: 60 },
	correctionAnswerDays: { unit: 'working_days', atLeast: 1, atMost: 30 },
	evidencePhotoDays: { unit: 'count', atLeast: 30, atMost: 3_650 },
	morningPageMinute: { unit: 'minute_of_day', atLeast: 0, atMost: 1439 }
};
export const PARAMETER_NAMES = Object.keys(PARAMETER_FORMS) as ParameterName[];

export interface ParameterValue {
	id: number;
	name: ParameterName;
	/** Of `financialDutyPauses`: the field that it is for, by code or name; null: all. */
	field: string | null;
	value: number;
	validFrom: Day;
	document: string;
}

/** Whether a number can be a value of the parameter. */
export function isParameterValue(name: ParameterName, value: number): boolean {
	const { atLeast, atMost } = PARAMETER_FORMS[name];
	return Number.isInteger(value) && atLeast <= value && value <= atMost;
}

/**
 * The parameters with the province's values behind the defaults, so that on each day the latest that
 * has begun holds (`parameterOn`).
 */
export function withValues(values: readonly ParameterValue[]): Parameters {
	const sorted = values.toSorted((a, b) =>
		a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : a.id - b.id
	);
	const own = (name: ParameterName): Dated<number>[] =>
		sorted
			.filter((one) => one.name === name)
			.map(({ validFrom, value, document }) => ({
				from: validFrom,
				to: null,
				value,
				basis: document
			}));
	const pauses: DatedByField<boolean>[] = sorted
		.filter(({ name }) => name === 'financialDutyPauses')
		.map(({ field, validFrom, value, document }) => ({
			field,
			from: validFrom,
			to: null,
			value: value !== 0,
			basis: document
		}));
	const { financialDutyPauses, ...numbers } = PARAMETERS;
	const set = Object.fromEntries(
		Object.entries(numbers).map(([name, entries]) => [
			name,
			[...entries, ...own(name as ParameterName)]
		])
	) as unknown as Omit<Parameters, 'financialDutyPauses'>;
	return { ...set, financialDutyPauses: [...financialDutyPauses, ...pauses] };
}
