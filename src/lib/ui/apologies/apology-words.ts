import type { ApologyForm, ApologyStanding } from '#lib/domain/apologies/apology.ts';
import { m } from '#lib/paraglide/messages.js';

export const APOLOGY_FORM_WORDS: Record<ApologyForm, () => string> = {
	apology_reappointment: m.apologies_form_reappointment,
	apology_extension: m.apologies_form_extension
};
export const APOLOGY_STANDING_WORDS: Record<ApologyStanding, () => string> = {
	apologised: m.apologies_apologised,
	without: m.apologies_without,
	noData: m.apologies_no_data
};

/** A letter on record, as a page has it. */
export interface ShownApology {
	code: string;
	form: ApologyForm;
	number: string;
	issuedOn: string;
	oldDueOn: string;
	newDueOn: string | null;
	by: string;
}
