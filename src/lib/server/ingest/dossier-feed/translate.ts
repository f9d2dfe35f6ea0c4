import { createHmac, hash } from 'node:crypto';
import { normaliseAgencyCode } from '#lib/domain/agencies/agency-code.ts';
import { parseFeedInstant, type Instant } from '#lib/domain/calendar/time.ts';
import type { Snapshot, Step } from '#lib/domain/dossiers/message.ts';
import { isStatus, type Status } from '#lib/domain/dossiers/status.ts';
import type { Translated } from '#lib/domain/dossiers/translated.ts';
import { normaliseProcedureCode } from '#lib/domain/procedures/catalogue.ts';
import { snapshotRecord, stepRecord, type Service } from './wire.ts';

/** What a record is read with besides itself. */
export interface Reading {
	service: Service;
	/** MaDinhDanhDV or madonvi as sent; '' when the sender named none. */
	receivingUnit: string;
	/** Secret under which NguoiXuLy becomes an HMAC. */
	handlerKey: string;
}

/** Thrown inside this file when a field breaks a rule. */
class Unreadable extends Error {
	readonly field: string;
	readonly reason: string;
	constructor(field: string, reason: string) {
		super(reason);
		this.field = field;
		this.reason = reason;
	}
}

/** Reads one record of the national feed; never throws. Pure but for hashing. */
export function translate(record: unknown, reading: Reading): Translated {
	try {
		const content =
			reading.service === 'DongBoHoSoMC'
				? toSnapshot(record, reading)
				: toStep(record, reading.handlerKey);
		const json = JSON.stringify(content);
		return { ok: true, content, hash: hashOf(json), json };
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		const rest = presentable(record, reading);
		return {
			ok: false,
			code: typeof rest.MaHoSo === 'string' ? rest.MaHoSo : '',
			field: error.field,
			reason: error.reason,
			rest,
			hash: hashOf(JSON.stringify([error.field, error.reason, rest]))
		};
	}
}

function hashOf(text: string): string {
	return hash('sha256', text, 'hex').slice(0, 32);
}

function toSnapshot(record: unknown, { receivingUnit }: Reading): Snapshot {
	const parsed = snapshotRecord.safeParse(record);
	if (!parsed.success) throw firstFault(parsed.error.issues);
	const wire = parsed.data;
	const code = dossierCode(wire.MaHoSo);
	const status = statusIn(wire.TrangThaiHoSo, 'TrangThaiHoSo');
	const receivedAt = instantIn(wire.NgayTiepNhan, 'NgayTiepNhan');
	const submittedAt = instantIn(wire.NgayNopHoSo, 'NgayNopHoSo');
	// A dossier may be asked for papers, withdrawn or refused before anybody received it.
	const maybeUnreceived = [1, 3, 5, 7].includes(status);
	if (receivedAt === null && !maybeUnreceived) throw new Unreadable('NgayTiepNhan', 'required');
	if (wire.DonViXuLy === '') throw new Unreadable('DonViXuLy', 'required');
	return {
		kind: 'snapshot',
		code,
		receivedBy: receiver(receivingUnit, code),
		procedure: normaliseProcedureCode(wire.MaTTHC),
		procedureName: withoutContacts(wire.TenTTHC),
		field: wire.MaLinhVuc,
		fieldName: withoutContacts(wire.TenLinhVuc),
		channel: shortCode(wire.KenhThucHien),
		applicantKind: shortCode(wire.LoaiDoiTuong),
		returnForm: shortCode(wire.HinhThuc),
		submittedAt,
		receivedAt,
		dueAt: instantIn(wire.NgayHenTra, 'NgayHenTra'),
		finishedAt: instantIn(wire.NgayKetThucXuLy, 'NgayKetThucXuLy'),
		returnedAt: instantIn(wire.NgayTra, 'NgayTra'),
		refusedAt: instantIn(wire.NgayTuChoi, 'NgayTuChoi'),
		status,
		agencyName: withoutContacts(wire.DonViXuLy),
		papers: (wire.TaiLieuNop ?? []).filter(({ IsDeleted }) => IsDeleted !== 'True').length,
		results: (wire.DanhSachGiayToKetQua ?? []).length,
		fees: (wire.DanhSachLePhi ?? []).map((fee) => ({
			code: fee.MaPhiLePhi,
			amount: /^\d{1,15}$/.test(fee.Gia) ? Number(fee.Gia) : null
		})),
		supplements: (wire.DanhSachHoSoBoSung ?? []).map((entry, i) => {
			const at = (key: keyof typeof entry) =>
				instantIn(entry[key], `DanhSachHoSoBoSung.${i}.${key}`);
			return {
				requestedAt: at('NgayBoSung'),
				receivedAt: at('NgayTiepNhanBoSung'),
				dueBefore: at('NgayHenTraTruoc'),
				dueAfter: at('NgayHenTraMoi')
			};
		})
	};
}

