import type { Instant } from '../calendar/time.ts';
import type { Status } from './status.ts';

/**
 * What is kept of a `DongBoHoSoMC` record: codes, dates, statuses, names of offices and procedures,
 * counts, fees. Nothing of the citizen (contract section 2).
 */
export interface Snapshot {
	kind: 'snapshot';
	code: string;
	/** The receiving unit's code: feed parameter, `madonvi`, or the dossier code's prefix. */
	receivedBy: string;
	procedure: string;
	procedureName: string;
	field: string;
	fieldName: string;
	/** KenhThucHien: '1' trực tiếp, '2' trực tuyến, '3' bưu chính công ích, '' not told. */
	channel: string;
	/** LoaiDoiTuong as sent; '' not told. */
	applicantKind: string;
	/** HinhThuc: how the result is handed over, as sent; '' not told. */
	returnForm: string;
	submittedAt: Instant | null;
	receivedAt: Instant | null;
	dueAt: Instant | null;
	finishedAt: Instant | null;
	returnedAt: Instant | null;
	refusedAt: Instant | null;
	status: Status;
	/** DonViXuLy, as written. */
	agencyName: string;
	papers: number;
	results: number;
	fees: { code: string; amount: number | null }[];
	supplements: Supplement[];
}

/** An entry of DanhSachHoSoBoSung. */
export interface Supplement {
	requestedAt: Instant | null;
	receivedAt: Instant | null;
	dueBefore: Instant | null;
	dueAfter: Instant | null;
}

/** What is kept of a `CapNhatTienDoHoSoMC` record. */
export interface Step {
	kind: 'step';
	code: string;
	at: Instant;
	status: Status;
	/** PhongBanXuLy */
	unit: string;
	/** ChucDanh */
	title: string;
	/** NguoiXuLy as an HMAC under a key of the installation; '' not told. */
	handler: string;
	startedAt: Instant | null;
	normEndAt: Instant | null;
}

export type KeptContent = Snapshot | Step;

/** A recorded message: the state of a dossier is a function of the set of these. */
export interface Recorded<C extends KeptContent = KeptContent> {
	/** Hash of the exact kept content, in hex: the same content is the same message. */
	hash: string;
	/** The instant at which this exact content first arrived. */
	arrivedAt: Instant;
	/** Declared history: its lag is held against nobody. */
	backfill: boolean;
	/** The agency that DonViXuLy names, resolved on the day of the event; null for steps. */
	agencyId: number | null;
	content: C;
}

/**
 * The instants inside a message at which something happened. NgayHenTra and norms are promises, not
 * happenings (contract section 2).
 */
export function happenings(content: KeptContent): Instant[] {
	if (content.kind === 'step') return [content.at];
	const told: Instant[] = [];
	const tell = (at: Instant | null) => {
		if (at !== null) told.push(at);
	};
	tell(content.submittedAt);
	tell(content.receivedAt);
	tell(content.refusedAt);
	tell(content.finishedAt);
	tell(content.returnedAt);
	for (const entry of content.supplements) {
		tell(entry.requestedAt);
		tell(entry.receivedAt);
	}
	return told;
}

/**
 * The latest of the {@link happenings}; -Infinity when there is none. Asked several times of every
 * message, so it makes no list of them.
 */
export function latestHappening(content: KeptContent): Instant {
	if (content.kind === 'step') return content.at;
	let latest = -Infinity;
	if (content.submittedAt !== null && content.submittedAt > latest) latest = content.submittedAt;
	if (content.receivedAt !== null && content.receivedAt > latest) latest = content.receivedAt;
	if (content.refusedAt !== null && content.refusedAt > latest) latest = content.refusedAt;
	if (content.finishedAt !== null && content.finishedAt > latest) latest = content.finishedAt;
	if (content.returnedAt !== null && content.returnedAt > latest) latest = content.returnedAt;
	for (const { requestedAt, receivedAt } of content.supplements) {
		if (requestedAt !== null && requestedAt > latest) latest = requestedAt;
		if (receivedAt !== null && receivedAt > latest) latest = receivedAt;
	}
	return latest;
}

/**
 * When the event that a message tells of took place: the latest happening inside it, else its first
 * arrival. Something cannot have happened after it was reported: a later time takes the arrival.
 */
export function eventTime({ content, arrivedAt }: Recorded): Instant {
	const latest = latestHappening(content);
	return latest === -Infinity ? arrivedAt : Math.min(latest, arrivedAt);
}
