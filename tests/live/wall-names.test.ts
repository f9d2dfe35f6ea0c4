import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAccessStage, type AccessStage, type Caller } from '../access/stage.ts';
import { dice } from '../chaos/lives.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';
import { visit, type Visit } from './stage.ts';

const DOSSIERS = 10_000;
const BATCH = 1000;

let stage: AccessStage;
let feeder: Caller;
let wall: Caller;
let socket: Visit;

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	feeder = await stage.key('feed');
	// Somebody must have paired it.
	await stage.person('office');
	wall = await stage.wall();
	socket = visit(stage.port, { ...wall.live, origin: stage.origin });
	await socket.until('tallies');
}, 300_000);
afterAll(async () => {
	socket.leave();
	await stage.close();
});

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Vi', 'Lò', 'Hà'];
const GIVEN = ['An', 'Bình', 'Cúc', 'Dũng', 'Hạnh', 'Khuê', 'Thảo', 'Uyên', 'Xuân'];

/** One citizen in everything of a dossier that a sender may put a name into. */
const dossier = fc.record({
	family: fc.constantFrom(...FAMILY),
	given: fc.constantFrom(...GIVEN),
	status: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '10'),
	/** Days after 2026-11-01. */
	received: fc.integer({ min: 1, max: 19 }),
	due: fc.integer({ min: 1, max: 28 }),
	field: fc.constantFrom('Đất đai', 'Hộ tịch', 'Lao động'),
	agency: fc.constantFrom(LAND, JUSTICE)
});

const day = (n: number, time: string) => `202611${String(n).padStart(2, '0')}${time}`;

async function send(service: string, data: unknown[]): Promise<void> {
	const answer = await stage.ask(feeder, '/api/v1/feed', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ service, data })
	});
	expect(answer.status, await answer.clone().text()).toBe(200);
}

it('no frame, page or board that a wall is sent names a citizen or a dossier, of 10,000 with names planted in every field', async () => {
	const seed = Date.now() % 1_000_000;
	const mark = Math.floor(dice(seed)() * 1e6).toString(36);
	const lives = fc.sample(dossier, { numRuns: DOSSIERS, seed });
	const planted: string[] = [];
	for (let from = 0; from < DOSSIERS; from += BATCH) {
		const batch = lives.slice(from, from + BATCH).map((life, n) => {
			const number = String(100_000 + from + n);
			const code = `H21.09-261101-${number}`;
			// Nobody else has this name, so that finding it is finding it here.
			const name = `${life.family} Qx${mark}${number} ${life.given}`;
			planted.push(name, `Qx${mark}${number}`, code);
			return { life, code, name };
		});
		await send(
			'DongBoHoSoMC',
			batch.map(({ life, code, name }) => {
				const done = life.status === '9' || life.status === '10';
				return aRecord(code, {
					...{ ChuHoSo: name, TenChuHoSo: name, GhiChu: name, DiaChi: name, Email: name },
					...{
						TrichYeuHoSo: name,
						NguoiNop: { HoTen: name },
						TaiLieuNop: [{ TenTepDinhKem: name }]
					},
					...{ TenLinhVuc: life.field, DonViXuLy: life.agency, TrangThaiHoSo: life.status },
					...{ NgayNopHoSo: day(life.received, '080000') },
					...{ NgayTiepNhan: life.status === '1' ? '' : day(life.received, '083000') },
					...{ NgayHenTra: day(life.due, '170000') },
					...{ NgayKetThucXuLy: done ? day(Math.min(20, life.received + 2), '100000') : '' }
				});
			})
		);
		await send(
			'CapNhatTienDoHoSoMC',
			batch
				.filter((_, n) => n % 10 === 0)
				.map(({ life, code, name }) =>
					aStep(code, day(life.received, '090000'), 4, { NguoiXuLy: name, NoiDungXuLy: name })
				)
		);
	}
	const [{ dossiers } = { dossiers: 0 }] = await stage.database.sql<{ dossiers: number }[]>`
		select count(*)::int as dossiers from dossiers`;
	expect(dossiers).toBeGreaterThanOrEqual(DOSSIERS);
	const overview = await stage.ask(wall, '/api/v1/overview');
	const { seq } = (await overview.json()) as { seq: number };
	await socket.until('tallies', (told) => told.seq >= seq);

	const sent = [socket.wire(), await (await stage.ask(wall, '/wall')).text()];
	for (const path of ['/wall/board', '/wall/__data.json', '/api/v1/overview']) {
		const answer = await stage.ask(wall, path);
		expect([path, answer.status]).toEqual([path, 200]);
		sent.push(await answer.text());
	}
	for (const text of sent) expect(text.length).toBeGreaterThan(1000);
	const all = sent.join('\n').normalize('NFC');
	expect(planted.filter((word) => all.includes(word))).toEqual([]);
	expect(all).not.toContain(`Qx${mark}`);
	expect(all).not.toMatch(/H21\.\d\d-\d{6}-\d/);
}, 300_000);
