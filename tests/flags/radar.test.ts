import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import {
	countFlags,
	currentFlagQuery,
	listFlagged,
	type FlagQuery
} from '#lib/server/store/flags.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { foldRules } from '#lib/domain/dossiers/rules.ts';
import { openFlagRecount } from '#lib/server/store/recount-flags.ts';
import { dossierIdsAfter, keptDossiers } from '#lib/server/store/refolding.ts';
import { openRulebook, type LoadedRules } from '#lib/server/store/rulebook.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { plantedMonth } from './planted-month.ts';

const START = Date.parse('2026-10-01T00:00:00+07:00');
const NOW = Date.parse('2026-11-29T17:00:00+07:00');
const month = plantedMonth();
let database: FreshDatabase;
let rules: LoadedRules;
const NOVEMBER: FlagQuery = currentFlagQuery(NOW);

beforeAll(async () => {
	database = await freshDatabase();
	const rulebook = openRulebook(database.web.sql);
	await saveProvince(database, aProvince(), NOW, 'test');
	const intake = openIntake({ database: database.web, rulebook });
	const sent = month.sent
		.map((one) => ({ ...one, arrivedAt: START + Math.round(one.minute * 60_000) }))
		.filter(({ arrivedAt }) => arrivedAt <= NOW)
		.sort((a, b) => a.arrivedAt - b.arrivedAt);
	for (let i = 0; i < sent.length; i += 1000) {
		const part = sent.slice(i, i + 1000);
		const items = part.map(({ record, service, arrivedAt }, index) => ({
			index,
			translated: translate(record, { service, receivingUnit: '', handlerKey: 'test' }),
			arrivedAt
		}));
		const sender = { keyId: 1, agencies: 'all', backfill: false } as const;
		const taken = await intake.take(items, sender, part.at(-1)?.arrivedAt ?? NOW);
		expect(taken.quarantined).toEqual([]);
	}
	rules = await rulebook.current();
}, 120_000);
afterAll(async () => database.drop());

async function all(query: FlagQuery): Promise<Map<string, string[]>> {
	return withTransaction(database, async ({ sql }) => {
		const found = new Map<string, string[]>();
		let before: number | null = null;
		do {
			const page: Awaited<ReturnType<typeof listFlagged>> = await listFlagged(
				sql,
				rules,
				'all',
				query,
				{ before, limit: 500 }
			);
			for (const { code, flags } of page.rows) found.set(code, flags);
			before = page.next;
		} while (before !== null);
		return found;
	});
}

describe('a month with sixty planted tricks', () => {
	test('idea 16: at least nine in ten are asked about, and seven in ten questions are about one', async () => {
		expect(month.tricks).toHaveLength(60);
		const raised = await all(NOVEMBER);
		const missed = month.tricks.filter(
			({ codes, flags }) =>
				!codes.every((code) => raised.get(code)?.some((flag) => flags.includes(flag)))
		);
		const explained = new Map(
			month.tricks.flatMap(({ codes, flags }) => codes.map((code) => [code, flags] as const))
		);
		const pairs = [...raised].flatMap(([code, flags]) => flags.map((flag) => ({ code, flag })));
		const false_ = pairs.filter(({ code, flag }) => explained.get(code)?.includes(flag) !== true);
		// Counted once for a story: a bulk closing of twelve is one question to an agency, not twelve.
		const asked = new Set(
			pairs.map(({ code, flag }) =>
				flag === 'N15' || flag === 'N16' ? `${code.slice(0, -12)} ${flag}` : `${code} ${flag}`
			)
		);
		const wrong = new Set(
			false_.map(({ code, flag }) =>
				flag === 'N15' || flag === 'N16' ? `${code.slice(0, -12)} ${flag}` : `${code} ${flag}`
			)
		);
		const recall = (60 - missed.length) / 60;
		const precision = (asked.size - wrong.size) / asked.size;
		const tally = (list: readonly { flag: string }[]) =>
			Object.entries(Object.groupBy(list, ({ flag }) => flag))
				.map(([flag, some]) => `${flag} ${some?.length ?? 0}`)
				.join(', ');
		process.stdout.write(
			`recall ${recall.toFixed(3)} (${60 - missed.length} of 60 tricks, ${month.dossiers} dossiers), ` +
				`precision ${precision.toFixed(3)} (${asked.size - wrong.size} of ${asked.size} questions)\n` +
				`missed: ${missed.map(({ name }) => name).join(', ')}\nasked in vain: ${tally(false_)}\n`
		);
		expect(recall).toBeGreaterThanOrEqual(0.9);
		expect(precision).toBeGreaterThanOrEqual(0.7);
	});

	test('what is served is what the plain recount of messages gives, and a changed row is told', async () => {
		const folding = foldRules(rules);
		await withTransaction(database, async ({ sql }) => {
			const recount = openFlagRecount(rules, NOVEMBER);
			for (const kept of await keptDossiers(sql, await dossierIdsAfter(sql, 0, 5000))) {
				recount.add(fold(kept.messages, folding), kept.id);
			}
			const served = await countFlags(sql, rules, 'all', NOVEMBER);
			expect(recount.differences(served)).toEqual([]);
			const short = { ...served, flags: served.flags.slice(1) };
			expect(recount.differences(short)).toHaveLength(1);
		});
	});

	test('every count is the length of its list', async () => {
		const counts = await withTransaction(database, async ({ sql }) =>
			countFlags(sql, rules, 'all', NOVEMBER)
		);
		expect((await all(NOVEMBER)).size).toBe(counts.dossiers);
		for (const { key, dossiers } of counts.flags) {
			const flag = key as NonNullable<FlagQuery['flag']>;
			expect([key, (await all({ ...NOVEMBER, flag })).size]).toEqual([key, dossiers]);
		}
		for (const { key, dossiers } of counts.agencies) {
			const listed = await all({ ...NOVEMBER, agencyId: Number(key), own: true });
			expect([key, listed.size]).toEqual([key, dossiers]);
		}
		for (const { key, dossiers } of counts.fields) {
			expect([key, (await all({ ...NOVEMBER, field: key })).size]).toEqual([key, dossiers]);
		}
	});
});
