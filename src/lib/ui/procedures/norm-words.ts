import type { Norm, ProcedureVersion } from '#lib/domain/procedures/catalogue.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDay } from '#lib/ui/words/dates.ts';

/** "10 ngày làm việc"; "—" when the catalogue does not say. */
export function normWord(norm: Norm | null): string {
	if (norm === null) return '—';
	switch (norm.unit) {
		case 'working_days':
			return m.norm_working_days({ value: norm.value });
		case 'calendar_days':
			return m.norm_calendar_days({ value: norm.value });
		case 'working_hours':
			return m.norm_working_hours({ value: norm.value });
	}
}

export function validWord({ validFrom, validTo }: ProcedureVersion): string {
	const from = formatDay(validFrom);
	return validTo === null
		? m.procedures_valid_since({ from })
		: m.procedures_valid_span({ from, to: formatDay(validTo) });
}
