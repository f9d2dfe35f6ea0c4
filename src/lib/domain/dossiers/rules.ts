import type { AgencyDirectory } from '../agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS, type OfficeHours } from '../calendar/office-hours.ts';
import { addDays, dayOf, startOfDay, weekdayOf, MINUTE, type Day } from '../calendar/time.ts';
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import { sameDayDue } from '../deadlines/due.ts';
import { financialDutyPauses, parameterOn, type Parameters } from '../deadlines/parameters.ts';
import type { ProcedureCatalogue } from '../procedures/catalogue.ts';
import type { FoldRules } from './fold.ts';

/** Everything that the rules about dossiers are read from, all of it dated. */
export interface Rules {
	directory: AgencyDirectory;
	catalogue: ProcedureCatalogue;
	calendar: WorkCalendar;
	parameters: Parameters;
}

/** The office hours of an agency on a day; the usual ones when it is not known. */
export function hoursOf({ directory }: Rules, agencyId: number | null, on: Day): OfficeHours {
	if (agencyId === null) return DEFAULT_OFFICE_HOURS;
	const version = directory.version(agencyId, on) ?? directory.latest(agencyId);
	return version?.hours ?? DEFAULT_OFFICE_HOURS;
}

/** When an agency's office closes on a day: its own hours, else those of a usual working day. */
function closingOf(hours: OfficeHours, day: Day): number {
	// A make-up Saturday is worked with Monday's hours.
	const intervals = hours.week[weekdayOf(day) - 1] ?? hours.week[0];
	return startOfDay(day) + (intervals?.at(-1)?.to ?? 17 * 60) * MINUTE;
}

/** The {@link FoldRules} that the catalogue, the calendar and the parameters give. */
export function foldRules(rules: Rules): FoldRules {
	const { directory, catalogue, calendar, parameters } = rules;
	return {
		sameDayDue(procedureCode, receivedAt, agencyId) {
			const day = dayOf(receivedAt);
			if (catalogue.on(procedureCode, day)?.sameDay !== true) return null;
			const cutoff = parameterOn(parameters.sameDayCutoffMinute, day);
			const due = sameDayDue(calendar, receivedAt, cutoff);
			return closingOf(hoursOf(rules, agencyId, due), due);
		},
		feesPause(fieldCode, fieldName, on) {
			const field = { code: fieldCode, name: fieldName };
			return financialDutyPauses(parameters.financialDutyPauses, field, on);
		},
		knowsProcedure: (code, on) => catalogue.on(code, on) !== null,
		knowsReceiver: (code) => code !== '' && directory.byCode(code) !== null,
		supplementLimit(receivedOn) {
			const days = parameterOn(parameters.supplementNoticeWorkingDays, receivedOn);
			return addWorkingDays(calendar, receivedOn, days);
		},
		supplementsAtMost: (on) => parameterOn(parameters.supplementsAtMost, on),
		reappointmentsAtMost: (on) => parameterOn(parameters.reappointmentsAtMost, on),
		lateArrivalHours: (on) => parameterOn(parameters.lateArrivalHours, on),
		pauseLimit: (askedOn) => addDays(askedOn, parameterOn(parameters.longPauseDays, askedOn))
	};
}
