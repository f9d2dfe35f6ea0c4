/**
 * Gia Lai since 1/7/2025: departments, land registration offices, communes, central branches
 * (Resolutions 202/2025/QH15 and 1664/NQ-UBTVQH15; Decree 45/2025/NĐ-CP for the departments).
 */
import { GIA_LAI_COMMUNES } from './gia-lai-communes.ts';
import {
	aliases,
	HIGHLAND_HOURS,
	OFFICE_HOURS,
	oldSpelling,
	TWO_LEVELS_FROM,
	version,
	type SeedAgency,
	type SeedKind
} from './seed.ts';

export const LAND_DEPARTMENT = 'H21.06';
export const LAND_OFFICE = 'H21.06.20';
export const CENTRE = 'H21.01.10';

/** Number, kind, name, usual abbreviation, further names met in feeds. */
type Row = [number: string, kind: SeedKind, name: string, short: string, also?: string[]];

const DEPARTMENTS: Row[] = [
	['01', 'vp_ubnd', 'Văn phòng Ủy ban nhân dân tỉnh', 'VP UBND tỉnh', ['Văn phòng UBND tỉnh']],
	['02', 'so', 'Sở Nội vụ', 'SNV'],
	['03', 'so', 'Sở Tư pháp', 'STP'],
	['04', 'so', 'Sở Tài chính', 'STC'],
	['05', 'so', 'Sở Công Thương', 'SCT', ['Sở Công thương']],
	[
		'06',
		'so',
		'Sở Nông nghiệp và Môi trường',
		'Sở NN&MT',
		['Sở Nông nghiệp & Môi trường', 'SNNMT']
	],
	['07', 'so', 'Sở Xây dựng', 'SXD'],
	['08', 'so', 'Sở Khoa học và Công nghệ', 'Sở KH&CN', ['Sở Khoa học & Công nghệ']],
	['09', 'so', 'Sở Văn hóa, Thể thao và Du lịch', 'Sở VHTTDL', ['Sở Văn hoá, Thể thao và Du lịch']],
	['10', 'so', 'Sở Giáo dục và Đào tạo', 'Sở GD&ĐT', ['Sở Giáo dục & Đào tạo']],
	['11', 'so', 'Sở Y tế', 'SYT'],
	['12', 'so', 'Sở Ngoại vụ', 'SNgV'],
	['13', 'so', 'Sở Dân tộc và Tôn giáo', 'Sở DTTG'],
	['14', 'khac', 'Thanh tra tỉnh', 'TTr', ['Thanh tra tỉnh Gia Lai']],
	['15', 'khac', 'Ban Quản lý Khu kinh tế tỉnh', 'Ban QLKKT', ['BQL Khu kinh tế tỉnh']]
];

/** Central branches keep their own line of command: vertical, shown, not ranked. */
const CENTRAL: Row[] = [
	['90', 'nganh_doc', 'Công an tỉnh', 'CAT', ['Công an tỉnh Gia Lai']],
	['91', 'nganh_doc', 'Thuế tỉnh Gia Lai', 'Thuế tỉnh', ['Thuế Gia Lai']],
	['92', 'nganh_doc', 'Bảo hiểm xã hội tỉnh', 'BHXH tỉnh', ['BHXH tỉnh Gia Lai']]
];

/** Bodies under a department that solve dossiers of their own. */
const UNDER: [code: string, parent: string, kind: SeedKind, name: string, short: string][] = [
	[CENTRE, 'H21.01', 'trung_tam_pvhcc', 'Trung tâm Phục vụ hành chính công tỉnh', 'TTPVHCC tỉnh'],
	[
		LAND_OFFICE,
		LAND_DEPARTMENT,
		'don_vi_su_nghiep',
		'Văn phòng Đăng ký đất đai tỉnh',
		'VPĐKĐĐ tỉnh'
	],
	['H21.06.21', LAND_DEPARTMENT, 'khac', 'Chi cục Kiểm lâm', 'CCKL'],
	['H21.06.22', LAND_DEPARTMENT, 'khac', 'Chi cục Chăn nuôi và Thú y', 'CCCNTY']
];

