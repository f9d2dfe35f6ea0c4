import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOfDay, isoOf, parseFeedInstant, type Instant } from '#lib/domain/calendar/time.ts';
import type { DossierState, Span } from '#lib/domain/dossiers/dossier.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { foldRules } from '#lib/domain/dossiers/rules.ts';
import {
	compareCounts,
	noComparedCounts,
	othersOf,
	type Asked,
	type ComparedCounts
} from '#lib/domain/indicators/others-counting.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES, figureOf } from '#lib/domain/reports/tally.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { horizonsAt } from '#lib/server/store/figures-sql.ts';
import { compareWithOthers } from '#lib/server/store/others.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { dossierIdsAfter, keptDossiers } from '#lib/server/store/refolding.ts';
import { openRulebook, type LoadedRules } from '#lib/server/store/rulebook.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND, LAND_BRANCH } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let rules: LoadedRules;
const NOW = at('20261120090000');
const DOSSIERS = 600;

function at(text: string): Instant {
	const instant = parseFeedInstant(text);
	if (instant === null) throw new Error(`not an instant: ${text}`);
	return instant;
}

/** The same dice in every run: what fails once fails again. */
function dice(seed: number): (sides: number) => number {
	let state = seed;
	return (sides) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * sides);
	};
}

/** One to three snapshots of a dossier, of all statuses, with papers asked for up to three times. */
function aLife(n: number, roll: (sides: number) => number): Record<string, unknown>[] {
	const start = at('20261001080000');
	const written = (days: number, hour = 10) =>
		isoOf(start + days * 86_400_000 + (hour - 8) * 3_600_000)
			.slice(0, 19)
			.replace(/[-:T]/g, '');
	const received = roll(40);
	const due = received + 1 + roll(25);
	const asked = roll(3) === 0 ? 1 + roll(3) : 0;
	const agency = [LAND, LAND_BRANCH, JUSTICE][roll(3)];
	return Array.from({ length: 1 + roll(2) }, () => {
		const status = [1, 2, 3, 4, 4, 4, 5, 6, 7, 8, 9, 10, 10, 10][roll(14)] ?? 4;
		const ended = status >= 9 || status === 7 || status === 8;
		const end = Math.min(received + roll(30), 48);
		return aRecord(`H21.01-261001-${String(n).padStart(4, '0')}`, {
			TrangThaiHoSo: String(status),
			DonViXuLy: agency,
			NgayNopHoSo: written(received, 7),
			NgayTiepNhan: status === 1 || status === 3 ? '' : written(received, 8),
			NgayHenTra: roll(8) === 0 ? '' : written(due, 17),
			NgayKetThucXuLy: ended ? written(end, 11) : '',
			NgayTra: status === 10 ? written(end, 15) : '',
			NgayTuChoi: status === 3 ? written(end, 11) : '',
			DanhSachHoSoBoSung: Array.from({ length: asked }, (_, i) => ({
				NgayBoSung: written(received + 1 + 2 * i, 9),
				NgayTiepNhanBoSung: status === 5 && i === asked - 1 ? '' : written(received + 2 + 2 * i, 9),
				NgayHenTraTruoc: written(due, 17),
				NgayHenTraMoi: written(due + i, 17)
			}))
		});
	});
}

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	const rulebook = openRulebook(database.sql);
	const intake = openIntake({ database: database.web, rulebook });
	const roll = dice(20_261_120);
	const lives = Array.from({ length: DOSSIERS }, (_, n) => aLife(n, roll));
	const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
	for (const round of [0, 1]) {
		const records = lives.flatMap((life) => life.slice(round, round + 1));
		const items = records.map((record, index) => ({
			index,
			translated: translate(record, reading),
			arrivedAt: NOW - 2 + round
		}));
		await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW - 2 + round);
	}
	rules = await rulebook.current();
});
afterAll(async () => database.drop());

/** How often and when first papers were asked for, by the spans that the messages fold to. */
function askedUntil(spans: readonly Span[], until: Instant): Asked {
	const begun = spans.filter(({ from }) => from <= until);
	const requests = begun.filter(
		({ state }, i) => state.status === 5 && begun[i - 1]?.state.status !== 5
	);
	const first = requests[0];
	return { times: requests.length, firstOn: first === undefined ? null : dayOf(first.from) };
}

/** The same counted the plain way: dossier by dossier, from its messages, without any SQL of ours. */
async function recounted(query: OverviewQuery, present: boolean): Promise<ComparedCounts> {
	const counts = noComparedCounts();
	const horizons = horizonsAt(rules, query.at);
	const within =
		query.agencyId === null ? null : rules.directory.descendants(query.agencyId, dayOf(query.at));
	const ids = await dossierIdsAfter(database.sql, 0, DOSSIERS);
	for (const { messages } of await keptDossiers(database.sql, ids)) {
		const { state: last, spans } = fold(messages, foldRules(rules));
		const state: DossierState | undefined = present
			? last
			: spans.find(({ from, to }) => from <= query.at && query.at < to)?.state;
		if (!state || (within !== null && !within.includes(state.agencyId ?? 0))) continue;
		const horizon = horizons.get(state.agencyId ?? 0);
		if (!horizon) throw new Error('an agency without hours');
		const asked = askedUntil(spans, query.at);
		const { ours, theirs, causes } = othersOf(state, asked, { ...query, horizon });
		for (const figure of FIGURES) if (ours.has(figure)) counts.ours[figure]++;
		for (const id of theirs) counts.theirs[id]++;
		for (const id of causes) counts.causes[id]++;
	}
	return counts;
}

const then = endOfDay('2026-11-10');
const QUESTIONS: [string, () => OverviewQuery, boolean][] = [
	['the month up to now', () => currentQuery(NOW), true],
	['October and November', () => ({ ...currentQuery(NOW), from: '2026-10-05' }), true],
	[
		'one agency with all below it',
		() => ({ ...currentQuery(NOW), agencyId: rules.directory.byCode('H21.01') }),
		true
	],
	[
		'a past instant',
		() => ({ ...currentQuery(NOW), at: then, from: '2026-10-15', to: '2026-11-10' }),
		false
	]
];

describe.each(QUESTIONS)('figures of others for %s', (_, question, present) => {
	test('are what a recount from the messages says, ours and each cause too', async () => {
		const query = question();
		const counts = await compareWithOthers(database.sql, rules, query, NOW);
		expect(counts).toEqual(await recounted(query, present));
		expect(counts.theirs['portal.late']).toBeGreaterThan(counts.ours['resolved.late']);
		expect(counts.causes.askedAgain).toBeGreaterThan(0);
	});

	test('ours is the overview’s own number, and with the causes it adds up to theirs', async () => {
		const query = question();
		const counts = await compareWithOthers(database.sql, rules, query, NOW);
		const overview = await overviewOf(database.sql, rules, query, NOW);
		for (const figure of FIGURES) {
			expect([figure, counts.ours[figure]]).toEqual([figure, figureOf(overview.province, figure)]);
		}
		for (const { comparison, ours, theirs, causes } of compareCounts(counts)) {
			const explained = causes.reduce((sum, { signed }) => sum + signed, ours);
			expect([comparison.theirs, explained]).toEqual([comparison.theirs, theirs]);
		}
	});
});
