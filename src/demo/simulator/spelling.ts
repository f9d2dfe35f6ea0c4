/** The ways in which senders write one office's name (DonViXuLy carries no code). */
import { BINH_DINH } from '../province/binh-dinh.ts';
import { GIA_LAI } from '../province/gia-lai.ts';
import type { SeedAgency } from '../province/seed.ts';
import { mix } from './dice.ts';

/** How an agency is written: its name, and how else. All of them are known to the directory. */
export function spellings(agency: SeedAgency): string[] {
	const version = agency.versions[0];
	const names = version ? [version.name, version.shortName] : [];
	const others = agency.aliases.map(({ alias }) => alias).filter((alias) => !/^\d/.test(alias));
	return [...names, ...others];
}

const BY_CODE = new Map(
	[...GIA_LAI, ...BINH_DINH].map((agency) => [agency.code, spellings(agency)] as const)
);

/** One message in eight is written otherwise than on the office's seal. */
export function writtenName(code: string, salt: number): string {
	const names = BY_CODE.get(code);
	const official = names?.[0];
	if (!names || official === undefined) throw new Error(`no such agency: ${code}`);
	const u = mix(salt, 11) % 1000;
	if (u < 880) return official;
	if (u < 900) return official.toUpperCase();
	if (u < 910) return ` ${official.replace(' ', '  ')} `;
	return names[mix(salt, 13) % names.length] ?? official;
}

/**
 * Names that nobody knows today: offices that have ended, desks, and a slip of the pen. Their records
 * wait in quarantine until the centre says whose they are.
 */
export const UNKNOWN_NAMES: readonly string[] = [
	'Phòng Tài nguyên và Môi trường huyện Chư Prông',
	'Phòng Kinh tế và Hạ tầng huyện Ia Grai',
	'Phòng Quản lý đô thị thành phố Pleiku',
	'Sở Tài nguyên và Môi trường',
	'Sở Lao động - Thương binh và Xã hội',
	'Bộ phận một cửa liên thông',
	'Trung tâm Kỹ thuật tài nguyên',
	'UBND huyện Đak Đoa',
	'Chi cục Văn thư - Lưu trữ',
	'Hội đồng xét duyệt hồ sơ',
	'Đội Đo đạc số 3',
	'Phòng Đăng ký kinh doanh số 2'
];
