import { describe, expect, test } from 'vitest';
import { aRecord, aStep } from '../../../../../tests/makers/feed.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import type { Snapshot, Step } from '#lib/domain/dossiers/message.ts';
import type { NotUnderstood } from '#lib/domain/dossiers/translated.ts';
import { translate, type Reading } from './translate.ts';
import type { Service } from './wire.ts';

const DOSSIER: Reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'secret' };
const STEP: Reading = { ...DOSSIER, service: 'CapNhatTienDoHoSoMC' };
const CODE = 'H21.01-261102-0001';

/** Somebody who exists nowhere else in these tests. */
const CITIZEN = {
	name: 'Nguyễn Thị Bí Mật',
	identity: '079201001234',
	telephone: '0912345678',
	mail: 'bimat@thu-nghiem.vn',
	address: '12 Ngõ Giấu Kín'
};
const ALL = Object.values(CITIZEN).join(' / ');

/** What of the citizen is found in a result, in whatever place. */
function leaks(result: unknown): string[] {
	const text = JSON.stringify(result);
	return [...Object.values(CITIZEN), 'Bí Mật', 'Giấu Kín', '079201', '912345', 'bimat'].filter(
		(part) => text.includes(part)
	);
}

function snapshot(rest: Record<string, unknown> = {}, reading: Partial<Reading> = {}): Snapshot {
	const result = translate(aRecord(CODE, rest), { ...DOSSIER, ...reading });
	if (!result.ok || result.content.kind !== 'snapshot') throw new Error(JSON.stringify(result));
	return result.content;
}

function fault(record: unknown, service: Service = 'DongBoHoSoMC'): NotUnderstood {
	const result = translate(record, { ...DOSSIER, service });
	if (result.ok) throw new Error('understood');
	return result;
}

