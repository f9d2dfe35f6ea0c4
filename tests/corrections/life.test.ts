import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, DAY } from '#lib/domain/calendar/time.ts';
import {
	actOnCorrection,
	askCorrection,
	type AskedCorrection
} from '#lib/server/commands/corrections.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { mayAddTo } from '#lib/server/evidence-owners.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { openReceiving } from '#lib/server/ingest/evidence/receive.ts';
import { openWallMarks, type WallMarks } from '#lib/server/live/wall-marks.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import {
	agencyMarks,
	dossierMarks,
	eventsOfCorrection,
	keptCorrectionsAfter,
	listCorrections
} from '#lib/server/store/corrections.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { evidenceOf } from '#lib/server/store/evidence.ts';
import { overviewOf, currentQuery } from '#lib/server/store/overview.ts';
import { readAs, readFiguresAs } from '#lib/server/store/reading.ts';
import { correctionDifferences } from '#lib/server/store/recount-corrections.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { aRecord } from '../makers/feed.ts';
import { JUSTICE, LAND, LAND_OFFICE } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

/** Friday; Tuesday the 24th is a holiday. */
const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const TWELVE = Array.from({ length: 12 }, (_, i) => `H21.01-261102-${String(i).padStart(4, '0')}`);
const FOUR = TWELVE.slice(0, 4);
const THEIRS = 'H21.02-261102-0001';

let database: FreshDatabase;
let rulebook: Rulebook;
let walls: WallMarks;
/** Of the domain's clock, as walls ask for it. */
let instant = NOW;
let send: (at: number, ...records: unknown[]) => Promise<unknown>;

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	walls = openWallMarks({ database: database.web, clock: { now: () => instant } });
	await settle(database);
	const intake = openIntake({ database: database.web, rulebook });
	send = async (arrivedAt, ...records) => {
		const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'test' } as const;
		const items = records.map((one, index) => ({
			...{ index, translated: translate(one, reading), arrivedAt }
		}));
		return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, arrivedAt);
	};
	await send(
		NOW - 5 * DAY,
		...TWELVE.map((code, i) => aRecord(code, { DonViXuLy: i === 0 ? LAND_OFFICE : LAND })),
		aRecord(THEIRS, { DonViXuLy: JUSTICE })
	);
});
afterAll(async () => database.drop());

async function by(person: Person, now = NOW) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now(), channels: [] };
}
function asking(codes: readonly string[], rest: Partial<AskedCorrection> = {}): AskedCorrection {
	return {
		...{ kind: 'dossiers', claim: 'overdue', codes, question: '', claimed: null },
		...{ reason: 'Đã trả kết quả trong hạn, nguồn gửi thiếu', evidence: ['Sổ theo dõi số 12'] },
		...rest
	};
}
const ask = async (person: Person, asked: AskedCorrection, now = NOW) =>
	askCorrection(database.web, await rulebook.current(), asked, await by(person, now));
const act = async (
	person: Person,
	code: string,
	given: Parameters<typeof actOnCorrection>[2]['act'],
	now = NOW
) =>
	actOnCorrection(
		database.web,
		await rulebook.current(),
		{ code, act: given },
		await by(person, now)
	);

async function overdueOf(code: string, now: number): Promise<number | undefined> {
	const { reader } = await by('office');
	const rules = await rulebook.current();
	const overview = await readFiguresAs(database.web, reader, async (sql) =>
		overviewOf(sql, rules, currentQuery(now), now)
	);
	return overview.agencies.find((agency) => agency.code === code)?.tally.open.overdue;
}
async function marks(now: number) {
	const { reader } = await by('leader');
	const today = dayOf(now);
	return readFiguresAs(database.web, reader, async (sql) =>
		agencyMarks(sql, today, { from: '2026-11-01', to: today })
	);
}
async function wallMarks(now: number) {
	instant = now;
	return Object.fromEntries(await walls.disputed(await rulebook.current(), 'epoch'));
}
const all = { agencyIds: null, states: null, code: null, dossier: null, limit: 100 };
const seen = async (reader: Reader) =>
	readAs(database.web, reader, async (sql) => listCorrections(sql, all));
async function kept(code: string) {
	const { reader } = await by('centre');
	const [one] = await readAs(database.web, reader, async (sql) =>
		listCorrections(sql, { ...all, code })
	);
	if (one === undefined) throw new Error(code);
	return one;
}

