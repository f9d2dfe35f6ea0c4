/**
 * Bình Định from 2018 to its end on 30/6/2025: 20 departments (14 since the mergers of 20/02/2025),
 * the land registration office with a branch for each district, 11 districts, 159 communes; and what
 * became of each. Which department joined which, beyond the seven reported by the press, is inferred
 * (see the provincial announcement of 20/02/2025).
 *
 * Simplified: where a merged department kept its name (Nội vụ, Tài chính, Xây dựng, Khoa học và
 * Công nghệ) the agency goes on, and those that joined it end.
 */
import { addDays, type Day } from '#lib/domain/calendar/time.ts';
import { BINH_DINH_DISTRICTS } from './binh-dinh-districts.ts';
import {
	communeCode,
	LAND_OFFICE as NEW_LAND_OFFICE,
	landBranchCode,
	LAND_REGIONS
} from './gia-lai.ts';
import {
	aliases,
	CENTRE_FROM,
	DEPARTMENTS_MERGED_ON,
	OLD_PROVINCE_FROM,
	OLD_PROVINCE_TO,
	oldSpelling,
	TWO_LEVELS_FROM,
	version,
	type SeedAgency,
	type SeedKind,
	type SeedSuccession
} from './seed.ts';

export const CENTRE_2019 = 'H08.01.10';
export const LAND_DEPARTMENT_2019 = 'H08.10';
export const LAND_OFFICE_2019 = 'H08.10.20';
const BEFORE_MERGER = addDays(DEPARTMENTS_MERGED_ON, -1);

/** Number, kind, name, short, the department of Gia Lai or (`H08…`) of Bình Định that follows. */
type Row = [number: string, kind: SeedKind, name: string, short: string, into: string];

const DEPARTMENTS: Row[] = [
	['01', 'vp_ubnd', 'Văn phòng Ủy ban nhân dân tỉnh', 'VP UBND tỉnh', 'H21.01'],
	['02', 'so', 'Sở Nội vụ', 'SNV', 'H21.02'],
	['03', 'so', 'Sở Tư pháp', 'STP', 'H21.03'],
	['04', 'so', 'Sở Kế hoạch và Đầu tư', 'Sở KH&ĐT', 'H08.05'],
	['05', 'so', 'Sở Tài chính', 'STC', 'H21.04'],
	['06', 'so', 'Sở Công Thương', 'SCT', 'H21.05'],
	['07', 'so', 'Sở Nông nghiệp và Phát triển nông thôn', 'Sở NN&PTNT', 'H08.30'],
	['08', 'so', 'Sở Giao thông vận tải', 'Sở GTVT', 'H08.09'],
	['09', 'so', 'Sở Xây dựng', 'SXD', 'H21.07'],
	['10', 'so', 'Sở Tài nguyên và Môi trường', 'Sở TN&MT', 'H08.30'],
	['11', 'so', 'Sở Thông tin và Truyền thông', 'Sở TT&TT', 'H08.15'],
	['12', 'so', 'Sở Lao động - Thương binh và Xã hội', 'Sở LĐTBXH', 'H08.02'],
	['13', 'so', 'Sở Văn hóa và Thể thao', 'Sở VH&TT', 'H08.31'],
	['14', 'so', 'Sở Du lịch', 'SDL', 'H08.31'],
	['15', 'so', 'Sở Khoa học và Công nghệ', 'Sở KH&CN', 'H21.08'],
	['16', 'so', 'Sở Giáo dục và Đào tạo', 'Sở GD&ĐT', 'H21.10'],
	['17', 'so', 'Sở Y tế', 'SYT', 'H21.11'],
	['18', 'so', 'Sở Ngoại vụ', 'SNgV', 'H21.12'],
	['19', 'khac', 'Thanh tra tỉnh', 'TTr', 'H21.14'],
	['20', 'khac', 'Ban Dân tộc', 'BDT', 'H08.32'],
	['21', 'khac', 'Ban Quản lý Khu kinh tế tỉnh', 'Ban QLKKT', 'H21.15']
];

/** The three departments that took a new name on 20/02/2025. */
const NEW_NAMES: Row[] = [
	['30', 'so', 'Sở Nông nghiệp và Môi trường', 'Sở NN&MT', 'H21.06'],
	['31', 'so', 'Sở Văn hóa, Thể thao và Du lịch', 'Sở VHTTDL', 'H21.09'],
	['32', 'so', 'Sở Dân tộc và Tôn giáo', 'Sở DTTG', 'H21.13']
];

const CENTRAL: Row[] = [
	['90', 'nganh_doc', 'Công an tỉnh', 'CAT', 'H21.90'],
	['91', 'nganh_doc', 'Cục Thuế tỉnh', 'Cục Thuế', 'H21.91'],
	['92', 'nganh_doc', 'Bảo hiểm xã hội tỉnh', 'BHXH tỉnh', 'H21.92']
];

function merge(fromCode: string, toCode: string, on: Day): SeedSuccession {
	return { fromCode, toCode, kind: 'merge', on };
}

function department([number, kind, name, short, into]: Row, from: Day): SeedAgency {
	const to = into.startsWith('H08') ? BEFORE_MERGER : OLD_PROVINCE_TO;
	const vertical = kind === 'nganh_doc';
	const withProvince = name.endsWith('tỉnh') ? `${name} Bình Định` : `${name} tỉnh Bình Định`;
	return {
		code: `H08.${number}`,
		kind,
		level: 'tinh',
		versions: [version(name, short, from, to, { accountable: !vertical, vertical })],
		aliases: aliases(
			[
				withProvince,
				oldSpelling(name),
				name.replace('Ủy ban nhân dân', 'UBND'),
				name.replace('Lao động - Thương binh', 'Lao động Thương binh')
			],
			[name, short],
			from,
			to
		)
	};
}