describe('nothing of the citizen is kept', () => {
	/** Every field of the national record that is not kept, with the lists it stands in. */
	const planted = {
		SoBienNhan: ALL,
		ChuHoSo: CITIZEN.name,
		SoGiayToChuHoSo: CITIZEN.identity,
		MaDoiTuong: CITIZEN.identity,
		ThongTinKhac: ALL,
		Email: CITIZEN.mail,
		Fax: CITIZEN.telephone,
		SoDienThoai: CITIZEN.telephone,
		DiaChi: CITIZEN.address,
		TrichYeuHoSo: ALL,
		ThongTinTra: ALL,
		GhiChu: ALL,
		TaiLieuNop: [
			{
				TepDinhKemId: ALL,
				TenTepDinhKem: `${ALL}.pdf`,
				IsDeleted: 'False',
				MaThanhPhanHoSo: ALL,
				DuongDanTaiTepTin: `https://thu-nghiem.vn/${CITIZEN.identity}`
			}
		],
		DanhSachLePhi: [{ TenPhiLePhi: ALL, MaPhiLePhi: 'LP001', HinhThucThu: ALL, Gia: '25000' }],
		DanhSachTepDinhKemKhac: [{ TenGiayTo: ALL, SoLuong: ALL, LoaiGiayTo: ALL }],
		DanhSachHoSoBoSung: [
			{
				HoSoBoSungId: ALL,
				NguoiYeuCauBoSung: CITIZEN.name,
				NoiDungBoSung: ALL,
				NgayBoSung: '20261103090000',
				NguoiTiepNhanBoSung: CITIZEN.name,
				ThongTinTiepNhan: ALL,
				TrangThaiBoSung: ALL,
				DanhSachGiayToBoSung: [{ TenGiayTo: ALL }],
				DanhSachLePhiBoSung: [{ TenPhiLePhi: ALL }]
			}
		],
		DanhSachGiayToKetQua: [{ TenGiayTo: ALL, GiayToId: ALL, DuongDanTepTinKetQua: ALL }],
		NoiNopHoSo: ALL,
		HoSoCoThanhPhanSoHoa: ALL,
		TaiKhoanDuocXacThucVoiVNeID: ALL,
		DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: CITIZEN.identity }],
		DSKetNoiCSDL: [{ MaCSDL: ALL }],
		TruongLa: { sau: [{ hon: ALL }], [ALL]: ALL },
		[ALL]: ALL
	};

	test('of a record that carries the citizen in every other field', () => {
		const result = translate(aRecord(CODE, planted), DOSSIER);
		expect(result.ok).toBe(true);
		expect(leaks(result)).toEqual([]);
	});

	test('of a step: the note is dropped, the officer becomes an HMAC', () => {
		const record = aStep(CODE, '20261103090000', 4, {
			NguoiXuLy: CITIZEN.name,
			NoiDungXuLy: ALL,
			GhiChu: ALL,
			TruongLa: { sau: ALL }
		});
		const result = translate(record, STEP);
		expect(result.ok).toBe(true);
		expect(leaks(result)).toEqual([]);
	});

	test.each(['TenTTHC', 'TenLinhVuc', 'DonViXuLy'])(
		'numbers and addresses typed into %s are blacked out, the name of the office stays',
		(field) => {
			const typed = `Sở Tư pháp ${CITIZEN.mail}, ${CITIZEN.telephone}; CCCD ${CITIZEN.identity} (0912) 345.678`;
			const result = translate(aRecord(CODE, { [field]: typed }), DOSSIER);
			expect(result.ok).toBe(true);
			expect(leaks(result)).toEqual([]);
			expect(JSON.stringify(result)).not.toContain('345.678');
			expect(JSON.stringify(result)).toContain('Sở Tư pháp');
		}
	);

	test.each(['PhongBanXuLy', 'ChucDanh'])('so they are in %s of a step', (field) => {
		const typed = `Phòng Một ${CITIZEN.mail} ${CITIZEN.telephone} ${CITIZEN.identity}`;
		const result = translate(aStep(CODE, '20261103090000', 4, { [field]: typed }), STEP);
		expect(leaks(result)).toEqual([]);
		expect(JSON.stringify(result)).toContain('Phòng Một');
	});

	test.each(['KenhThucHien', 'LoaiDoiTuong', 'HinhThuc'])(
		'a number of a person is no code in %s',
		(field) => {
			for (const value of [CITIZEN.telephone, CITIZEN.identity, CITIZEN.mail, CITIZEN.name]) {
				expect(leaks(translate(aRecord(CODE, { [field]: value }), DOSSIER))).toEqual([]);
			}
		}
	);

	/** Fields that are kept, each given the citizen instead of what belongs there. */
	const kept = [
		'MaHoSo',
		'MaTTHC',
		'MaLinhVuc',
		'NgayNopHoSo',
		'NgayTiepNhan',
		'NgayHenTra',
		'NgayKetThucXuLy',
		'NgayTra',
		'NgayTuChoi',
		'TrangThaiHoSo'
	];
	test.each(kept)(
		'a record refused for its %s keeps nothing of it, nor does the error',
		(field) => {
			for (const value of [ALL, [ALL], { [ALL]: ALL }, `${CITIZEN.mail}`]) {
				const result = fault(aRecord(CODE, { ...planted, [field]: value }));
				expect(result.field).toBe(field);
				expect(leaks(result)).toEqual([]);
			}
		}
	);

	test.each(['MaHoSo', 'ThoiDiemXuLy', 'TrangThai', 'NgayBatDau', 'NgayKetThucTheoQuyDinh'])(
		'nor does a step refused for its %s',
		(field) => {
			const record = aStep(CODE, '20261103090000', 4, { NoiDungXuLy: ALL, [field]: ALL });
			const result = fault(record, 'CapNhatTienDoHoSoMC');
			expect(result.field).toBe(field);
			expect(leaks(result)).toEqual([]);
		}
	);

	test('nor does a record that is no record at all', () => {
		for (const record of [ALL, [ALL], [[ALL]], 12, null, undefined, true]) {
			const result = fault(record);
			expect(result.field).toBe('record');
			expect(leaks(result)).toEqual([]);
		}
	});
});

describe('the handler of a step', () => {
	const handler = (name: string, handlerKey = 'secret') => {
		const result = translate(aStep(CODE, '20261103090000', 4, { NguoiXuLy: name }), {
			...STEP,
			handlerKey
		});
		return result.ok ? (result.content as Step).handler : null;
	};

	test('is the same for the same name and another under another key', () => {
		expect(handler('CAN BO 0001')).toMatch(/^[0-9a-f]{32}$/);
		expect(handler('CAN BO 0001')).toBe(handler('CAN BO 0001'));
		expect(handler('CAN BO 0001')).not.toBe(handler('CAN BO 0002'));
		expect(handler('CAN BO 0001')).not.toBe(handler('CAN BO 0001', 'other'));
		expect(handler('')).toBe('');
	});
});

