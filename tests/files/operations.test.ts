import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { keyUses, sources, vitals } from '#lib/server/store/operations.ts';
import { readOperations } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { keepVerification } from '#lib/server/store/verifications.ts';
import { metricsText } from '#lib/server/web/metrics.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, LAND } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120143000') ?? 0;
const MORNING = parseFeedInstant('20261120083000') ?? 0;

let database: FreshDatabase;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	rulebook = openRulebook(database.sql);
	const records = [aRecord('O-1'), aRecord('O-2', { DonViXuLy: 'Không rõ' })];
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, {
			service: 'DongBoHoSoMC',
			receivingUnit: '',
			handlerKey: 'test'
		}),
		arrivedAt: MORNING
	}));
	const intake = openIntake({ database: database.web, rulebook });
	await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, MORNING);
});
afterAll(async () => database.drop());

const kept = async (differences: number | null) =>
	keepVerification(database.sql, {
		beganAt: NOW,
		endedAt: NOW,
		kind: 'slice',
		dossiers: 1,
		differences,
		lines: [],
		error: differences === null ? 'Error' : null
	});

describe('what the operator sees', () => {
	test('an agency that has been silent for more than 120 working minutes is old', async () => {
		const [longest, ...others] = await sources(database.sql, await rulebook.current(), NOW);
		expect(longest).toMatchObject({ name: LAND, lagMinutes: 360, freshness: { stale: true } });
		expect(others.every(({ lagMinutes }) => lagMinutes === null)).toBe(true);
	});

	test('the role that serves people may read it all', async () => {
		const [figures, keys] = await readOperations(database.web, async (sql) =>
			Promise.all([vitals(sql), keyUses(sql)])
		);
		expect(figures).toMatchObject({ seq: 1, pending: 1, orphans: 0 });
		expect(keys).toEqual([]);
	});

	test('metrics say what differs, and say that a recount failed instead of an old number', async () => {
		await kept(3);
		const told = metricsText(await vitals(database.sql), 1, NOW + 5_000);
		expect(told).toContain('don_doc_quarantine_waiting 1\n');
		expect(told).toContain('don_doc_ledger_seq 1\n');
		expect(told).toContain('don_doc_agencies_stale 1\n');
		expect(told).toContain('don_doc_recount_differences{kind="slice"} 3\n');
		expect(told).toContain('don_doc_recount_age_seconds{kind="slice"} 5\n');
		await kept(null);
		const failed = metricsText(await vitals(database.sql), 1, NOW);
		expect(failed).toContain('don_doc_recount_failed{kind="slice"} 1\n');
		expect(failed).not.toContain('don_doc_recount_differences');
	});
});
