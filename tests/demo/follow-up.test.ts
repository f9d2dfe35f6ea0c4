import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, dayOf, formatFeedInstant } from '#lib/domain/calendar/time.ts';
import { ensureDemoAccounts } from '#lib/server/accounts/demo-accounts.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { documentOf } from '#lib/server/store/directives.ts';
import { openRulebook, type LoadedRules } from '#lib/server/store/rulebook.ts';
import { provinceSeed } from '../../src/demo/province/province.ts';
import { layOutPapers } from '../../src/demo/tasks/papers.ts';
import { setDemoTasks } from '../../src/demo/tasks/tasks.ts';
import { urgeInDemo } from '../../src/demo/tasks/urged.ts';
import { aRecord } from '../makers/feed.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T14:00:00+07:00');
const HEADS_OWN = 2;

let database: FreshDatabase;
let dataDir: string;
let rules: LoadedRules;

beforeAll(async () => {
	database = await freshDatabase();
	dataDir = await mkdtemp(join(tmpdir(), 'don-doc-'));
	await saveProvince(database, provinceSeed(), NOW, 'demo');
	const rulebook = openRulebook(database.sql);
	rules = await rulebook.current();
	const today = dayOf(NOW);
	await ensureDemoAccounts(database, {
		...{ dataDir, url: 'http://localhost:3000', directory: rules.directory, today }
	});
	await setDemoTasks(database, rules, NOW);
	await overdueDossiers();
	const place = { database, rulebook, rules, now: NOW };
	await urgeInDemo(place);
	await layOutPapers(place, dataDir);
});
afterAll(async () => {
	await database.drop();
	await rm(dataDir, { recursive: true });
});

/** Of every accountable agency a few, of the first ones more. */
async function overdueDossiers(): Promise<void> {
	const agencies = rules.directory
		.active(dayOf(NOW))
		.filter(({ accountable, vertical }) => accountable && !vertical);
	const received = NOW - 60 * DAY;
	const records = agencies.flatMap(({ code, name }, i) =>
		Array.from({ length: i < 6 ? 4 : 1 }, (_, n) =>
			aRecord(`${code}-261001-${n}`, {
				DonViXuLy: name,
				NgayTiepNhan: formatFeedInstant(received),
				NgayHenTra: formatFeedInstant(NOW - 40 * DAY),
				// Submitted long before it was taken in: a question about each.
				NgayNopHoSo: formatFeedInstant(received - 20 * DAY)
			})
		)
	);
	const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'test' } as const;
	const items = records.map((one, index) => ({
		...{ index, arrivedAt: received },
		translated: translate(one, reading)
	}));
	const intake = openIntake({ database, rulebook: openRulebook(database.sql) });
	await intake.take(items, { keyId: 1, agencies: 'all', backfill: true }, received);
}

const rows = async <T extends object>(query: string): Promise<T[]> =>
	withTransaction(database, async ({ sql }) => sql.unsafe<T[]>(query));

describe('what people of the demo have done', () => {
	it('letter 3035 keeps its words, and each of its items stands in them', async () => {
		const [{ code = '' } = {}] = await rows<{ code: string }>(
			`select code from directives where number = '3035/UBND-TH'`
		);
		const kept = await withTransaction(database, async ({ sql }) => documentOf(sql, code));
		const said = new Set(kept?.spans.map(({ from, to }) => kept.text.slice(from, to).slice(0, 30)));
		expect(said.size).toBe(3);
		expect([...said].some((text) => text.includes('Sở Nội vụ'))).toBe(true);
		const [drafts] = await rows<{ n: number }>(`select count(*)::int as n from directive_drafts`);
		expect(drafts?.n).toBe(1);
	});

	it('urgings of several levels, with and without answer, up to an issued letter', async () => {
		const sent = await rows<{ n: number; letter: string | null; replied: boolean; kind: string }>(
			`select n, letter, reply is not null as replied, kind from urgings order by id`
		);
		expect(Math.max(...sent.map(({ n }) => n))).toBe(3);
		expect(sent.filter(({ letter }) => letter !== null)).toMatchObject([{ n: 3 }]);
		expect(new Set(sent.map(({ replied }) => replied))).toEqual(new Set([true, false]));
		expect(await rows(`select number from letters order by id`)).toEqual([
			{ number: '45/UBND-MP' },
			{ number: null }
		]);
		const told = await rows(`select distinct account_id from notices where level = 'urging'`);
		expect(told.length).toBeGreaterThan(0);
	});

	it('the department that tries it out has been reminded of no dossiers yet', async () => {
		const department = rules.directory.byCode('H21.06') ?? 0;
		expect(
			await rows(`select 1 from urgings where agency_id = ${department} and kind = 'dossiers'`)
		).toEqual([]);
	});

	it('an opinion issued and one that waits, files on tasks, answers, a fair sample', async () => {
		const opinions = await rows(`select state from opinions order by id`);
		expect(opinions).toEqual([{ state: 'issued' }, { state: 'given' }]);
		expect(await rows(`select 1 from evidence_files`)).toHaveLength(3);
		const answers = await rows(`select 1 from flag_answers`);
		expect(answers.length).toBeGreaterThanOrEqual(HEADS_OWN);
		expect(await rows(`select 1 from samples`)).toHaveLength(1);
		const after = await rows(`select 1 from urgings where as_of > '2026-11-20T14:00:00+07'`);
		expect(after).toEqual([]);
	});
});
