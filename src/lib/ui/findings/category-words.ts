import type { FindingCategory } from '#lib/domain/inspections/checklist.ts';
import { m } from '#lib/paraglide/messages.js';

/** The categories in the reader's language; documents keep the words of letter 13033/UBND-THKSTTHC. */
export const CATEGORY_WORDS: Record<FindingCategory, () => string> = {
	F01: m.findings_category_f01,
	F02: m.findings_category_f02,
	F03: m.findings_category_f03,
	F04: m.findings_category_f04,
	F05: m.findings_category_f05,
	F06: m.findings_category_f06,
	F07: m.findings_category_f07,
	F08: m.findings_category_f08,
	F09: m.findings_category_f09,
	F10: m.findings_category_f10,
	F11: m.findings_category_f11,
	F12: m.findings_category_f12,
	F13: m.findings_category_f13,
	F14: m.findings_category_f14,
	F15: m.findings_category_f15
};
