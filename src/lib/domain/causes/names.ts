import type { CauseCode } from './cause.ts';

/** The causes as official documents and files name them, whatever language a page is read in. */
export const CAUSE_NAMES: Readonly<Record<CauseCode, string>> = {
	PHOI_HOP: 'phối hợp giữa các cơ quan',
	CHO_Y_KIEN: 'chờ ý kiến cấp trên, tập thể',
	NHAN_SU: 'thiếu, biến động công chức',
	QUA_TAI: 'hồ sơ tăng, quá tải',
	QUY_DINH: 'quy định chồng chéo, chưa rõ',
	HE_THONG: 'lỗi phần mềm, mạng',
	NGHIA_VU_TC: 'chờ nghĩa vụ tài chính',
	CONG_DAN: 'do tổ chức, cá nhân nộp hồ sơ',
	CHU_QUAN: 'thiếu trách nhiệm',
	KHAC: 'nguyên nhân khác'
};
