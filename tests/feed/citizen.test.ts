import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIVE_PATH } from '#lib/live/contract.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince, LAND } from '../makers/province.ts';
import { openStage, poster, type Stage } from '../setup/stage.ts';

/** A citizen planted in every field that is not kept, and in every text that is. */
const CITIZEN = {
	name: 'Trần Thị Cúc Hoa Vàng',
	identity: '052199012345',
	phone: '0905 123 987',
	email: 'cuc.hoa.vang@thu-dien-tu.example'
};
const ALL = Object.values(CITIZEN).join(' ');
/** What may stand in no place: each of them, also without blanks, and what is left of a part. */
const TRACES = [
	CITIZEN.name,
	'Cúc Hoa',
	'Cuc Hoa',
	CITIZEN.identity,
	CITIZEN.phone,
	'0905123987',
	CITIZEN.email,
	'cuc.hoa'
].map((trace) => trace.toLowerCase());
/** Numbers and addresses have a form and are blacked out of names of offices too; a name has none. */
const CONTACTS = `${CITIZEN.identity} ${CITIZEN.phone} ${CITIZEN.email}`;

const paper = {
	TepDinhKemId: CITIZEN.identity,
	TenTepDinhKem: `${ALL}.pdf`,
	IsDeleted: 'False',
	MaThanhPhanHoSo: CITIZEN.identity,
	DuongDanTaiTepTin: `https://example.invalid/${CITIZEN.email}`,
	MaKetQuaThayThe: ALL
};

function planted(code: string, rest: Record<string, unknown> = {}): Record<string, unknown> {
	return aRecord(code, {
		TenTTHC: `Đăng ký biến động ${CONTACTS}`,
		TenLinhVuc: `Đất đai ${CONTACTS}`,
		SoBienNhan: CITIZEN.identity,
		ChuHoSo: CITIZEN.name,
		SoGiayToChuHoSo: CITIZEN.identity,
		MaDoiTuong: CITIZEN.identity,
		ThongTinKhac: ALL,
		Email: CITIZEN.email,
		Fax: CITIZEN.phone,
		SoDienThoai: CITIZEN.phone,
		TrichYeuHoSo: ALL,
		ThongTinTra: ALL,
		GhiChu: ALL,
		TaiLieuNop: [paper],
		DanhSachTepDinhKemKhac: [paper],
		DanhSachLePhi: [
			{ TenPhiLePhi: ALL, MaPhiLePhi: 'LP001', HinhThucThu: ALL, Gia: '5000', LoaiPhiLePhi: ALL }
		],
		DanhSachHoSoBoSung: [
			{
				HoSoBoSungId: CITIZEN.identity,
				NguoiYeuCauBoSung: CITIZEN.name,
				NoiDungBoSung: ALL,
				NgayBoSung: '20261104090000',
				NguoiTiepNhanBoSung: CITIZEN.name,
				ThongTinTiepNhan: ALL,
				NgayTiepNhanBoSung: '20261106090000',
				TrangThaiBoSung: ALL,
				DanhSachGiayToBoSung: [paper],
				DanhSachLePhiBoSung: [{ TenPhiLePhi: ALL }],
				NgayHenTraTruoc: '20261116170000',
				NgayHenTraMoi: '20261118170000'
			}
		],
		DanhSachGiayToKetQua: [
			{ TenGiayTo: ALL, GiayToId: CITIZEN.identity, DuongDanTepTinKetQua: ALL }
		],
		TruongLa: { ten: ALL, [CITIZEN.name]: [ALL] },
		...rest
	});
}

function plantedStep(code: string, rest: Record<string, unknown> = {}): Record<string, unknown> {
	return aStep(code, '20261105090000', 4, {
		NguoiXuLy: CITIZEN.name,
		ChucDanh: `Chuyên viên ${CONTACTS}`,
		PhongBanXuLy: `Phòng chuyên môn ${CONTACTS}`,
		NoiDungXuLy: ALL,
		YKienXuLy: ALL,
		...rest
	});
}

/** Fields of a record that a rule is told of by name, each broken with the citizen in it. */
const BROKEN = [
	{ MaHoSo: CITIZEN.name },
	{ MaHoSo: ALL },
	{ MaTTHC: ALL },
	{ MaLinhVuc: ALL },
	{ KenhThucHien: ALL },
	{ LoaiDoiTuong: ALL },
	{ HinhThuc: ALL },
	{ NgayTiepNhan: ALL },
	{ NgayHenTra: CITIZEN.identity },
	{ NgayTra: { [CITIZEN.name]: ALL } },
	{ TrangThaiHoSo: ALL },
	{ DonViXuLy: `Phòng ${CONTACTS}` },
	{ TenTTHC: `\u0000${ALL}` },
	{ TenTTHC: ALL.repeat(40) },
	{ TaiLieuNop: ALL },
	{ DanhSachLePhi: [{ MaPhiLePhi: ALL, Gia: ALL }] },
	{ DanhSachHoSoBoSung: [{ NgayBoSung: ALL }] },
	{ DanhSachGiayToKetQua: ALL }
];

let stage: Stage;
let socket: Socket;
const heard: string[] = [];
const answered: string[] = [];

