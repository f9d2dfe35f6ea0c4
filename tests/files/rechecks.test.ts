import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { createLog } from '#lib/server/log.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { startRechecks } from '#lib/server/rechecks.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { lastVerifications } from '#lib/server/store/verifications.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120093000') ?? 0;
const clock = { now: () => NOW };
const log = createLog({ level: 'silent' });

let database: FreshDatabase;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	rulebook = openRulebook(database.sql);
	const items = Array.from({ length: 30 }, (_, index) => ({
		index,
		translated: translate(aRecord(`H21.01-1-${index}`), {
			service: 'DongBoHoSoMC',
			receivingUnit: '',
			handlerKey: 'test'
		}),
		arrivedAt: NOW
	}));
	const intake = openIntake({ database: database.web, rulebook });
	await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW);
});
afterAll(async () => database.drop());

describe('the background recount', () => {
	test('goes on slice by slice and keeps what it found', async () => {
		const rechecks = startRechecks({ database, rulebook, clock, log, every: 5 });
		await vi.waitFor(async () => {
			const { slice } = await lastVerifications(database.sql);
			expect(slice).toMatchObject({ kind: 'slice', differences: 0, error: null });
			expect(slice?.dossiers).toBeGreaterThanOrEqual(30);
		}, 10_000);
		expect(rechecks.health()).toBe('ok');
		await database.sql`update dossiers set moved = true where code = 'H21.01-1-7'`;
		await vi.waitFor(async () => {
			const { differing } = await lastVerifications(database.sql);
			expect(JSON.stringify(differing?.lines)).toContain('H21.01-1-7: moved');
		}, 10_000);
		await rechecks.close();
	});

	test('T11 that throws is red, and the next run still happens', async () => {
		let runs = 0;
		const rechecks = startRechecks({
			database,
			rulebook,
			clock,
			log,
			every: 5,
			check: async () => {
				runs++;
				if (runs < 3) throw new Error('a citizen’s name in an error text');
				return { dossiers: 1, findings: [], next: { dossier: 0, agency: 0, link: 0, task: 0 } };
			}
		});
		await vi.waitFor(() => expect(rechecks.health()).toBe('the last recount failed'), {
			timeout: 10_000,
			interval: 1
		});
		await vi.waitFor(() => expect(runs).toBeGreaterThan(3), 10_000);
		expect(rechecks.health()).toBe('ok');
		await rechecks.close();
		const kept = await database.sql`select error from verifications where error is not null`;
		expect(kept.length).toBeGreaterThan(0);
		expect(JSON.stringify(kept)).not.toContain('citizen');
	});
});
