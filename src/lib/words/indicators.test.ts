import { expect, it } from 'vitest';
import {
	INDICATOR_IDS,
	indicatorOf,
	OWN_IDS,
	type IndicatorId
} from '#lib/domain/indicators/registry.ts';
import { m } from '#lib/paraglide/messages.js';
import { INDICATOR_DEFINITIONS } from './indicator-definitions.ts';
import { atBeginning, indicatorName, INDICATOR_WORDS, type Word } from './indicators.ts';

const LOCALES = ['vi', 'en'] as const;
const said = (word: Word, locale: 'vi' | 'en') => word({}, { locale });

it('every number has a name of its own in both languages', () => {
	for (const locale of LOCALES) {
		const names = OWN_IDS.map((id) => said(INDICATOR_WORDS[id].name, locale));
		expect(new Set(names).size).toBe(names.length);
		for (const name of names) expect(name.trim()).not.toBe('');
	}
	const whole = INDICATOR_IDS.map(indicatorName);
	expect(new Set(whole).size).toBe(whole.length);
});

it('the definitions of all versions are said, and no two numbers are defined alike', () => {
	for (const locale of LOCALES) {
		const texts = INDICATOR_IDS.map((id) => said(INDICATOR_DEFINITIONS[id], locale));
		expect(new Set(texts).size).toBe(texts.length);
	}
	const used = (id: IndicatorId) => indicatorOf(id).versions.map(({ text }) => text);
	for (const text of INDICATOR_IDS.flatMap(used)) {
		expect(INDICATOR_DEFINITIONS[text]().length).toBeGreaterThan(30);
	}
});

it('late and overdue never bear each other’s name', () => {
	const { 'resolved.late': late, 'open.overdue': overdue } = INDICATOR_WORDS;
	for (const word of [late.name, late.short, late.inGroup]) {
		expect(said(word, 'vi')).toContain('trễ hạn');
		expect(said(word, 'vi')).not.toContain('quá hạn');
	}
	for (const word of [overdue.name, overdue.short, overdue.inGroup]) {
		expect(said(word, 'vi')).toContain('quá hạn');
		expect(said(word, 'vi')).not.toContain('trễ hạn');
	}
});

it('a word that begins a line keeps its Vietnamese letter', () => {
	expect(atBeginning('đang giải quyết')).toBe('Đang giải quyết');
});

it('a wall, which has no room for the whole registry in its script, says the same words', () => {
	const wall = [
		['received', m.wall_received],
		['resolved.total', m.wall_resolved],
		['resolved.late', m.wall_late],
		['open.overdue', m.wall_overdue],
		['awaiting.overdue', m.wall_awaiting_overdue],
		['rates.late', m.wall_late_rate_head],
		['tasks.open.overdue', m.wall_tasks_overdue],
		['tasks.open.dueSoon', m.wall_tasks_due_soon],
		['tasks.open.inTime', m.wall_tasks_in_time],
		['tasks.unacknowledged', m.wall_tasks_unacknowledged]
	] as const;
	for (const locale of LOCALES) {
		for (const [id, word] of wall) {
			expect(said(word, locale)).toBe(atBeginning(said(INDICATOR_WORDS[id].short, locale)));
		}
	}
});