beforeAll(async () => {
	stage = await openStage(aProvince(), { LOG_LEVEL: 'debug' });
	const token = await stage.key('read');
	socket = io(stage.app.url, { path: LIVE_PATH, transports: ['websocket'], auth: { token } });
	socket.onAny((...event: unknown[]) => heard.push(JSON.stringify(event)));
	await new Promise<void>((welcomed, refused) => {
		socket.once('welcome', welcomed);
		socket.once('connect_error', refused);
	});

	const door = poster(stage.app.url, await stage.key('feed'));
	const send = async (service: string, data: unknown, session = ALL) => {
		const body = JSON.stringify({ session, madonvi: 'H21', service, isUpdating: ALL, data });
		answered.push((await door.post('/api/v1/feed', body)).body);
	};
	const changed = new Promise((told) => socket.once('changed', told));
	const codes = ['H21.01-261102-7001', 'H21.01-261102-7002'];
	await send(
		'DongBoHoSoMC',
		codes.map((code) => planted(code))
	);
	await send(
		'CapNhatTienDoHoSoMC',
		codes.map((code) => plantedStep(code))
	);
	await send(
		'DongBoHoSoMC',
		BROKEN.map((fault, i) => planted(`H21.01-261102-${7100 + i}`, fault))
	);
	await send('CapNhatTienDoHoSoMC', [
		plantedStep(codes[0] ?? '', { ThoiDiemXuLy: ALL }),
		plantedStep(codes[0] ?? '', { TrangThai: ALL }),
		plantedStep(ALL)
	]);
	await send('DongBoHoSoMC', ALL);
	await send(ALL, []);
	await send('DongBoHoSoMC', [ALL, [ALL], { [CITIZEN.name]: ALL }]);
	// A body that no parser understands, and an address with the citizen in it.
	answered.push((await door.post('/api/v1/feed', `{"data":[{"ChuHoSo":"${ALL}"`)).body);
	const unit = encodeURIComponent(ALL);
	const path = `/api/SynsTTHCC/DongBoHoSoMC?MaDinhDanhDV=${unit}&isUpdating=${unit}`;
	answered.push((await door.post(path, JSON.stringify([planted('H21.01-261102-7003')]))).body);
	answered.push((await door.post(path, JSON.stringify({ [CITIZEN.name]: ALL }))).body);
	door.close();
	await changed;

	for (const asked of [
		'overview',
		'dossiers?figure=open.total&limit=100',
		...codes.map((code) => `dossiers/${code}`),
		'dossiers/H21.01-261102-7003',
		'charts',
		'quarantine',
		'openapi.json',
		'../../metrics'
	]) {
		const headers = { authorization: `Bearer ${token}` };
		const answer = await fetch(new URL(asked, `${stage.app.url}/api/v1/`), { headers });
		answered.push(await answer.text());
	}
});
afterAll(async () => {
	socket.close();
	await stage.close();
});

function tracesIn(text: string): string[] {
	const low = text.normalize('NFC').toLowerCase();
	return TRACES.filter((trace) => low.includes(trace));
}

describe('nothing of a citizen passes the door', () => {
	it('what was sent was taken, so that there is something to search', async () => {
		const [row] = await stage.database.sql`
			select (select count(*) from dossiers) as dossiers, (select count(*) from quarantine) as waiting,
				(select agency_id is not null from dossiers where code = 'H21.01-261102-7001') as whose`;
		expect(row?.whose, LAND).toBe(true);
		expect(Number(row?.dossiers)).toBeGreaterThanOrEqual(3);
		expect(Number(row?.waiting)).toBeGreaterThan(10);
		expect(answered.length).toBeGreaterThan(15);
		expect(heard.join()).toContain('7001');
	});

	it('not into any column of any table', async () => {
		const { sql } = stage.database;
		const tables = await sql<{ name: string }[]>`
			select format('%I.%I', n.nspname, c.relname) as name from pg_class c
			join pg_namespace n on n.oid = c.relnamespace
			where c.relkind = 'r' and n.nspname in ('public', 'drizzle')`;
		expect(tables.length).toBeGreaterThan(15);
		const whole: string[] = [];
		for (const { name } of tables) {
			const rows = await sql.unsafe(`select t::text as whole from ${name} t`);
			const texts = rows.map((row) => String(row.whole));
			expect(texts.flatMap(tracesIn), name).toEqual([]);
			whole.push(...texts);
		}
		// What is kept is found this way, so what is not found is not kept.
		expect(whole.join('\n')).toContain('Phòng chuyên môn');
	});

	it('nor into any answer', () => {
		for (const body of answered) expect(tracesIn(body), body.slice(0, 200)).toEqual([]);
	});

	it('nor to any socket', () => {
		expect(tracesIn(heard.join('\n'))).toEqual([]);
	});

	it('nor into what the program prints, at the most talkative level', () => {
		expect(tracesIn(stage.app.said())).toEqual([]);
	});

	it('nor into any file beside the database', () => {
		const files = readdirSync(stage.dataDir, { recursive: true }).map((name) =>
			join(stage.dataDir, String(name))
		);
		for (const file of files.filter((path) => statSync(path).isFile())) {
			const isDatabase = /[/\\](base|global|pg_wal|pg_xact)[/\\]/.test(file);
			if (!isDatabase) expect(tracesIn(readFileSync(file, 'latin1')), file).toEqual([]);
		}
	});
});