describe('a record is refused by field and rule', () => {
	test.each<[string, Record<string, unknown>, string, string]>([
		['no dossier code', { MaHoSo: '' }, 'MaHoSo', 'required'],
		['a dossier code with a blank', { MaHoSo: 'H21 01' }, 'MaHoSo', 'code_form'],
		['a number where a text belongs', { TrangThaiHoSo: 4 }, 'TrangThaiHoSo', 'must_be_text'],
		['no status', { TrangThaiHoSo: '' }, 'TrangThaiHoSo', 'required'],
		['status 0', { TrangThaiHoSo: '0' }, 'TrangThaiHoSo', 'unknown_status'],
		['status 11', { TrangThaiHoSo: '11' }, 'TrangThaiHoSo', 'unknown_status'],
		['status 4.5', { TrangThaiHoSo: '4.5' }, 'TrangThaiHoSo', 'unknown_status'],
		['30 February', { NgayTiepNhan: '20190230000000' }, 'NgayTiepNhan', 'not_a_date'],
		['31 February', { NgayHenTra: '20190231000000' }, 'NgayHenTra', 'not_a_date'],
		['hour 24', { NgayTra: '20261102240000' }, 'NgayTra', 'not_a_date'],
		['a day alone', { NgayTra: '20261102' }, 'NgayTra', 'not_a_date'],
		['the first day of the calendar', { NgayTra: '00010101000000' }, 'NgayTra', 'not_a_date'],
		['the last day of the calendar', { NgayHenTra: '99991231235959' }, 'NgayHenTra', 'not_a_date'],
		['no reception', { NgayTiepNhan: '' }, 'NgayTiepNhan', 'required'],
		['no agency', { DonViXuLy: '' }, 'DonViXuLy', 'required'],
		['a blank agency', { DonViXuLy: '  ' }, 'DonViXuLy', 'required'],
		['a NUL byte', { DonViXuLy: 'Sở\u0000Tư pháp' }, 'DonViXuLy', 'nul_byte'],
		['half a character', { TenTTHC: 'Đăng ký \ud83d' }, 'TenTTHC', 'broken_text'],
		['an endless name', { DonViXuLy: 'S'.repeat(501) }, 'DonViXuLy', 'too_long'],
		['an endless code', { MaTTHC: '1'.repeat(101) }, 'MaTTHC', 'too_long'],
		['a list that is none', { TaiLieuNop: 'x' }, 'TaiLieuNop', 'must_be_list'],
		['a list of texts', { TaiLieuNop: ['x'] }, 'TaiLieuNop.0', 'must_be_object'],
		[
			'an endless list',
			{ TaiLieuNop: Array.from({ length: 1001 }, () => ({})) },
			'TaiLieuNop',
			'too_long'
		],
		[
			'an endless list of results',
			{ DanhSachGiayToKetQua: Array.from({ length: 100_000 }, () => ({})) },
			'DanhSachGiayToKetQua',
			'too_long'
		],
		[
			'a date inside a list',
			{ DanhSachHoSoBoSung: [{}, { NgayBoSung: '20190231000000' }] },
			'DanhSachHoSoBoSung.1.NgayBoSung',
			'not_a_date'
		]
	])('%s', (_, rest, field, reason) => {
		const result = fault(aRecord(CODE, rest));
		expect([result.field, result.reason]).toEqual([field, reason]);
	});

	test.each<[string, Record<string, unknown>, string, string]>([
		['no time', { ThoiDiemXuLy: '' }, 'ThoiDiemXuLy', 'required'],
		['an unknown status', { TrangThai: '12' }, 'TrangThai', 'unknown_status'],
		['a NUL byte', { PhongBanXuLy: '\u0000' }, 'PhongBanXuLy', 'nul_byte']
	])('a step with %s', (_, rest, field, reason) => {
		const result = fault(aStep(CODE, '20261103090000', 4, rest), 'CapNhatTienDoHoSoMC');
		expect([result.field, result.reason]).toEqual([field, reason]);
	});

	test('what may be shown of it is told, so that the centre can find it', () => {
		const record = aRecord(CODE, { TrangThaiHoSo: '77', NgayHenTra: '20261116170000' });
		const result = translate(record, { ...DOSSIER, receivingUnit: '000.00.01.H21' });
		expect(result).toMatchObject({
			ok: false,
			code: CODE,
			rest: { MaHoSo: CODE, NgayHenTra: '20261116170000', TrangThaiHoSo: '77', madonvi: 'H21.01' }
		});
	});

	test('the same broken record is the same when it is sent again', () => {
		const broken = () => fault(aRecord(CODE, { TrangThaiHoSo: '77' })).hash;
		expect(broken()).toBe(broken());
		expect(broken()).not.toBe(fault(aRecord(CODE, { TrangThaiHoSo: '78' })).hash);
	});
});

