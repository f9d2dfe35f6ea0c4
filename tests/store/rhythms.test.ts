import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	addDays,
	dayOf,
	MINUTE,
	parseFeedInstant,
	type Instant
} from '#lib/domain/calendar/time.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { countOverview, currentQuery } from '#lib/server/store/overview.ts';
import { expectations, learnRhythms } from '#lib/server/store/rhythms.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, COMMUNE, JUSTICE, LAND_BRANCH } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let rulebook: Rulebook;
/** A Friday; the feeds have run since the Monday three weeks before. */
const NOW = at('20261120100000');

function at(text: string): Instant {
	const instant = parseFeedInstant(text);
	if (instant === null) throw new Error(`not an instant: ${text}`);
	return instant;
}

/** Justice speaks every 20 minutes, the land branch every hour, the commune twice a day. */
const RHYTHMS = [
	{ agency: JUSTICE, unit: 'H21.02', minutes: 20 },
	{ agency: LAND_BRANCH, unit: 'H21.01', minutes: 60 },
	{ agency: COMMUNE, unit: 'H21.C1', minutes: 420 }
];

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	rulebook = openRulebook(database.sql);
	const intake = openIntake({ database: database.web, rulebook });
	const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
	for (let day = '2026-11-02'; day <= dayOf(NOW); day = addDays(day, 1)) {
		if (new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0) continue;
		const opens = Date.parse(`${day}T07:00:00+07:00`);
		for (let minute = 0; minute <= 600; minute += 20) {
			const now = opens + minute * MINUTE;
			if (now > NOW) break;
			const speak = RHYTHMS.filter(({ minutes }) => minute % minutes === 0);
			// The same content again and again: nothing is new of it, and the agency was heard.
			const items = speak.map(({ agency, unit }, index) => ({
				index,
				translated: translate(aRecord(`${unit}-261102-0001`, { DonViXuLy: agency }), reading),
				arrivedAt: now
			}));
			await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, now);
		}
	}
}, 60_000);
afterAll(async () => database.drop());

test('silences are noted as they end, and what is usual is learned from them', async () => {
	const rules = await rulebook.current();
	expect(await learnRhythms(database, rules, NOW)).toBe(3);
	const learned = await database.sql`
		select code, usual, days from rhythms join agencies on id = agency_id order by code`;
	expect(learned).toEqual([
		// From 07:00 to 14:00 four and a half hours are worked before lunch and a half after it.
		...[{ code: 'H21.01.01.01', usual: 60, days: 14 }],
		...[{ code: 'H21.02', usual: 20, days: 14 }],
		...[{ code: 'H21.C1', usual: 300, days: 14 }]
	]);
});

test('each is expected by its own rhythm, never later than the limit for everybody', async () => {
	const rules = await rulebook.current();
	await learnRhythms(database, rules, NOW);
	const { heard, overview } = await countOverview(database.sql, rules, currentQuery(NOW), NOW);
	const expected = expectations(rules, heard, NOW);
	expect(expected.get('H21.02')).toEqual({
		heardAt: '2026-11-20T10:00:00.000+07:00',
		quietFrom: '2026-11-20T10:30:00.001+07:00',
		minutes: 30,
		days: 14
	});
	expect(expected.get('H21.01.01.01')?.minutes).toBe(90);
	// Since 07:00: two hours by the limit, though five are usual for it.
	expect(expected.get('H21.C1')?.quietFrom).toBe('2026-11-20T09:00:00.001+07:00');
	// The departments above the branch send nothing themselves.
	expect(expected.get('H21.01')).toEqual(expected.get('H21.01.01.01'));
	for (const { code, freshness } of overview.agencies) {
		expect([code, expected.get(code)?.heardAt ?? null]).toEqual([code, freshness.lastArrivalAt]);
	}
});

test('what is too old to learn from is let go', async () => {
	const rules = await rulebook.current();
	const later = at('20270601090000');
	expect(await learnRhythms(database, rules, later)).toBe(0);
	expect(await database.sql`select 1 from silences`).toEqual([]);
});