function toStep(record: unknown, handlerKey: string): Step {
	const parsed = stepRecord.safeParse(record);
	if (!parsed.success) throw firstFault(parsed.error.issues);
	const wire = parsed.data;
	const code = dossierCode(wire.MaHoSo);
	const status = statusIn(wire.TrangThai, 'TrangThai');
	const at = instantIn(wire.ThoiDiemXuLy, 'ThoiDiemXuLy');
	if (at === null) throw new Unreadable('ThoiDiemXuLy', 'required');
	return {
		kind: 'step',
		code,
		at,
		status,
		unit: withoutContacts(wire.PhongBanXuLy),
		title: withoutContacts(wire.ChucDanh),
		handler: wire.NguoiXuLy === '' ? '' : pseudonym(wire.NguoiXuLy, handlerKey),
		startedAt: instantIn(wire.NgayBatDau, 'NgayBatDau'),
		normEndAt: instantIn(wire.NgayKetThucTheoQuyDinh, 'NgayKetThucTheoQuyDinh')
	};
}

function firstFault(
	issues: readonly { path: readonly PropertyKey[]; message: string }[]
): Unreadable {
	const issue = issues[0];
	return new Unreadable(issue?.path.map(String).join('.') || 'record', issue?.message ?? 'invalid');
}

const CODE_FORM = /^[0-9A-Za-z][0-9A-Za-z._/-]{0,99}$/;

function dossierCode(text: string): string {
	if (text === '') throw new Unreadable('MaHoSo', 'required');
	if (!CODE_FORM.test(text)) throw new Unreadable('MaHoSo', 'code_form');
	return text;
}

function statusIn(text: string, field: string): Status {
	if (text === '') throw new Unreadable(field, 'required');
	const n = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
	if (!isStatus(n)) throw new Unreadable(field, 'unknown_status');
	return n;
}

/** Systems write their own first and last day (`0001`, `9999`) where they mean none. */
const YEAR_BELIEVED = /^(?:19[89]|20\d|21\d)\d/;

function instantIn(text: string, field: string): Instant | null {
	if (text === '') return null;
	const at = YEAR_BELIEVED.test(text) ? parseFeedInstant(text) : null;
	if (at === null) throw new Unreadable(field, 'not_a_date');
	return at;
}

/** A code of a short list; longer, it could be a number of a person. */
function shortCode(text: string): string {
	return /^[0-9A-Za-z]{0,4}$/.test(text) ? text : '';
}

/** The receiving unit: what the sender named, else the prefix of the dossier code. */
function receiver(named: string, code: string): string {
	const own = named.trim();
	if (own !== '') return normaliseAgencyCode(own) ?? (CODE_FORM.test(own) ? own : '');
	const prefix = code.includes('-') ? code.slice(0, code.indexOf('-')) : '';
	return normaliseAgencyCode(prefix) ?? '';
}

/**
 * The kept texts are names of offices, posts and procedures. Somebody may still have typed a number
 * or an address of a person into them: those have a form, and are blacked out here.
 */
function withoutContacts(text: string): string {
	if (!/[@\d]/.test(text)) return text;
	return text
		.replace(/[^\s@<>,;()]{1,64}@[^\s@<>,;()]+/g, '…')
		.replace(/(?:\+?\d[\s.()-]{0,2}){9,}/g, (run) =>
			run.replace(/\D/g, '').length >= 9 ? '… ' : run
		)
		.trimEnd();
}

const pseudonyms = new Map<string, string>();

/** NguoiXuLy as an HMAC: equal names stay equal, and no name can be read from it. */
function pseudonym(name: string, key: string): string {
	const known = pseudonyms.get(key + name);
	if (known !== undefined) return known;
	const made = createHmac('sha256', key).update(name).digest('hex').slice(0, 32);
	if (pseudonyms.size > 20_000) pseudonyms.clear();
	pseudonyms.set(key + name, made);
	return made;
}

const PRESENTABLE: Record<string, RegExp> = {
	MaHoSo: CODE_FORM,
	MaTTHC: CODE_FORM,
	MaLinhVuc: CODE_FORM,
	KenhThucHien: /^\d$/,
	LoaiDoiTuong: /^\d$/,
	HinhThuc: /^\d$/,
	NgayNopHoSo: /^\d{14}$/,
	NgayTiepNhan: /^\d{14}$/,
	NgayHenTra: /^\d{14}$/,
	NgayKetThucXuLy: /^\d{14}$/,
	NgayTra: /^\d{14}$/,
	NgayTuChoi: /^\d{14}$/,
	TrangThaiHoSo: /^\d{1,2}$/,
	ThoiDiemXuLy: /^\d{14}$/,
	NgayBatDau: /^\d{14}$/,
	NgayKetThucTheoQuyDinh: /^\d{14}$/,
	TrangThai: /^\d{1,2}$/
};

/** What of a broken record may be shown to the centre: only values that have their field's form. */
function presentable(
	record: unknown,
	{ service, receivingUnit }: Reading
): Record<string, unknown> {
	const rest: Record<string, unknown> = { service };
	const unit = normaliseAgencyCode(receivingUnit);
	if (unit !== null) rest.madonvi = unit;
	if (typeof record !== 'object' || record === null) return rest;
	for (const [field, form] of Object.entries(PRESENTABLE)) {
		const value: unknown = Reflect.get(record, field);
		if (typeof value === 'string' && form.test(value)) rest[field] = value;
	}
	return rest;
}
