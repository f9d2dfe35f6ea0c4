import type { MeasureKind } from '#lib/domain/measures/measure.ts';
import { m } from '#lib/paraglide/messages.js';

export const MEASURE_WORDS: Record<MeasureKind, () => string> = {
	reminder: m.measures_kind_reminder,
	criticism: m.measures_kind_criticism,
	review: m.measures_kind_review,
	discipline: m.measures_kind_discipline
};
