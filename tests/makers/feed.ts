/** A national record with defaults; dates as the feed writes them (`yyyyMMddHHmmss`). */
export function aRecord(code: string, rest: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		MaHoSo: code,
		MaTTHC: '1.004227.000.00.00.H21',
		TenTTHC: 'Đăng ký biến động quyền sử dụng đất',
		MaLinhVuc: 'H21-DD',
		TenLinhVuc: 'Đất đai',
		KenhThucHien: '1',
		ChuHoSo: 'CONG DAN THU NGHIEM',
		LoaiDoiTuong: '1',
		NgayTiepNhan: '20261102083000',
		NgayHenTra: '20261116170000',
		TrangThaiHoSo: '4',
		NgayTra: '',
		NgayKetThucXuLy: '',
		DonViXuLy: 'Sở Nông nghiệp và Môi trường',
		GhiChu: '',
		TaiLieuNop: [],
		DanhSachGiayToKetQua: [],
		DanhSachHoSoBoSung: [],
		...rest
	};
}

export function aStep(
	code: string,
	at: string,
	status: number,
	rest: Record<string, unknown> = {}
): Record<string, unknown> {
	return {
		MaHoSo: code,
		NguoiXuLy: 'CAN BO 0001',
		ChucDanh: 'Chuyên viên',
		ThoiDiemXuLy: at,
		PhongBanXuLy: 'Phòng chuyên môn',
		NoiDungXuLy: 'Đang xử lý',
		TrangThai: String(status),
		...rest
	};
}
