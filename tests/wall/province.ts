import { officeHours } from '#lib/domain/calendar/office-hours.ts';
import { formatFeedInstant, MINUTE, startOfDay, addDays } from '#lib/domain/calendar/time.ts';
import type { ProvinceInput } from '#lib/server/store/agencies.ts';
import { aRecord } from '../makers/feed.ts';
import {
	anAgency,
	aProvince,
	COMMUNE,
	JUSTICE,
	LAND,
	LAND_BRANCH,
	LAND_OFFICE
} from '../makers/province.ts';
import { at } from '../live/province.ts';

/** Closes half an hour before the others. */
export const HIGHLAND = officeHours(
	{ from: 7 * 60, to: 11 * 60 + 30 },
	{ from: 13 * 60, to: 16 * 60 + 30 }
);

/** The small province with a commune of the highlands, and a department since March 2026. */
export function aWallProvince(): ProvinceInput {
	const plain = aProvince();
	return {
		...plain,
		agencies: [
			...plain.agencies.filter(({ code }) => code !== 'H21.C1'),
			anAgency('H21.C1', COMMUNE, {
				kind: 'ubnd_xa',
				level: 'xa',
				version: { hours: HIGHLAND }
			}),
			anAgency('H21.03', 'Sở Dân tộc và Tôn giáo', { version: { validFrom: '2026-03-01' } })
		]
	};
}

const AGENCIES = [LAND, LAND_OFFICE, LAND_BRANCH, JUSTICE, COMMUNE];
const FIELDS = [
	['H21-DD', 'Đất đai'],
	['H21-TP', 'Chứng thực'],
	['H21-XD', 'Hoạt động xây dựng']
] as const;
/** Received, in work, waiting for papers, done, returned, withdrawn, stopped, refused, submitted. */
const ENDS = [
	'2',
	'4',
	'4',
	'4',
	'5',
	'9',
	'9',
	'10',
	'10',
	'10',
	'10',
	'7',
	'8',
	'3',
	'1'
] as const;

/** What senders tell of so many dossiers that began in the fourteen months up to `now`. */
export function randomRecords(
	n: number,
	roll: () => number,
	now: number
): Record<string, unknown>[] {
	const pick = <T>(of: readonly T[]): T => of[Math.floor(roll() * of.length)] as T;
	const today = startOfDay('2026-11-20');
	/** An office hour so many days ago, and not after now. */
	const hour = (daysAgo: number) =>
		Math.min(now - MINUTE, today - daysAgo * 86_400_000 + Math.floor(420 + roll() * 600) * MINUTE);
	return Array.from({ length: n }, (_, i) => i).flatMap((i) => {
		const age = Math.floor(roll() < 0.6 ? roll() * 100 : roll() * 420);
		const received = hour(age);
		const status = pick(ENDS);
		const length = Math.floor(roll() * 25);
		const dueDay = roll() < 0.12 ? '2026-11-20' : addDays('2026-11-20', length - age);
		const due = startOfDay(dueDay) + pick([0, 540, 990, 1020]) * MINUTE;
		const finished = Math.min(now, hour(Math.max(0, age - Math.floor(roll() * 30))));
		const [field, fieldName] = pick(FIELDS);
		const told = {
			MaLinhVuc: field,
			TenLinhVuc: fieldName,
			DonViXuLy: pick(AGENCIES),
			NgayTiepNhan: formatFeedInstant(received),
			NgayHenTra: roll() < 0.06 ? '' : formatFeedInstant(due)
		};
		const code = `H21.01-250901-${10_000 + i}`;
		const end = formatFeedInstant(Math.max(finished, received));
		const first = aRecord(code, { ...told, TrangThaiHoSo: '2' });
		if (status === '1') {
			const waits = { NgayTiepNhan: '', NgayHenTra: '', NgayNopHoSo: told.NgayTiepNhan };
			return [aRecord(code, { ...told, ...waits, TrangThaiHoSo: '1' })];
		}
		if (status === '2' || status === '4') {
			return [aRecord(code, { ...told, TrangThaiHoSo: status })];
		}
		if (status === '3') {
			const refused = { NgayTiepNhan: '', NgayTuChoi: end, NgayNopHoSo: told.NgayTiepNhan };
			return [aRecord(code, { ...told, ...refused, TrangThaiHoSo: '3' })];
		}
		const asked = {
			NgayBoSung: end,
			NgayTiepNhanBoSung: '',
			NgayHenTraTruoc: '',
			NgayHenTraMoi: ''
		};
		const last =
			status === '5'
				? { DanhSachHoSoBoSung: [asked] }
				: { NgayKetThucXuLy: end, NgayTra: status === '10' ? end : '' };
		return [first, aRecord(code, { ...told, ...last, TrangThaiHoSo: status })];
	});
}

/** Friday, ten o'clock. */
export const FRIDAY = at('20261120100000');
