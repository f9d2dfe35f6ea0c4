import { m } from '#lib/paraglide/messages.js';

const RULES: Record<string, () => string> = {
	unknown_agency: m.rule_unknown_agency,
	ambiguous_agency: m.rule_ambiguous_agency,
	outside_key: m.rule_outside_key,
	not_a_date: m.rule_not_a_date,
	unknown_status: m.rule_unknown_status,
	required: m.rule_required,
	code_form: m.rule_code_form,
	must_be_text: m.rule_must_be_text,
	must_be_list: m.rule_must_be_list,
	must_be_object: m.rule_must_be_object,
	too_long: m.rule_too_long,
	nul_byte: m.rule_nul_byte,
	missing: m.rule_missing,
	column_missing: m.rule_column_missing,
	not_a_code: m.rule_not_a_code,
	not_a_day: m.rule_not_a_day,
	not_a_number: m.rule_not_a_number,
	unknown_unit: m.rule_unknown_unit,
	too_small: m.rule_too_small,
	too_large: m.rule_too_large,
	ends_before_start: m.rule_ends_before_start,
	twice: m.rule_twice,
	overlaps: m.rule_overlaps
};

/** What is wrong with a field of a message or a cell of a file, in words. */
export function ruleWord(rule: string): string {
	return RULES[rule]?.() ?? m.rule_other({ rule });
}
