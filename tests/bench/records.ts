import { provinceSeed } from '../../src/demo/province/province.ts';
import { PROCEDURES_TODAY } from '../../src/demo/province/province.ts';

/** Agencies that work today, as the feed names them. */
const NAMES = provinceSeed().agencies.flatMap(({ code, versions }) => {
	const now = versions.at(-1);
	return now?.validTo === null ? [{ code, name: now.name }] : [];
});

/**
 * A `DongBoHoSoMC` record with everything that a real one-stop system sends, most of which is dropped
 * at the door.
 *
 * @param n another number is another dossier
 * @param resolved the dossier's second message instead of its first
 */
export function nationalRecord(n: number, resolved = false): Record<string, unknown> {
	const agency = NAMES[n % NAMES.length];
	const procedure = PROCEDURES_TODAY[n % PROCEDURES_TODAY.length];
	const day = String(1 + (Math.floor(n / 900_000) % 28)).padStart(2, '0');
	const serial = String(100_000 + (n % 900_000));
	const code = `${agency?.code ?? ''}-2610${day}-${serial}`;
	return {
		MaHoSo: code,
		MaTTHC: procedure?.code,
		TenTTHC: procedure?.name,
		MaLinhVuc: procedure?.fieldCode,
		TenLinhVuc: procedure?.fieldName,
		KenhThucHien: String(1 + (n % 3)),
		SoBienNhan: code,
		ChuHoSo: 'CONG DAN THU NGHIEM',
		SoGiayToChuHoSo: '000000000000',
		LoaiDoiTuong: '1',
		MaDoiTuong: '',
		ThongTinKhac: 'Thôn thử nghiệm, xã thử nghiệm',
		Email: 'thu.nghiem@example.invalid',
		Fax: '',
		SoDienThoai: '0000000000',
		TrichYeuHoSo: 'Hồ sơ thử nghiệm của một phép đo',
		NgayTiepNhan: `202610${day}0830${String(n % 60).padStart(2, '0')}`,
		NgayHenTra: '20261120170000',
		TrangThaiHoSo: resolved ? '10' : '4',
		NgayTra: resolved ? '20261113090000' : '',
		ThongTinTra: '',
		HinhThuc: '0',
		NgayKetThucXuLy: resolved ? '20261112153000' : '',
		DonViXuLy: agency?.name,
		GhiChu: '',
		TaiLieuNop: [
			{
				TepDinhKemId: String(n),
				TenTepDinhKem: 'tep-thu-nghiem.pdf',
				IsDeleted: 'False',
				MaThanhPhanHoSo: '000.00.00.G12-KQ0001',
				DuongDanTaiTepTin: 'https://example.invalid/tep-thu-nghiem',
				DuocSoHoa: '1',
				DuocTaiSuDung: '0',
				DuocLayTuKhoDMQG: '0',
				MaKetQuaThayThe: ''
			}
		],
		DanhSachLePhi: [],
		DanhSachTepDinhKemKhac: [],
		DanhSachHoSoBoSung: [],
		DanhSachGiayToKetQua: resolved
			? [{ TenGiayTo: 'Giấy chứng nhận', MaThanhPhanHoSo: '', GiayToId: '1' }]
			: []
	};
}

/** The national envelope of `size` records from the `from`th on, as the bytes that go over the wire. */
export function envelopeOf(from: number, size: number, resolved = false): Buffer {
	const data = Array.from({ length: size }, (_, i) => nationalRecord(from + i, resolved));
	return Buffer.from(
		JSON.stringify({
			session: 'bench',
			madonvi: 'H21',
			service: 'DongBoHoSoMC',
			isUpdating: resolved ? 'True' : 'False',
			data
		})
	);
}
