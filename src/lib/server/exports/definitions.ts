import { indicatorOf, type IndicatorId } from '#lib/domain/indicators/registry.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	basisText,
	formulaText,
	INDICATOR_DEFINITIONS,
	KIND_WORDS
} from '#lib/words/indicator-definitions.ts';
import { indicatorName } from '#lib/words/indicators.ts';
import { dayText } from './csv-sheet.ts';
import type { SheetNotes } from './sheet.ts';

/** What the numbers of a file mean, from the registry, in the reader's language. */
export function definitionNotes(ids: readonly IndicatorId[]): SheetNotes {
	return {
		name: m.export_definitions(),
		columns: [
			{ title: m.export_indicator(), width: 34 },
			{ title: m.export_definition(), width: 70 },
			{ title: m.export_kind(), width: 30 },
			{ title: m.card_formula(), width: 44 },
			{ title: m.card_basis(), width: 60 },
			{ title: m.card_source(), width: 40 },
			{ title: m.card_id(), width: 22 }
		],
		rows: ids.map((id) => {
			const { kind, formula, versions, source } = indicatorOf(id);
			return [
				indicatorName(id),
				INDICATOR_DEFINITIONS[versions.at(-1)?.text ?? id](),
				KIND_WORDS[kind](),
				formulaText(formula),
				versions
					.map(({ validFrom, basis }) => {
						const since =
							validFrom === null
								? m.card_since_unknown()
								: m.card_since({ day: dayText(validFrom) });
						return `${since}: ${basis.map(basisText).join('; ')}`;
					})
					.join('. '),
				source.join(', '),
				id
			];
		})
	};
}
