import { expect, it } from 'vitest';
import { CATEGORY_NAMES } from '#lib/domain/findings/category-names.ts';
import { CAUSES } from '#lib/domain/causes/cause.ts';
import { CAUSE_NAMES } from '#lib/domain/causes/names.ts';
import { FINDING_CATEGORIES } from '#lib/domain/inspections/checklist.ts';
import { CAUSE_WORDS } from '../causes/cause-words.ts';
import { CATEGORY_WORDS } from './category-words.ts';

type Word = (inputs: Record<never, never>, options: { locale: 'vi' | 'en' }) => string;
const said = (word: () => string, locale: 'vi' | 'en') => (word as Word)({}, { locale });

it('categories and causes are called on Vietnamese pages as in documents, and otherwise on English ones', () => {
	for (const category of FINDING_CATEGORIES) {
		expect(said(CATEGORY_WORDS[category], 'vi')).toBe(CATEGORY_NAMES[category]);
		expect(said(CATEGORY_WORDS[category], 'en')).not.toBe(CATEGORY_NAMES[category]);
	}
	for (const cause of CAUSES) {
		expect(said(CAUSE_WORDS[cause], 'vi')).toBe(CAUSE_NAMES[cause]);
		expect(said(CAUSE_WORDS[cause], 'en')).not.toBe(CAUSE_NAMES[cause]);
	}
});