function successionOf([number, , , , into]: Row): SeedSuccession {
	return merge(
		`H08.${number}`,
		into,
		into.startsWith('H08') ? DEPARTMENTS_MERGED_ON : TWO_LEVELS_FROM
	);
}

/** The land office and its branches changed their department on the day of the mergers. */
function landUnit(
	code: string,
	kind: SeedKind,
	name: string,
	short: string,
	also: string[]
): SeedAgency {
	const office = code === LAND_OFFICE_2019;
	return {
		code,
		kind,
		level: 'tinh',
		versions: office
			? [
					version(name, short, OLD_PROVINCE_FROM, BEFORE_MERGER, {
						parentCode: LAND_DEPARTMENT_2019
					}),
					version(name, short, DEPARTMENTS_MERGED_ON, OLD_PROVINCE_TO, { parentCode: 'H08.30' })
				]
			: [
					version(name, short, OLD_PROVINCE_FROM, OLD_PROVINCE_TO, { parentCode: LAND_OFFICE_2019 })
				],
		aliases: aliases(also, [name, short], OLD_PROVINCE_FROM, OLD_PROVINCE_TO)
	};
}

/** Code of the land branch of the n-th district, from 0. */
export function landBranch2019(n: number): string {
	return `${LAND_OFFICE_2019}.${String(n + 1).padStart(2, '0')}`;
}

const landOffice = landUnit(
	LAND_OFFICE_2019,
	'don_vi_su_nghiep',
	'Văn phòng Đăng ký đất đai tỉnh',
	'VPĐKĐĐ tỉnh',
	['Văn phòng Đăng ký đất đai tỉnh Bình Định', 'VP Đăng ký đất đai tỉnh']
);

const landBranches = BINH_DINH_DISTRICTS.map((district, n) => {
	const place = `${district.kind} ${district.name}`;
	return landUnit(
		landBranch2019(n),
		'chi_nhanh',
		`Chi nhánh Văn phòng Đăng ký đất đai ${place}`,
		`CN VPĐKĐĐ ${place}`,
		[`Chi nhánh VPĐKĐĐ ${place}`, `Chi nhánh Văn phòng Đăng ký đất đai ${district.name}`]
	);
});

const centre: SeedAgency = {
	code: CENTRE_2019,
	kind: 'trung_tam_pvhcc',
	level: 'tinh',
	versions: [
		version(
			'Trung tâm Phục vụ hành chính công tỉnh',
			'TTPVHCC tỉnh',
			CENTRE_FROM,
			OLD_PROVINCE_TO,
			{
				parentCode: 'H08.01'
			}
		)
	],
	aliases: aliases(
		['Trung tâm PVHCC tỉnh', 'Trung tâm Phục vụ hành chính công tỉnh Bình Định'],
		[],
		CENTRE_FROM,
		OLD_PROVINCE_TO
	)
};

/** A district or commune; communes answered to their district, not to the province. */
function local(
	code: string,
	kind: 'ubnd_huyen' | 'ubnd_xa',
	place: string,
	parentCode: string | null
): SeedAgency {
	const name = `Ủy ban nhân dân ${place}`;
	const short = `UBND ${place}`;
	return {
		code,
		kind,
		level: kind === 'ubnd_huyen' ? 'huyen' : 'xa',
		versions: [
			version(name, short, OLD_PROVINCE_FROM, OLD_PROVINCE_TO, {
				parentCode,
				accountable: kind === 'ubnd_huyen'
			})
		],
		aliases: aliases([oldSpelling(name)], [name, short], OLD_PROVINCE_FROM, OLD_PROVINCE_TO)
	};
}

const districts = BINH_DINH_DISTRICTS.flatMap((district) => {
	const code = `H08.D${district.number}`;
	return [
		local(code, 'ubnd_huyen', `${district.kind} ${district.name}`, null),
		...district.communes.map((unit) =>
			local(`${code}.C${unit.number}`, 'ubnd_xa', `${unit.kind} ${unit.name}`, code)
		)
	];
});

/** Districts ended without a successor of their own: their communes passed their work on. */
const districtSuccessions = BINH_DINH_DISTRICTS.flatMap((district) =>
	district.communes.flatMap((unit) =>
		unit.into.map((number): SeedSuccession => ({
			fromCode: `H08.D${district.number}.C${unit.number}`,
			toCode: communeCode(number),
			kind: unit.into.length > 1 ? 'split' : 'merge',
			on: TWO_LEVELS_FROM
		}))
	)
);

function regionOf(district: string): number {
	const n = LAND_REGIONS.findIndex((region) => region.includes(district));
	if (n < 0) throw new Error(`no land region for ${district}`);
	return n;
}

export const BINH_DINH: readonly SeedAgency[] = [
	...DEPARTMENTS.map((row) => department(row, OLD_PROVINCE_FROM)),
	...NEW_NAMES.map((row) => department(row, DEPARTMENTS_MERGED_ON)),
	...CENTRAL.map((row) => department(row, OLD_PROVINCE_FROM)),
	centre,
	landOffice,
	...landBranches,
	...districts
];

export const BINH_DINH_SUCCESSIONS: readonly SeedSuccession[] = [
	...[...DEPARTMENTS, ...NEW_NAMES, ...CENTRAL].map(successionOf),
	merge(CENTRE_2019, 'H21.01.10', TWO_LEVELS_FROM),
	merge(LAND_OFFICE_2019, NEW_LAND_OFFICE, TWO_LEVELS_FROM),
	...BINH_DINH_DISTRICTS.map((district, n) =>
		merge(landBranch2019(n), landBranchCode(regionOf(district.name)), TWO_LEVELS_FROM)
	),
	...districtSuccessions
];