describe('what cannot harm', () => {
	function nested(depth: number): unknown {
		let value: unknown = ALL;
		for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { sau: value };
		return value;
	}

	test('deep nesting in fields that are not kept', () => {
		const deep = nested(50_000);
		const record = aRecord(CODE, {
			TruongLa: deep,
			GhiChu: deep,
			TaiLieuNop: [{ IsDeleted: deep }],
			DanhSachGiayToKetQua: [deep]
		});
		const result = translate(record, DOSSIER);
		expect(result.ok).toBe(true);
		expect(leaks(result)).toEqual([]);
	});

	test('deep nesting where a text belongs', () => {
		expect(fault(aRecord(CODE, { DonViXuLy: nested(50_000) }))).toMatchObject({
			field: 'DonViXuLy',
			reason: 'must_be_text'
		});
	});

	test('a field that would change the nature of objects', () => {
		const record: unknown = JSON.parse(
			JSON.stringify(aRecord(CODE)).replace('{', '{"__proto__":{"MaHoSo":"x"},"constructor":"y",')
		);
		expect(translate(record, DOSSIER)).toMatchObject({ ok: true, content: { code: CODE } });
	});

	test('null and missing fields are empty', () => {
		expect(
			snapshot({ NgayHenTra: null, KenhThucHien: undefined, DanhSachLePhi: null })
		).toMatchObject({
			dueAt: null,
			channel: '',
			fees: []
		});
	});
});

describe('what is kept', () => {
	test('dates are of Asia/Ho_Chi_Minh', () => {
		const { receivedAt } = snapshot({ NgayTiepNhan: '20261102000000' });
		expect(receivedAt === null ? null : isoOf(receivedAt)).toBe('2026-11-02T00:00:00.000+07:00');
	});

	test('counts of papers and results, fee codes and amounts', () => {
		const kept = snapshot({
			TaiLieuNop: [{ IsDeleted: 'False' }, { IsDeleted: 'True' }, {}],
			DanhSachGiayToKetQua: [{ TenGiayTo: 'x' }],
			DanhSachLePhi: [
				{ MaPhiLePhi: 'LP001', Gia: '25000' },
				{ MaPhiLePhi: 'LP002', Gia: '25.000đ' },
				{}
			]
		});
		expect(kept).toMatchObject({
			papers: 2,
			results: 1,
			fees: [
				{ code: 'LP001', amount: 25_000 },
				{ code: 'LP002', amount: null },
				{ code: '', amount: null }
			]
		});
	});

	test.each([
		['000.00.01.H21', 'H21.01'],
		['H21.01', 'H21.01'],
		['', 'H21.01']
	])('received by %j, else by the prefix of the dossier code: %s', (receivingUnit, code) => {
		expect(snapshot({}, { receivingUnit }).receivedBy).toBe(code);
	});

	test('what changes only in what is dropped is the same message', () => {
		const hash = (rest: Record<string, unknown>) => translate(aRecord(CODE, rest), DOSSIER).hash;
		expect(hash({ GhiChu: 'một', ChuHoSo: 'A' })).toBe(
			hash({ GhiChu: 'hai', ChuHoSo: 'B', La: 1 })
		);
		expect(hash({ NgayHenTra: '20261117170000' })).not.toBe(hash({}));
	});

	test.each(['1', '3', '5', '7'])('status %s needs no reception yet', (TrangThaiHoSo) => {
		expect(snapshot({ TrangThaiHoSo, NgayTiepNhan: '' }).receivedAt).toBeNull();
	});
});
