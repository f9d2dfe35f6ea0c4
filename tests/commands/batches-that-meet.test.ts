import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake, type Intake, type IntakeResult } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120090000') ?? NaN;
let database: FreshDatabase;
/** Two processes: neither knows what the other has in hand. */
let here: Intake;
let there: Intake;
let day = 260;

beforeAll(async () => {
	database = await freshDatabase({ max: 10 });
	await saveProvince(database, aProvince(), NOW, 'test');
	const open = () => openIntake({ database, rulebook: openRulebook(database.sql) });
	here = open();
	there = open();
});
afterAll(async () => database.drop());
beforeEach(() => {
	day++;
});

/** Codes of dossiers that no other test has. */
function codes(n: number): string[] {
	return Array.from({ length: n }, (_, i) => `H21.01-${day}102-${1000 + i}`);
}

async function send(intake: Intake, records: unknown[]): Promise<IntakeResult> {
	const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: NOW
	}));
	return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW);
}

/** Ids are drawn for every attempt to insert a dossier, and never given back. */
async function idsDrawn(): Promise<number> {
	const [row] = await database.sql<{ n: number }[]>`
		select case when is_called then last_value else 0 end as n from dossiers_id_seq`;
	return row?.n ?? NaN;
}

async function kept() {
	const [row] = await database.sql<{ dossiers: number; messages: number; counted: number }[]>`
		select count(*) as dossiers, sum(d.message_count)::int as counted,
			(select count(*) from messages m join dossiers o on o.id = m.dossier_id
				where o.code like ${`H21.01-${day}102-%`}) as messages
		from dossiers d where d.code like ${`H21.01-${day}102-%`}`;
	return row;
}

describe('batches that meet over the same new dossiers', () => {
	test('are both accepted, and the work of neither is done twice', async () => {
		const before = await idsDrawn();
		const own = codes(60);
		const answers = await Promise.all([
			send(
				here,
				own.map((code) => aRecord(code))
			),
			send(
				here,
				own.toReversed().map((code) => aRecord(code, { TrangThaiHoSo: '5' }))
			),
			send(
				here,
				own.map((code) => aRecord(code))
			)
		]);
		expect(answers.map(({ accepted, unchanged }) => [accepted, unchanged])).toEqual([
			[60, 0],
			[60, 0],
			[0, 60]
		]);
		expect((await idsDrawn()) - before).toBe(60);
		expect(await kept()).toEqual({ dossiers: 60, messages: 120, counted: 120 });
	});

	test('wait for those alone that they meet, in chains and circles too', async () => {
		const own = codes(30);
		const part = (from: number, to: number) => own.slice(from, to).map((code) => aRecord(code));
		const answers = await Promise.all([
			send(here, part(0, 20)),
			send(here, part(10, 30)),
			send(here, [...part(20, 30), ...part(0, 10)]),
			send(here, part(0, 30))
		]);
		expect(answers.map(({ accepted }) => accepted)).toEqual([20, 10, 0, 0]);
		expect(await kept()).toEqual({ dossiers: 30, messages: 30, counted: 30 });
	});

	test('lose nothing and keep nothing twice when two processes write them', async () => {
		const own = codes(80);
		const shuffled = (shift: number) => [...own.slice(shift), ...own.slice(0, shift)];
		const answers = await Promise.all(
			[here, there].flatMap((intake, i) =>
				['4', '2', '5'].map(async (TrangThaiHoSo, j) =>
					send(
						intake,
						shuffled(13 * (3 * i + j)).map((code) => aRecord(code, { TrangThaiHoSo }))
					)
				)
			)
		);
		expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(240);
		expect(answers.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(240);
		expect(await kept()).toEqual({ dossiers: 80, messages: 240, counted: 240 });
	});

	test('one that fails hands its turn on', async () => {
		const own = codes(5).map((code) => aRecord(code));
		const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
		const items = own.map((record, index) => ({
			index,
			translated: translate(record, reading),
			arrivedAt: NOW
		}));
		const broken = openIntake({
			database,
			rulebook: { current: async () => Promise.reject(new Error('no rules')) }
		});
		const sender = { keyId: 1, agencies: 'all' as const, backfill: false };
		await expect(broken.take(items, sender, NOW)).rejects.toThrow('no rules');
		await expect(broken.take(items, sender, NOW)).rejects.toThrow('no rules');
		expect((await send(here, own)).accepted).toBe(5);
	});
});
