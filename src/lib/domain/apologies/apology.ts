/** What the letter is: kept as its kind, since the number of the form depends on the day. */
export const APOLOGY_FORMS = ['apology_reappointment', 'apology_extension'] as const;
export type ApologyForm = (typeof APOLOGY_FORMS)[number];
