/** A moment of a life as the two records that one-stop systems send (reference: national feed). */
import { formatFeedInstant, type Instant } from '#lib/domain/calendar/time.ts';
import { mix } from './dice.ts';
import { isEnd, type Life, type Moment, type Supplement } from './life.ts';
import { official, PLANTED } from './planted.ts';
import { writtenName } from './spelling.ts';

export type FeedRecord = Record<string, unknown>;

/** `yyyyMMddHHmmss`, or empty when it has not happened. */
function moment(instant: Instant): string {
	return instant === 0 ? '' : formatFeedInstant(instant);
}

const WHY = {
	papers: 'Yêu cầu bổ sung giấy tờ',
	financial_duty: 'Yêu cầu thực hiện nghĩa vụ tài chính',
	stopped: 'Dừng xử lý hồ sơ'
};

function entry(supplement: Supplement, n: number, salt: number): FeedRecord {
	const back = supplement.receivedAt > 0;
	return {
		HoSoBoSungId: String(n + 1),
		NguoiYeuCauBoSung: official(mix(salt, 31) % 900),
		NoiDungBoSung: `${WHY[supplement.why]} ${PLANTED.content}`,
		NgayBoSung: moment(supplement.requestedAt),
		NguoiTiepNhanBoSung: back ? official(mix(salt, 37) % 900) : '',
		ThongTinTiepNhan: '',
		NgayTiepNhanBoSung: moment(supplement.receivedAt),
		TrangThaiBoSung: back ? '1' : '0',
		DanhSachGiayToBoSung: [],
		DanhSachLePhiBoSung: [],
		NgayHenTraTruoc: moment(supplement.dueBefore),
		NgayHenTraMoi: moment(supplement.dueAfter)
	};
}

function papers(salt: number): FeedRecord[] {
	if (mix(salt, 41) % 3 > 0) return [];
	return [
		{
			TepDinhKemId: String(mix(salt, 43) % 1_000_000),
			TenTepDinhKem: `${PLANTED.file}.pdf`,
			IsDeleted: 'False',
			MaThanhPhanHoSo: '000.00.00.G12-KQ0001',
			DuongDanTaiTepTin: `https://example.invalid/${PLANTED.file}`,
			DuocSoHoa: '1',
			DuocTaiSuDung: '0',
			DuocLayTuKhoDMQG: '0',
			MaKetQuaThayThe: ''
		}
	];
}

function fees(life: Life, salt: number): FeedRecord[] {
	if (!life.procedure.financialDuty && mix(salt, 47) % 4 > 0) return [];
	return [
		{
			TenPhiLePhi: 'Phí thẩm định hồ sơ',
			MaPhiLePhi: 'LP001',
			HinhThucThu: '1',
			Gia: String(5_000 * (1 + (mix(salt, 53) % 40))),
			LoaiPhiLePhi: '2'
		}
	];
}

/** One ended dossier in twelve has no result file (N07). */
function results(at: Moment, salt: number): FeedRecord[] {
	if (at.finished === 0 || mix(salt, 59) % 12 === 0) return [];
	return [
		{
			TenGiayTo: `${PLANTED.file} KQ`,
			MaThanhPhanHoSo: '',
			GiayToId: String(mix(salt, 61) % 1_000_000),
			DuongDanTepTinKetQua: `https://example.invalid/kq/${PLANTED.file}`,
			MaGiayToKetQua: 'KQ.G13.000001'
		}
	];
}

/** A DongBoHoSoMC record: the dossier as it stands right after the n-th moment. */
export function snapshot(life: Life, n: number): FeedRecord {
	const at = life.moments[n];
	if (!at) throw new RangeError(`no moment ${n}`);
	const { salt, procedure } = life;
	const firm = mix(salt, 67) % 5 === 0;
	const online = life.channel === '2';
	return {
		MaHoSo: life.code,
		MaTTHC: life.procedureCode,
		TenTTHC: procedure.name,
		MaLinhVuc: procedure.fieldCode,
		TenLinhVuc: procedure.fieldName,
		KenhThucHien: life.channel,
		SoBienNhan: life.code,
		ChuHoSo: firm ? PLANTED.firm : PLANTED.owner,
		SoGiayToChuHoSo: PLANTED.identity,
		LoaiDoiTuong: firm ? '2' : '1',
		MaDoiTuong: online ? PLANTED.account : '',
		ThongTinKhac: PLANTED.address,
		Email: PLANTED.email,
		Fax: '',
		SoDienThoai: PLANTED.phone,
		TrichYeuHoSo: PLANTED.summary,
		NgayTiepNhan: moment(at.received),
		NgayHenTra: moment(at.due),
		TrangThaiHoSo: String(at.status),
		NgayTra: moment(at.returned),
		ThongTinTra: at.returned > 0 ? PLANTED.handover : '',
		HinhThuc: life.channel === '3' ? '1' : '0',
		NgayKetThucXuLy: moment(at.finished),
		DonViXuLy: writtenName(life.agency, mix(salt, n)),
		GhiChu: mix(salt, 71) % 9 === 0 ? PLANTED.note : '',
		TaiLieuNop: papers(salt),
		DanhSachLePhi: fees(life, salt),
		DanhSachTepDinhKemKhac: [],
		DanhSachHoSoBoSung: at.supplements.map((one, index) => entry(one, index, salt)),
		DanhSachGiayToKetQua: results(at, salt),
		NoiNopHoSo: online ? '1' : '2',
		HoSoCoThanhPhanSoHoa: online ? '1' : '0',
		TaiKhoanDuocXacThucVoiVNeID: online ? '1' : '0',
		DuocThanhToanTrucTuyen: online ? '1' : '0',
		NgayTuChoi: moment(at.refused),
		DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: PLANTED.identity }],
		NgayNopHoSo: moment(life.submitted),
		DSKetNoiCSDL: []
	};
}

const POSTS = ['Chuyên viên', 'Chuyên viên', 'Lãnh đạo phòng', 'Lãnh đạo cơ quan'];
const ROOMS = ['Bộ phận Một cửa', 'Phòng chuyên môn', 'Phòng chuyên môn', 'Văn phòng'];

export interface StepFacts {
	at: Instant;
	status: number;
	/** When the step was begun. */
	began: Instant;
	salt: number;
}

/** A CapNhatTienDoHoSoMC record. A few receptions and handovers are recorded elsewhere (N14). */
export function step(life: Life, facts: StepFacts): FeedRecord {
	const { salt } = facts;
	const counter = [1, 2, 10].includes(facts.status) && mix(salt, 89) % 150 > 0;
	const post = counter ? 0 : mix(salt, 73) % POSTS.length;
	return {
		MaHoSo: life.code,
		NguoiXuLy: official(mix(salt, 79) % 900),
		ChucDanh: POSTS[post] ?? 'Chuyên viên',
		ThoiDiemXuLy: moment(facts.at),
		PhongBanXuLy: ROOMS[post] ?? 'Phòng chuyên môn',
		NoiDungXuLy: `${isEnd(facts.status) ? 'Kết thúc' : 'Xử lý'} ${PLANTED.content}`,
		TrangThai: String(facts.status),
		NgayBatDau: moment(facts.began),
		NgayKetThucTheoQuyDinh: moment(facts.at + 86_400_000)
	};
}

/** The step that dates the n-th moment. */
export function stepOf(life: Life, n: number): FeedRecord {
	const at = life.moments[n];
	if (!at) throw new RangeError(`no moment ${n}`);
	return step(life, {
		at: at.at,
		status: at.status,
		began: life.moments[n - 1]?.at ?? at.at,
		salt: mix(life.salt, n, 83)
	});
}