describe('twelve overdue, of which the agency holds four wrong', () => {
	it('the mark stands at once, the number stays, and the centre is told', async () => {
		expect(await overdueOf('H21.01', NOW)).toBe(12);
		const asked = await ask('land', asking(FOUR));
		expect(asked).toMatchObject({
			accepted: true,
			value: { code: 'DC-1', count: 4, answerDue: '2026-11-25' }
		});
		expect(await overdueOf('H21.01', NOW)).toBe(12);
		expect(await marks(NOW)).toMatchObject([
			{ figure: 'open.overdue', dossiers: 3, figures: 0 },
			{ figure: 'open.overdue', dossiers: 1, figures: 0 }
		]);
		const onWalls = await Promise.all([wallMarks(NOW), wallMarks(NOW), wallMarks(NOW)]);
		const marked = { '': 4, 'H21.01': 4, 'H21.01.01': 1 };
		expect(onWalls).toEqual([marked, marked, marked]);
		const { reader } = await by('land');
		const ofThem = await readAs(database.web, reader, async (sql) => dossierMarks(sql, TWELVE));
		expect(ofThem.map(({ dossier }) => dossier)).toEqual(FOUR);
		const told = await database.sql<{ who: string }[]>`
			select a.name as who from notices n join accounts a on a.id = n.account_id
			where n.level = 'correction_asked' order by 1`;
		expect(told.map(({ who }) => who)).toEqual(['centre', 'office']);
	});

	it('nobody else asks for them, nothing is asked twice, and what is not so cannot be claimed', async () => {
		const refusal = async (asked: ReturnType<typeof ask>) => {
			const decision = await asked;
			return decision.accepted ? 'accepted' : decision.refusal.code;
		};
		expect(await refusal(ask('land', asking([FOUR[1] ?? ''])))).toBe('correction.already_asked');
		expect(await refusal(ask('justice', asking(FOUR)))).toBe('correction.dossier_unknown');
		expect(await refusal(ask('inspector', asking(FOUR)))).toBe('correction.not_yours');
		const late = asking(TWELVE.slice(4, 5), { claim: 'late' });
		expect(await refusal(ask('land', late))).toBe('correction.not_so');
		expect(await refusal(ask('land', asking([])))).toBe('correction.nothing');
	});

	it('is the agency’s own, and of those who read the province; another agency finds nothing', async () => {
		for (const person of ['land', 'officer', 'centre', 'inspector', 'leader'] as const) {
			expect((await seen((await by(person)).reader)).length, person).toBe(1);
		}
		expect(await seen((await by('justice')).reader)).toEqual([]);
		expect(await act('justice', 'DC-1', { kind: 'withdrawn', text: 'x' })).toMatchObject({
			refusal: { code: 'correction.unknown' }
		});
	});

	it('is answered once by the centre, and stays in sight until the source has sent it again', async () => {
		const monday = NOW + 3 * DAY;
		expect(await act('land', 'DC-1', { kind: 'accepted', text: '' })).toMatchObject({
			refusal: { code: 'correction.not_yours' }
		});
		const answers = await Promise.all([
			act('centre', 'DC-1', { kind: 'accepted', text: 'Đề nghị nguồn gửi lại' }, monday),
			act('office', 'DC-1', { kind: 'accepted', text: 'Đồng ý' }, monday)
		]);
		expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1);
		expect(answers.filter(({ accepted }) => !accepted)).toMatchObject([
			{ refusal: { code: 'correction.already_answered' } }
		]);
		const { correction } = await kept('DC-1');
		expect(correction.answer?.at).toBe(monday);
	});

	it('is cured by the messages of the source alone: eight are left, and the mark goes', async () => {
		const tuesday = NOW + 4 * DAY;
		expect((await kept('DC-1')).standing).toBe(4);
		await send(
			tuesday,
			...FOUR.map((dossier, i) =>
				aRecord(dossier, {
					...{ DonViXuLy: i === 0 ? LAND_OFFICE : LAND, TrangThaiHoSo: '10' },
					...{ NgayKetThucXuLy: '20261113100000', NgayTra: '20261113110000' }
				})
			)
		);
		expect(await overdueOf('H21.01', tuesday)).toBe(8);
		expect(await kept('DC-1')).toMatchObject({ standing: 0, settledAt: tuesday });
		expect(await marks(tuesday)).toEqual([]);
		expect(await wallMarks(tuesday)).toEqual({});
	});

	it('who asked, who answered and when stays, and verify folds it again', async () => {
		const { id, correction } = await kept('DC-1');
		expect(correction.state).toBe('accepted');
		const { reader } = await by('land');
		const events = await readAs(database.web, reader, async (sql) => eventsOfCorrection(sql, id));
		expect(events.map(({ kind }) => kind)).toEqual(['asked', 'accepted']);
		expect(events.map(({ by: who }) => who)).toEqual(['land', correction.answer?.by]);
		const recounted = await readFiguresAs(database.web, (await by('office')).reader, async (sql) =>
			keptCorrectionsAfter(sql, 0, 100)
		);
		expect(recounted.map(correctionDifferences)).toEqual(recounted.map(() => []));
		const [first] = recounted;
		if (first === undefined) throw new Error('nothing kept');
		const changed = { ...first, state: 'asked' as const };
		expect(correctionDifferences(changed)).toEqual(['state']);
		const [acts] = await database.sql<{ n: number }[]>`
			select count(*)::int as n from audit where action in ('correction.ask', 'correction.act')`;
		expect(acts?.n).toBeGreaterThanOrEqual(2);
	});
});

