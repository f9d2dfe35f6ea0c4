import { z } from 'zod';

/**
 * The two records that one-stop systems send (reference/domain.md 1.2 and 1.3), cut down to the
 * fields that may be kept. What is not named here (names, identity numbers, addresses, contacts,
 * file names, free texts, unknown fields) is dropped by `strip` before any rule looks at it.
 *
 * All scalars are strings; a missing one is "". Messages of a rule name the rule, never the value.
 */

/**
 * One transform for a field: a chain of schemas (text, length, NUL, trimmed, or nothing) says the
 * same at four times the cost, which twenty fields of a thousand records feel.
 *
 * @param rule what the trimmed text must match, and the name of that rule
 */
function text(max: number, rule?: { form: RegExp; name: string }) {
	const read = z.transform((value: unknown, { issues }): string => {
		if (value === null) return '';
		if (typeof value !== 'string') return broken(issues, 'must_be_text');
		if (value.length > max) return broken(issues, 'too_long');
		// PostgreSQL's text cannot hold NUL.
		if (value.includes('\0')) return broken(issues, 'nul_byte');
		// Half of a surrogate pair is no text to it either: one record would sink its whole batch.
		if (!value.isWellFormed()) return broken(issues, 'broken_text');
		const trimmed = value.trim();
		return rule?.form.test(trimmed) === false ? broken(issues, rule.name) : trimmed;
	});
	// The API's description cannot look into a function.
	return read.meta({ type: ['string', 'null'], maxLength: max }).default('');
}

/** The value itself is not handed on: an issue is printed sooner or later. */
function broken(issues: z.core.$ZodRawIssue[], message: string): never {
	issues.push({ code: 'custom', message, input: undefined });
	return z.NEVER;
}

const code = text(100, { form: /^[\p{L}\p{N}._/-]*$/u, name: 'code_form' });
const listLength = z.array(z.unknown(), 'must_be_list').max(1_000, 'too_long').nullish();

const fee = z.object({ MaPhiLePhi: code, Gia: text(30) }, 'must_be_object');
const supplement = z.object(
	{
		NgayBoSung: text(40),
		NgayTiepNhanBoSung: text(40),
		NgayHenTraTruoc: text(40),
		NgayHenTraMoi: text(40)
	},
	'must_be_object'
);
const paper = z.object({ IsDeleted: z.unknown().optional() }, 'must_be_object');

export const snapshotRecord = z.object(
	{
		MaHoSo: text(100),
		MaTTHC: code,
		TenTTHC: text(2_000),
		MaLinhVuc: code,
		TenLinhVuc: text(500),
		KenhThucHien: text(20),
		LoaiDoiTuong: text(20),
		HinhThuc: text(20),
		NgayNopHoSo: text(40),
		NgayTiepNhan: text(40),
		NgayHenTra: text(40),
		NgayKetThucXuLy: text(40),
		NgayTra: text(40),
		NgayTuChoi: text(40),
		TrangThaiHoSo: text(20),
		DonViXuLy: text(500),
		TaiLieuNop: z.array(paper, 'must_be_list').max(1_000, 'too_long').nullish(),
		DanhSachGiayToKetQua: listLength,
		DanhSachLePhi: z.array(fee, 'must_be_list').max(200, 'too_long').nullish(),
		DanhSachHoSoBoSung: z.array(supplement, 'must_be_list').max(200, 'too_long').nullish()
	},
	'must_be_object'
);
export type SnapshotRecord = z.infer<typeof snapshotRecord>;

export const stepRecord = z.object(
	{
		MaHoSo: text(100),
		NguoiXuLy: text(500),
		ChucDanh: text(500),
		PhongBanXuLy: text(500),
		ThoiDiemXuLy: text(40),
		TrangThai: text(20),
		NgayBatDau: text(40),
		NgayKetThucTheoQuyDinh: text(40)
	},
	'must_be_object'
);
export type StepRecord = z.infer<typeof stepRecord>;

export const SERVICES = ['DongBoHoSoMC', 'CapNhatTienDoHoSoMC'] as const;
export type Service = (typeof SERVICES)[number];

/** The most records that one request may bring. */
export const RECORDS_AT_MOST = 1_000;
/** The most bytes that one request may bring. */
export const BYTES_AT_MOST = 10 * 1024 * 1024;

/** The national adapter's envelope; `session` and `isUpdating` change nothing. */
export const envelope = z.object(
	{
		madonvi: z.string('must_be_text').nullish(),
		service: z.enum(SERVICES, 'unknown_service'),
		data: z.array(z.unknown(), 'must_be_list')
	},
	'must_be_object'
);