/** Branches of the land office by region; that there are 17, and which, is invented. */
export const LAND_REGIONS: readonly string[] = [
	'Quy Nhơn',
	'An Nhơn',
	'Tuy Phước',
	'Phù Cát',
	'Phù Mỹ',
	'Hoài Nhơn',
	'Hoài Ân - An Lão',
	'Tây Sơn - Vĩnh Thạnh',
	'Vân Canh',
	'Pleiku',
	'An Khê - Kbang',
	'Đak Đoa - Mang Yang',
	'Chư Păh - Ia Grai',
	'Đức Cơ - Chư Prông',
	'Chư Sê - Chư Pưh',
	'Ayun Pa - Phú Thiện',
	'Krông Pa - Ia Pa'
];

/** Code of the n-th branch, from 0. */
export function landBranchCode(n: number): string {
	return `${LAND_OFFICE}.${String(n + 1).padStart(2, '0')}`;
}

/** Old form of a code (QCVN 102:2016): `H21.06.20` is `000.20.06.H21`. */
export function oldForm(code: string): string {
	const [province = '', second = '00', third = '00', fourth = '000'] = code.split('.');
	return [fourth, third, second, province].join('.');
}

function department([number, kind, name, short, also = []]: Row, vertical: boolean): SeedAgency {
	const code = `H21.${number}`;
	const names = [name, short];
	const withProvince = name.endsWith('tỉnh') ? `${name} Gia Lai` : `${name} tỉnh Gia Lai`;
	return {
		code,
		kind,
		level: 'tinh',
		versions: [version(name, short, TWO_LEVELS_FROM, null, { accountable: !vertical, vertical })],
		aliases: aliases(
			[withProvince, oldSpelling(name), oldForm(code), ...also],
			names,
			TWO_LEVELS_FROM,
			null
		)
	};
}

function below([code, parentCode, kind, name, short]: (typeof UNDER)[number]): SeedAgency {
	return {
		code,
		kind,
		level: 'tinh',
		versions: [version(name, short, TWO_LEVELS_FROM, null, { parentCode })],
		aliases: aliases([`${name} Gia Lai`], [name, short], TWO_LEVELS_FROM, null)
	};
}

function landBranch(region: string, n: number): SeedAgency {
	const name = `Chi nhánh Văn phòng Đăng ký đất đai khu vực ${region}`;
	const short = `CN VPĐKĐĐ ${region}`;
	return {
		code: landBranchCode(n),
		kind: 'chi_nhanh',
		level: 'tinh',
		versions: [version(name, short, TWO_LEVELS_FROM, null, { parentCode: LAND_OFFICE })],
		aliases: aliases(
			[
				`Chi nhánh VPĐKĐĐ khu vực ${region}`,
				`Chi nhánh VP ĐKĐĐ ${region}`,
				`Chi nhánh Văn phòng Đăng ký đất đai ${region}`
			],
			[name, short],
			TWO_LEVELS_FROM,
			null
		)
	};
}

/** Code of the commune with a number of the national list. */
export function communeCode(number: string): string {
	return `H21.C${number}`;
}

function commune(unit: (typeof GIA_LAI_COMMUNES)[number]): SeedAgency {
	const place = `${unit.kind} ${unit.name}`;
	const name = `Ủy ban nhân dân ${place}`;
	const short = `UBND ${place}`;
	const capital = unit.kind === 'phường' ? 'P' : 'X';
	return {
		code: communeCode(unit.number),
		kind: 'ubnd_xa',
		level: 'xa',
		versions: [
			version(name, short, TWO_LEVELS_FROM, null, {
				accountable: true,
				hours: unit.side === 'west' ? HIGHLAND_HOURS : OFFICE_HOURS
			})
		],
		aliases: aliases(
			[
				oldSpelling(name),
				oldSpelling(short),
				`UBND ${capital}. ${unit.name}`,
				`${short}, tỉnh Gia Lai`,
				`Trung tâm Phục vụ hành chính công ${place}`
			],
			[name, short],
			TWO_LEVELS_FROM,
			null
		)
	};
}

export const GIA_LAI: readonly SeedAgency[] = [
	...DEPARTMENTS.map((row) => department(row, false)),
	...UNDER.map(below),
	...LAND_REGIONS.map(landBranch),
	...CENTRAL.map((row) => department(row, true)),
	...GIA_LAI_COMMUNES.map(commune)
];
