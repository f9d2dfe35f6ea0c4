import { describe, expect, it } from 'vitest';
import { snapshotRecord, stepRecord } from '#lib/server/ingest/dossier-feed/wire.ts';
import { FIGURES, noCounts, tallyOf } from '../reports/tally.ts';
import { INDICATOR_NAMES } from '../settings/thresholds.ts';
import { DOCUMENTS, versionOn } from './bases.ts';
import { COMPARISONS, CAUSES, OTHER_COUNTS } from './others.ts';
import { DELAY_FIELDS } from './delay-indicators.ts';
import { TASK_FIELDS } from './task-indicators.ts';
import {
	definitionOn,
	INDICATOR_IDS,
	indicatorOf,
	isOfDelays,
	isOfTasks,
	isOther,
	OWN_IDS,
	setsOf,
	THRESHOLD_INDICATORS
} from './registry.ts';

const all = INDICATOR_IDS.map(indicatorOf);

describe('the registry of indicators', () => {
	it('has an entry for every figure, every rate and every share that a threshold is set on', () => {
		const rates = Object.keys(tallyOf(noCounts()).rates).map((rate) => `rates.${rate}`);
		expect(OWN_IDS).toEqual(expect.arrayContaining([...FIGURES, ...rates]));
		for (const name of INDICATOR_NAMES) expect(OWN_IDS).toContain(THRESHOLD_INDICATORS[name]);
		expect(new Set(INDICATOR_IDS).size).toBe(INDICATOR_IDS.length);
	});

	it('explains a number only by numbers that it holds itself, and never in a circle', () => {
		for (const { id, formula } of all) {
			const parts =
				formula.type === 'set'
					? []
					: formula.type === 'sum'
						? formula.of
						: [...formula.of, ...formula.over];
			for (const part of parts) expect([id, INDICATOR_IDS.includes(part)]).toEqual([id, true]);
			expect(setsOf(id).size).toBeGreaterThan(0);
		}
	});

	it('never has late and overdue dossiers in one number of ours, nor a number of others', () => {
		const late = ['resolved.late', 'resolved.lateByPromise', 'tasks.done.late'] as const;
		const overdue = ['open.overdue', 'awaiting.overdue', 'tasks.open.overdue'] as const;
		// How many tasks were given in all is no number of lateness.
		for (const id of OWN_IDS.filter((one) => one !== 'tasks.total')) {
			const sets = setsOf(id);
			const both = late.some((one) => sets.has(one)) && overdue.some((one) => sets.has(one));
			expect([id, both]).toEqual([id, false]);
			expect([id, [...sets].filter(isOther)]).toEqual([id, []]);
		}
	});

	it('a rate divides, and nothing else does', () => {
		for (const { id, kind, formula } of all) {
			expect([id, formula.type === 'share']).toEqual([id, kind === 'rate']);
		}
	});

	it('the shares agree with how a tally divides', () => {
		const counts = noCounts();
		OWN_IDS.forEach((id, i) => {
			if (id in counts) counts[id as keyof typeof counts] = 3 + i * i;
		});
		const { rates } = tallyOf(counts);
		for (const rate of ['onTimeOrEarly', 'late', 'lateByPromise'] as const) {
			const { formula } = indicatorOf(`rates.${rate}`);
			if (formula.type !== 'share') throw new Error('a rate divides');
			const sum = (ids: readonly string[]) =>
				ids.reduce((n, id) => n + counts[id as keyof typeof counts], 0);
			expect(rates[rate]).toBe(sum(formula.of) / sum(formula.over));
		}
	});

	it('is counted from fields that the messages have', () => {
		const known = new Set([...Object.keys(snapshotRecord.shape), ...Object.keys(stepRecord.shape)]);
		const ofTasks = new Set<string>(TASK_FIELDS);
		const ofDelays = new Set<string>(DELAY_FIELDS);
		for (const { id, source } of all) {
			const has = isOfTasks(id) ? ofTasks : isOfDelays(id) ? ofDelays : known;
			expect([id, source.filter((field) => !has.has(field))]).toEqual([id, []]);
			expect([id, source.length > 0]).toEqual([id, true]);
		}
	});

	it('rests on documents that are in force when a definition begins', () => {
		for (const { id, versions } of all) {
			const begins = versions.map(({ validFrom }) => validFrom);
			const inOrder = begins.toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
			expect([id, begins]).toEqual([id, inOrder]);
			for (const { validFrom, basis } of versions) {
				expect([id, basis.length > 0]).toEqual([id, true]);
				if (validFrom === null) continue;
				for (const { document } of basis) {
					const { from, to } = DOCUMENTS[document];
					expect([id, document, from === null || from <= validFrom]).toEqual([id, document, true]);
					expect([id, document, to === null || validFrom <= to]).toEqual([id, document, true]);
				}
			}
		}
	});

	it('tells the definition that held on a day, before and after the decree changed', () => {
		const documents = (day: string) =>
			definitionOn('resolved.late', day)?.basis.map(({ document }) => document);
		expect(definitionOn('resolved.late', '2018-06-20')).toBeNull();
		expect(documents('2019-06-03')).toEqual(['decree61', 'civilCode']);
		expect(documents('2019-06-04')).toEqual(['decree61', 'civilCode', 'letter3035']);
		expect(documents('2025-06-30')).toContain('decree61');
		expect(documents('2025-07-01')).toContain('decree118');
		expect(documents('2025-07-01')).not.toContain('decree61');
	});

	it('a definition that changes keeps both texts, each with its day', () => {
		const versions = [
			{ validFrom: '2019-01-01', text: 'before' },
			{ validFrom: '2026-01-01', text: 'after' }
		];
		expect(versionOn(versions, '2018-12-31')).toBeNull();
		expect(versionOn(versions, '2025-12-31')?.text).toBe('before');
		expect(versionOn(versions, '2026-01-01')?.text).toBe('after');
	});
});

describe('figures of others', () => {
	it('each count of theirs is held beside counts of ours, once', () => {
		expect(COMPARISONS.map(({ theirs }) => theirs).toSorted()).toEqual(
			[...OTHER_COUNTS].toSorted()
		);
		const used = new Set(COMPARISONS.flatMap(({ causes }) => causes.map(({ id }) => id)));
		expect([...used].toSorted()).toEqual([...CAUSES].toSorted());
	});

	it('are said to be theirs: another owner, another source, no threshold of ours', () => {
		for (const one of all.filter(({ id }) => isOther(id))) {
			expect([one.id, one.owner === 'office']).toEqual([one.id, false]);
			expect(Object.values(THRESHOLD_INDICATORS)).not.toContain(one.id);
		}
	});
});
