import { describe, expect, it } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { history } from './history.ts';
import { PLANTED } from './planted.ts';

const ANCHOR = Date.parse('2026-11-20T10:00:00+07:00');
const { parcels } = history(9, ANCHOR);
/** One request in eight, of both services and both shapes. */
const batches = parcels.filter((_, n) => n % 8 === 2).map((parcel) => parcel.open());
const records = (service: string) =>
	batches.filter((batch) => batch.service === service).flatMap((batch) => batch.records);

const SNAPSHOT_FIELDS =
	'MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc KenhThucHien SoBienNhan ChuHoSo SoGiayToChuHoSo LoaiDoiTuong MaDoiTuong ThongTinKhac Email Fax SoDienThoai TrichYeuHoSo NgayTiepNhan NgayHenTra TrangThaiHoSo NgayTra ThongTinTra HinhThuc NgayKetThucXuLy DonViXuLy GhiChu TaiLieuNop DanhSachLePhi DanhSachTepDinhKemKhac DanhSachHoSoBoSung DanhSachGiayToKetQua NoiNopHoSo HoSoCoThanhPhanSoHoa TaiKhoanDuocXacThucVoiVNeID DuocThanhToanTrucTuyen NgayTuChoi DinhDanhCHS NgayNopHoSo DSKetNoiCSDL'
		.split(' ')
		.sort();
const STEP_FIELDS =
	'MaHoSo NguoiXuLy ChucDanh ThoiDiemXuLy PhongBanXuLy NoiDungXuLy TrangThai NgayBatDau NgayKetThucTheoQuyDinh'
		.split(' ')
		.sort();

/** Every scalar of a value, with the name it stands under. */
function* scalars(value: unknown, name = ''): Generator<[name: string, value: unknown]> {
	if (Array.isArray(value)) for (const one of value) yield* scalars(one, name);
	else if (typeof value === 'object' && value !== null)
		for (const [key, one] of Object.entries(value)) yield* scalars(one, key);
	else yield [name, value];
}

describe('the national records', () => {
	it('come in both services and both shapes, at most 1,000 in a request of at most 10 MiB', () => {
		const kinds = new Set(
			parcels.map((parcel) => {
				const { service, shape } = parcel.open();
				return `${service} ${shape}`;
			})
		);
		expect(kinds.size).toBe(4);
		for (const batch of batches) {
			expect(batch.records.length).toBeLessThanOrEqual(1000);
			expect(JSON.stringify(batch).length).toBeLessThan(5 * 1024 * 1024);
		}
	});

	it('have every field of the national lists, and every value is a text', () => {
		for (const record of records('DongBoHoSoMC')) {
			expect(Object.keys(record).sort()).toEqual(SNAPSHOT_FIELDS);
		}
		for (const record of records('CapNhatTienDoHoSoMC')) {
			expect(Object.keys(record).sort()).toEqual(STEP_FIELDS);
		}
		for (const batch of batches) {
			for (const [name, value] of scalars(batch.records)) {
				if (typeof value !== 'string') expect.fail(`${name} is ${typeof value}`);
			}
		}
	});

	it('have dates that are real moments, none after the anchor but promises', () => {
		for (const batch of batches) {
			for (const [name, value] of scalars(batch.records)) {
				if (!/^(Ngay|ThoiDiem)/.test(name) || value === '') continue;
				const instant = parseFeedInstant(String(value));
				if (instant === null) expect.fail(`${name} ${value}`);
				else if (!/HenTra|TheoQuyDinh/.test(name)) expect(instant).toBeLessThanOrEqual(ANCHOR);
			}
		}
	});

	it('name no person: personal fields hold the planted texts or nothing', () => {
		const planted = new Set<unknown>([...Object.values(PLANTED), '']);
		const personal =
			'ChuHoSo SoGiayToChuHoSo MaDoiTuong ThongTinKhac Email Fax SoDienThoai TrichYeuHoSo ThongTinTra GhiChu SoDinhDanh'.split(
				' '
			);
		for (const batch of batches) {
			for (const [name, value] of scalars(batch.records)) {
				if (personal.includes(name)) expect(planted.has(value), name).toBe(true);
				if (/^Nguoi/.test(name)) expect(value).toMatch(/^(CAN BO \d{4})?$/);
			}
		}
		expect(records('DongBoHoSoMC').some((record) => record.ChuHoSo === PLANTED.owner)).toBe(true);
	});

	it('are the same again from the same seed and anchor', () => {
		const again = history(9, ANCHOR).parcels.filter((_, n) => n % 8 === 2);
		expect(again.map((parcel) => parcel.open())).toEqual(batches);
	});

	it('come twice now and then', () => {
		const told = records('DongBoHoSoMC').map((record) => JSON.stringify(record));
		expect(told.length - new Set(told).size).toBeGreaterThan(100);
	});
});