describe('a dossier that only ended since', () => {
	it('was overdue when it was asked, and its request is not cured by that', async () => {
		const [fifth = ''] = TWELVE.slice(4);
		const asked = await ask('land', asking([fifth]), NOW + 4 * DAY);
		if (!asked.accepted) throw new Error(asked.refusal.code);
		await send(
			NOW + 5 * DAY,
			aRecord(fifth, {
				...{ DonViXuLy: LAND, TrangThaiHoSo: '10' },
				...{ NgayKetThucXuLy: '20261125080000', NgayTra: '20261125083000' }
			})
		);
		expect(await kept(asked.value.code)).toMatchObject({ standing: 1, settledAt: null });
		// It is in no number of what is overdue any more, so no mark stands there.
		expect(await marks(NOW + 5 * DAY)).toEqual([]);
	});
});

describe('a number that is held wrong', () => {
	it('is frozen with its list, and right when no more than the agency claims still stand', async () => {
		const seven = TWELVE.slice(5);
		const figure = { kind: 'figure' as const, question: 'figure=open.overdue' };
		expect(await ask('land', asking(seven, { ...figure, claimed: 7 }))).toMatchObject({
			refusal: { code: 'correction.claimed_not_less' }
		});
		const asked = await ask('land', asking(seven, { ...figure, claimed: 6 }), NOW + 5 * DAY);
		if (!asked.accepted) throw new Error(asked.refusal.code);
		expect(await marks(NOW + 5 * DAY)).toMatchObject([{ dossiers: 0, figures: 1 }]);
		// The appointment itself was told wrong, and is sent again.
		await send(
			NOW + 6 * DAY,
			aRecord(seven[0] ?? '', { DonViXuLy: LAND, NgayHenTra: '20261130170000' })
		);
		expect(await marks(NOW + 6 * DAY)).toEqual([]);
		expect(await kept(asked.value.code)).toMatchObject({ count: 7, claimed: 6, standing: 6 });
	});
});

describe('files as evidence of a request', () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-corrections-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	it('are added by who asked for as long as it is under review, and seen by the centre at once', async () => {
		const receiving = openReceiving({
			...{ database: database.web, bytes: evidenceIn(dataDir), mayAdd: mayAddTo },
			keptFor: async () => Promise.resolve(365)
		});
		const asked = await ask('land', asking([TWELVE[11] ?? '']), NOW + 5 * DAY);
		if (!asked.accepted) throw new Error(asked.refusal.code);
		const owner = { kind: 'correction', code: asked.value.code } as const;
		const bytes = new TextEncoder().encode('%PDF-1.7 phiếu trả kết quả');
		const adds = async (person: Person) =>
			receiving.whole(owner, { name: 'Phiếu trả kết quả.pdf', bytes }, await by(person));
		const sees = async (person: Person) => {
			const { reader } = await by(person);
			const files = await readAs(database.web, reader, async (sql) => evidenceOf(sql, owner));
			return files.map(({ name }) => name);
		};
		expect(await adds('land')).toMatchObject({ accepted: true });
		// Whoever has the request open is told.
		const [news] = await database.sql`select kind, ids from ledger order by seq desc limit 1`;
		expect(news).toEqual({ kind: 'corrections', ids: [owner.code] });
		for (const person of ['land', 'centre', 'leader', 'inspector'] as const) {
			expect(await sees(person), person).toEqual(['Phiếu trả kết quả.pdf']);
		}
		// The other agency knows of no such request; who reads it and did not ask adds nothing.
		expect(await sees('justice')).toEqual([]);
		expect(await adds('justice')).toMatchObject({ refusal: { code: 'correction.unknown' } });
		expect(await adds('centre')).toMatchObject({ refusal: { code: 'correction.not_yours' } });
		const answer = { kind: 'rejected', text: 'Phiếu ghi ngày khác' } as const;
		expect(await act('centre', owner.code, answer, NOW + 5 * DAY)).toMatchObject({
			accepted: true
		});
		expect(await adds('land')).toMatchObject({ refusal: { code: 'correction.already_answered' } });
		expect(await sees('centre')).toEqual(['Phiếu trả kết quả.pdf']);
	});
});
